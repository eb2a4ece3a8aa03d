package rowan.jobs;

import picocli.CommandLine.Option;
import rowan.graph.Graph;

/** The option that says which graph. */
final class GraphOption {

  @Option(
      names = "--graph",
      required = true,
      paramLabel = "GRAPH",
      description = "A short name (see the list below), or the name of a feature class.")
  private String name = "";

  /** The graph as it was named. */
  String name() {
    return name;
  }

  /**
   * Loads and checks it.
   *
   * @throws rowan.graph.CheckException when it is unknown, or wrong
   */
  Graph load() {
    return GraphCatalog.onClassPath().load(name);
  }
}
