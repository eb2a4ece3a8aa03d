package rowan.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rowan.aggregate.KeyWindows;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.spark.StateExport;
import rowan.state.EmptyWindows;
import rowan.state.KeyForm;
import rowan.state.SavedState;
import rowan.state.StateManifest;

/** Shows saved state. */
@Command(
    name = "inspect",
    description = {"Shows what saved state consists of, or what it knows of a key."},
    footer = {
      "",
      "Examples:",
      "  rowan state inspect state",
      "  rowan state inspect --graph fraud --key 17 state"
    })
final class StateInspectCommand implements Action {

  private final Console console;

  @Mixin private final RequestOptions request = new RequestOptions();

  @Parameters(paramLabel = "DIR", description = "The folder of the state.")
  private String folder = "";

  @Option(
      names = "--graph",
      paramLabel = "GRAPH",
      description = "The graph that the state is of; needed with --key.")
  private @Nullable String graph;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key; of a key of several columns, its values with commas between them.")
  private @Nullable String key;

  StateInspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "show state";
  }

  @Override
  public Integer call() {
    SavedState state = StateExport.open(new SessionOption().hadoop(), folder);
    if (key == null) {
      show(state.manifest());
      return ExitCode.OK;
    }
    if (graph == null) {
      console.err().println("Say which graph the state is of: --graph GRAPH");
      return ExitCode.USAGE;
    }
    Graph loaded = GraphCatalog.onClassPath().load(graph);
    Plan plan = request.plan(loaded, node -> Scorer.canServe(loaded, node));
    state.requireFor(plan);
    return show(state, plan, key) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void show(StateManifest manifest) {
    console.out().println("state of " + manifest.graph());
    console.out().println("fingerprint: " + manifest.fingerprint());
    manifest.cuts().forEach((source, cut) -> console.out().println(source + " before " + cut));
    console.out().println("takes late events from " + manifest.startsAt() + " on");
    for (StateManifest.PassState pass : manifest.passes()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "by %s: %,d keys, %,d bytes in %d files%n",
              String.join(", ", pass.by()),
              pass.keys(),
              pass.bytes(),
              pass.parts().size());
    }
  }

  /** Shows a key of every pass that has it; false when none has. */
  private boolean show(SavedState state, Plan plan, String text) {
    boolean isFound = false;
    List<Pass> passes = Pass.all(plan);
    for (int i = 0; i < passes.size(); i++) {
      Object wanted = parse(new KeyForm(passes.get(i).keyTypes()), text);
      if (wanted != null) {
        KeyWindows windows = windows(state.only(i, wanted), plan, i);
        if (!windows.isEmpty()) {
          console.out().println("by " + String.join(", ", state.manifest().passes().get(i).by()));
          describe(windows, passes.get(i)).forEach(line -> console.out().println("  " + line));
          isFound = true;
        }
      }
    }
    if (!isFound) {
      console.err().println("No windows of the key " + text + " have seen anything.");
    }
    return isFound;
  }

  private static KeyWindows windows(SavedState state, Plan plan, int pass) {
    KeyWindows windows =
        EmptyWindows.of(plan.graph(), Pass.all(plan).get(pass), Integer.MAX_VALUE).get();
    state.read(plan, pass, (key, read) -> read.accept(windows));
    return windows;
  }

  private static List<String> describe(KeyWindows windows, Pass pass) {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < pass.step().events().size(); i++) {
      columns.add(
          pass.values(i).stream()
              .map(value -> value.node().map(Node::column).orElse("row"))
              .toList());
    }
    return windows.describe(
        pass.step().events().stream().map(events -> events.source().table()).toList(),
        columns,
        pass.features().stream().map(Node::name).toList());
  }

  private static @Nullable Object parse(KeyForm form, String text) {
    try {
      return form.parse(text);
    } catch (IllegalArgumentException e) {
      return null; // a key of another pass
    }
  }
}
