package rowan.jobs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.spark.TextFile;

/** The option that says where fitted values are. */
final class FittedOption {

  @Option(
      names = "--fitted",
      paramLabel = "FILE",
      description =
          "The fitted values that the features depend on, as rowan fit wrote them. An --input of"
              + " the name of one replaces it.")
  private @Nullable String file;

  /**
   * What a plan is given: fitted values beside inputs. The file may be anywhere that Spark can
   * read, so a session is opened for it.
   */
  Inputs addTo(Inputs inputs, Plan plan, SessionOption session) {
    return read(plan.graph(), session).map(values -> values.giveTo(plan, inputs)).orElse(inputs);
  }

  private Optional<FittedValues> read(Graph graph, SessionOption session) {
    return Optional.ofNullable(file)
        .map(path -> FittedValues.read(graph, TextFile.at(session.open(), path).read()));
  }
}
