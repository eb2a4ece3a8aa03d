package rowan.plan;

import java.util.List;
import java.util.stream.Collectors;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Node;

/** A plan as text: a line for each step, and one for each feature that a step computes. */
final class PlanText {

  private PlanText() {}

  static String print(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.steps().forEach(step -> print(step, text));
    return text.toString();
  }

  private static void print(Step step, StringBuilder text) {
    if (step instanceof Step.Scan scan) {
      text.append("scan ").append(scan.source().table()).append(": ").append(list(scan.columns()));
    } else if (step instanceof Step.Supply supply) {
      text.append("supply: ").append(supplied(supply.nodes()));
    } else if (step instanceof Step.RowFeatures level) {
      text.append("row features:");
      level.nodes().forEach(node -> text.append("\n  ").append(call(node)));
    } else if (step instanceof Step.Select select) {
      text.append("select: ").append(list(select.identity()));
      text.append(select.identity().isEmpty() ? "" : " | ").append(list(select.features()));
    }
    text.append('\n');
  }

  private static String list(List<Node> nodes) {
    return nodes.stream().map(Node::column).collect(Collectors.joining(", "));
  }

  private static String supplied(List<Node> nodes) {
    return nodes.stream()
        .map(node -> node.name() + " " + node.type() + " (" + how(node) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String how(Node node) {
    if (node.definition() instanceof Definition.Input input) {
      return input.isRequired() ? "required" : "has a default";
    }
    return "override";
  }

  private static String call(Node node) {
    return "%s = %s".formatted(node.name(), computation(node))
        + (node.nullable() ? "  (or null)" : "");
  }

  private static String computation(Node node) {
    String arguments =
        node.arguments().stream().map(Argument::node).collect(Collectors.joining(", "));
    return node.definition() instanceof Definition.Part
        ? "%s, one component of %s".formatted(node.type(), arguments)
        : "%s %s(%s)".formatted(node.type(), node.definedBy(), arguments);
  }
}
