package rowan.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A graph as a picture, in the languages of two programs that draw. */
final class GraphPicture {

  private GraphPicture() {}

  /** In the language of Graphviz. */
  static String dot(String title, List<Node> nodes) {
    StringBuilder dot = new StringBuilder("digraph ").append(quoted(title)).append(" {\n");
    dot.append("  rankdir=LR;\n  node [fontname=\"Helvetica\"];\n");
    for (Node node : nodes) {
      dot.append(
          "  %s [label=%s, shape=%s, tooltip=%s];\n"
              .formatted(
                  quoted(node.name()),
                  quoted(node.name() + "\n" + node.type()),
                  node.isFeature() ? "box" : "ellipse",
                  quoted(node.doc())));
    }
    Set<String> shown = names(nodes);
    for (Node node : nodes) {
      for (Argument argument : node.arguments()) {
        if (shown.contains(argument.node())) {
          dot.append("  %s -> %s;\n".formatted(quoted(argument.node()), quoted(node.name())));
        }
      }
    }
    return dot.append("}\n").toString();
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "\"" + escaped + "\"";
  }

  /** In the language of Mermaid. Its identifiers are numbers: it reserves words such as "end". */
  static String mermaid(String title, List<Node> nodes) {
    StringBuilder mermaid =
        new StringBuilder("---\ntitle: ").append(label(title)).append("\n---\n");
    mermaid.append("flowchart LR\n");
    Map<String, String> ids = new HashMap<>();
    for (Node node : nodes) {
      String id = "n" + ids.size();
      ids.put(node.name(), id);
      String label = label(node.name() + "<br/>" + escaped(node.type().toString()));
      mermaid.append((node.isFeature() ? "  %s[%s]\n" : "  %s([%s])\n").formatted(id, label));
    }
    for (Node node : nodes) {
      for (Argument argument : node.arguments()) {
        if (ids.containsKey(argument.node())) {
          mermaid.append("  %s --> %s\n".formatted(ids.get(argument.node()), ids.get(node.name())));
        }
      }
    }
    return mermaid.toString();
  }

  private static String label(String text) {
    return "\"" + text.replace("\"", "#quot;") + "\"";
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Set<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).collect(Collectors.toSet());
  }
}
