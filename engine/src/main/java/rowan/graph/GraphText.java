package rowan.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import rowan.type.Micros;

/** A graph as lines of text: name, type, what it depends on, and its documentation. */
final class GraphText {

  private GraphText() {}

  static String print(String title, List<Node> nodes) {
    int name = nodes.stream().mapToInt(node -> node.name().length()).max().orElse(0);
    int type = nodes.stream().mapToInt(node -> type(node).length()).max().orElse(0);
    StringBuilder text = new StringBuilder(title).append('\n');
    for (Node node : nodes) {
      String line =
          "  %s  %s  %s".formatted(padded(node.name(), name), padded(type(node), type), rest(node));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String type(Node node) {
    return new TypeUse(node.type(), node.nullable(), false).toString();
  }

  private static String rest(Node node) {
    List<String> parts = new ArrayList<>();
    if (!node.isFeature()) {
      parts.add(node.definition().kind());
    }
    if (node.isFeature() || !node.arguments().isEmpty()) {
      parts.add("<- " + node.computation());
    }
    if (node.knownAfter().compareTo(Duration.ZERO) > 0) {
      parts.add("known after " + Micros.text(node.knownAfter()));
    }
    if (node.label()) {
      parts.add("for training only");
    }
    new TreeMap<>(node.tags()).forEach((tag, value) -> parts.add("#" + tag + "=" + value));
    if (!node.doc().isEmpty()) {
      parts.add("-- " + node.doc());
    }
    return String.join("  ", parts);
  }
}
