package rowan.jobs;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells of a failure in one message; with its stack trace only when that is asked for. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final boolean verbose;

  Failures(boolean verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.printf("Try: %s --help%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    return tell(thrown, command);
  }

  /** Tells of what went wrong before a command was run, and of errors in one. */
  int handle(Throwable thrown, CommandLine rowan) {
    ParseResult parsed = rowan.getParseResult(); // null before there is one
    List<CommandLine> commands = parsed == null ? List.of(rowan) : parsed.asCommandLineList();
    return tell(thrown, commands.get(commands.size() - 1));
  }

  private int tell(Throwable thrown, CommandLine command) {
    String verb = command.getCommand() instanceof Action action ? action.verb() : "run";
    command.getErr().println(FailureText.of(verb, thrown));
    if (verbose) {
      thrown.printStackTrace(command.getErr());
    }
    return ExitCode.SOFTWARE;
  }
}
