package rowan.graph;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                  quoted(String.join("\n", lines(node))),
                  node.isFeature() ? "box" : "ellipse",
                  quoted(node.doc())));
    }
    Set<String> shown = names(nodes);
    for (Node node : nodes) {
      for (String dependency : new LinkedHashSet<>(node.dependencies())) {
        if (shown.contains(dependency)) {
          dot.append("  %s -> %s;\n".formatted(quoted(dependency), quoted(node.name())));
        }
      }
    }
    return dot.append("}\n").toString();
  }

  private static List<String> lines(Node node) {
    return Stream.of(node.name(), node.type().toString(), NodeText.shortly(node))
        .filter(line -> !line.isEmpty())
        .toList();
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
      String label =
          label(
              lines(node).stream().map(GraphPicture::escaped).collect(Collectors.joining("<br/>")));
      mermaid.append((node.isFeature() ? "  %s[%s]\n" : "  %s([%s])\n").formatted(id, label));
    }
    for (Node node : nodes) {
      for (String dependency : new LinkedHashSet<>(node.dependencies())) {
        if (ids.containsKey(dependency)) {
          mermaid.append("  %s --> %s\n".formatted(ids.get(dependency), ids.get(node.name())));
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
