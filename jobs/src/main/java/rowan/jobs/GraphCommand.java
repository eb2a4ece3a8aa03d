package rowan.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.graph.Graph;
import rowan.graph.GraphFormat;
import rowan.graph.Node;

/** Prints a graph or a part of it. */
@Command(
    name = "graph",
    description = "Prints a graph: its features, what they are computed from, and what they mean.",
    footer = {
      "",
      "Examples:",
      "  rowan graph --graph fraud",
      "  rowan graph --graph fraud --upstream during_night",
      "  rowan graph --graph fraud --downstream tx_amount --format dot | dot -Tsvg > fraud.svg"
    })
final class GraphCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, dot, mermaid or json. Default: ${DEFAULT-VALUE}.")
  private GraphFormat format = GraphFormat.TEXT;

  @Option(
      names = "--upstream",
      paramLabel = "NAME",
      description = "Only this node and what it is computed from.")
  private @Nullable String upstream;

  @Option(
      names = "--downstream",
      paramLabel = "NAME",
      description =
          "Only this node and what is computed from it; with --upstream, the paths from this node to"
              + " that.")
  private @Nullable String downstream;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "print the graph";
  }

  @Override
  public Integer call() {
    Graph loaded = graph.load();
    console.out().println(loaded.print(format, part(loaded)).stripTrailing());
    return 0;
  }

  private List<Node> part(Graph loaded) {
    if (upstream != null) {
      return downstream != null
          ? loaded.between(downstream, upstream)
          : loaded.upstreamOf(upstream);
    }
    return downstream != null ? loaded.downstreamOf(downstream) : loaded.nodes();
  }
}
