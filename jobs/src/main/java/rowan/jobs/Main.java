package rowan.jobs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code rowan}, also under {@code spark-submit --class rowan.jobs.Main}. */
@Command(
    name = "rowan",
    description = {
      "Features defined once, as plain Java methods; computed on Spark and in process, with the same"
          + " bits.",
      ""
    },
    commandListHeading = "%nCommands (rowan COMMAND --help tells more):%n",
    footer = {
      "",
      "Examples:",
      "  rowan demo",
      "  rowan graph --graph fraud",
      "  rowan explain --graph fraud --select during_night",
      "  rowan generate fraud --out payments",
      "  rowan features --graph fraud --source transactions=payments --out features",
      "  rowan compare --graph fraud --source transactions=payments",
      "  rowan score --graph fraud --in payments.arrow --out features.arrow"
    })
public final class Main {

  private static final String VERBOSE = "--verbose";
  private static final String LOGGING = "log4j2.configurationFile";

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Show Spark's warnings, and the stack trace of a failure.")
  @SuppressWarnings(
      "UnusedVariable") // for the help; it is looked for before options are understood
  private boolean verbose;

  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private static Runnable atEnd = () -> {};

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    configureLogging(isVerbose(args));
    int exitCode = run(Console.ofProcess(), args);
    try {
      atEnd.run();
    } finally {
      System.exit(exitCode);
    }
  }

  private static boolean isVerbose(String... args) {
    return List.of(args).contains(VERBOSE);
  }

  /** Takes effect unless logging is up already, as it is under spark-submit, which has its own. */
  private static void configureLogging(boolean verbose) {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(
          LOGGING,
          "classpath:rowan/jobs/log4j2-" + (verbose ? "verbose" : "quiet") + ".properties");
    }
  }

  /** Runs a task before the process ends. */
  static void atEnd(Runnable task) {
    atEnd = task;
  }

  /**
   * Runs a command in this process. The session that it opens stays open.
   *
   * @return 0 for success, 1 for a failure or a difference, 2 for options that are wrong
   */
  static int run(Console console, String... args) {
    CommandLine rowan = new CommandLine(new Main()).setOut(console.out()).setErr(console.err());
    Failures failures = new Failures(isVerbose(args));
    try {
      addCommands(rowan, console, args);
      rowan
          .setOut(console.out()) // of the commands, too
          .setErr(console.err())
          .setParameterExceptionHandler(failures)
          .setExecutionExceptionHandler(failures)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpWidth(100);
      return rowan.execute(args);
    } catch (Throwable thrown) { // such as classes made for a later Java; picocli takes exceptions
      return failures.handle(thrown, rowan);
    }
  }

  /** Adds the command that is asked for and no other: most need Spark to be there. */
  private static void addCommands(CommandLine rowan, Console console, String... args) {
    Map<String, Supplier<CommandLine>> commands = commands(console, args);
    String asked = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).findFirst().orElse("");
    if (commands.containsKey(asked)) {
      commands.keySet().retainAll(List.of(asked));
    }
    commands.forEach((name, command) -> rowan.addSubcommand(name, command.get()));
    listGraphs(rowan);
  }

  /** Whether rows are to be scored with a trained model, on Spark, and not a batch without it. */
  private static boolean isOfModel(String... args) {
    return Arrays.stream(args).anyMatch(arg -> arg.equals("--model") || arg.startsWith("--model="));
  }

  private static Map<String, Supplier<CommandLine>> commands(Console console, String... args) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("features", () -> listingGraphs(new FeaturesCommand(console)));
    commands.put(
        "score",
        () ->
            isOfModel(args)
                ? new CommandLine(new ScoreModelCommand(console))
                : listingGraphs(new ScoreCommand(console)));
    commands.put("train", () -> listingGraphs(new TrainCommand(console)));
    commands.put("serve-check", () -> new CommandLine(new ServeCheckCommand(console)));
    commands.put("fit", () -> listingGraphs(new FitCommand(console)));
    commands.put("graph", () -> listingGraphs(new GraphCommand(console)));
    commands.put("explain", () -> listingGraphs(new ExplainCommand(console)));
    commands.put(
        "generate",
        () ->
            new CommandLine(new GenerateCommand())
                .addSubcommand(new GenerateFraud(console))
                .addSubcommand(new GenerateLtv(console)));
    commands.put("compare", () -> listingGraphs(new CompareCommand(console)));
    commands.put(
        "state",
        () ->
            new CommandLine(new StateCommand())
                .addSubcommand(listingGraphs(new StateExportCommand(console)))
                .addSubcommand(listingGraphs(new StateInspectCommand(console))));
    commands.put(
        "bench",
        () ->
            new CommandLine(new BenchCommand())
                .addSubcommand(new BenchWindows(console))
                .addSubcommand(new BenchWide(console))
                .addSubcommand(new BenchPlan(console))
                .addSubcommand(new BenchOnline(console)));
    commands.put("demo", () -> new CommandLine(new DemoCommand(console)));
    return commands;
  }

  private static CommandLine listingGraphs(Action action) {
    CommandLine command = new CommandLine(action);
    listGraphs(command);
    return command;
  }

  /** Adds the graphs of the class path to the help. */
  private static void listGraphs(CommandLine command) {
    String[] written = command.getCommandSpec().usageMessage().footer();
    List<String> graphs = GraphCatalog.onClassPath().lines();
    String[] footer = Arrays.copyOf(written, written.length + 2 + graphs.size());
    footer[written.length] = "";
    footer[written.length + 1] = "Graphs that have a short name here:";
    for (int i = 0; i < graphs.size(); i++) {
      footer[written.length + 2 + i] = "  " + graphs.get(i);
    }
    command.getCommandSpec().usageMessage().footer(footer);
  }
}
