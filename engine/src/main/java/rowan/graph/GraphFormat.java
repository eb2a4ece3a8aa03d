package rowan.graph;

import java.util.List;

/** What a graph can print itself as. */
public enum GraphFormat {
  /** One line a node, dependencies first, for reading. */
  TEXT,
  /** For Graphviz: {@code rowan graph --format dot | dot -Tsvg}. */
  DOT,
  /** For Markdown and notebooks. */
  MERMAID,
  /** For programs: one object with a list of nodes. */
  JSON;

  String print(String title, List<Node> nodes) {
    return switch (this) {
      case TEXT -> GraphText.print(title, nodes);
      case DOT -> GraphPicture.dot(title, nodes);
      case MERMAID -> GraphPicture.mermaid(title, nodes);
      case JSON -> GraphJson.print(title, nodes);
    };
  }
}
