package rowan.graph;

import java.util.List;
import java.util.function.BiFunction;

/** What a graph can print itself as. */
public enum GraphFormat {
  /** One line a node, dependencies first, for reading. */
  TEXT(GraphText::print),
  /** For Graphviz: {@code rowan graph --format dot | dot -Tsvg}. */
  DOT(GraphPicture::dot),
  /** For Markdown and notebooks. */
  MERMAID(GraphPicture::mermaid),
  /** For programs: one object with a list of nodes. */
  JSON(GraphJson::print);

  private final BiFunction<String, List<Node>, String> printer;

  GraphFormat(BiFunction<String, List<Node>, String> printer) {
    this.printer = printer;
  }

  String print(String title, List<Node> nodes) {
    return printer.apply(title, nodes);
  }
}
