package rowan.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.arrow.ArrowScorer;
import rowan.graph.Graph;
import rowan.plan.Plan;

/** Scores the rows of an Arrow file, without Spark. */
@Command(
    name = "score",
    description = {
      "Computes row features of an Arrow IPC file or stream, in process and without Spark, and writes"
          + " the row key, the event time and the features.",
      "The file appears when it is complete, or not at all. Features that see other rows, such as"
          + " windows, need Spark: rowan features.",
      "With --model, it scores rows with a trained model instead, on Spark: rowan score --model DIR --help."
    },
    footer = {
      "",
      "Examples:",
      "  rowan score --graph fraud --in payments.arrow --out features.arrow --select during_night",
      "  producer | rowan score --graph fraud --in - --out - | consumer"
    })
final class ScoreCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final RequestOptions request = new RequestOptions();

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The rows: an Arrow IPC file or stream; - for a stream from standard input.")
  private String in = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The Arrow IPC file to write, which must not exist yet; - for a stream to standard output.")
  private String out = "";

  @Option(names = "--overwrite", description = "Replace the file when it exists.")
  private boolean overwrite;

  ScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "score the rows";
  }

  @Override
  public Integer call() {
    Instant start = Instant.now();
    Graph loaded = graph.load();
    Plan plan = request.plan(loaded, node -> ArrowScorer.canScore(loaded, node));
    ArrowScorer scorer = ArrowScorer.of(plan, request.inputs(loaded));
    ArrowOutputFile output = ArrowOutputFile.of(out, overwrite);
    output.check();
    long rows = score(scorer, output);
    request.reportLeftOut(plan, "what needs other rows, or is not known in time", console);
    console
        .err()
        .printf(
            Locale.ROOT,
            "Wrote %,d rows with %d features to %s in %.1f s%n",
            rows,
            plan.features().size(),
            output,
            Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return 0;
  }

  private long score(ArrowScorer scorer, ArrowOutputFile output) {
    try (BufferAllocator memory = new RootAllocator();
        ArrowReader rows = ArrowInput.open(in, memory)) {
      return output.write((format, channel) -> scorer.score(rows, format, channel, memory));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + in + ": " + e.getMessage(), e);
    }
  }
}
