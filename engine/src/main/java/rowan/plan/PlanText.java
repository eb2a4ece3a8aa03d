package rowan.plan;

import java.util.List;
import java.util.stream.Collectors;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.type.Name;
import rowan.type.Type;

/** A plan as text: a line for each step, and one for each feature that a step computes. */
final class PlanText {

  private PlanText() {}

  static String print(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (Step step : plan.steps()) {
      print(step, text);
      if (step instanceof Step.Scan) {
        plan.asOf().ifPresent(time -> text.append("as of ").append(time).append('\n'));
      }
    }
    return text.toString();
  }

  private static void print(Step step, StringBuilder text) {
    if (step instanceof Step.Scan scan) {
      text.append("scan ").append(scan.source().table());
      text.append(scan.columns().isEmpty() ? "" : ": " + list(scan.columns()));
    } else if (step instanceof Step.Supply supply) {
      text.append("supply: ").append(supplied(supply.nodes()));
    } else if (step instanceof Step.RowFeatures level) {
      text.append("row features:");
      level.nodes().forEach(node -> text.append("\n  ").append(call(node)));
    } else if (step instanceof Step.Aggregates pass) {
      text.append("aggregates by ").append(names(pass.on())).append(':');
      pass.events().forEach(events -> print(events, text));
    } else if (step instanceof Step.Select select) {
      text.append("select: ").append(list(select.identity()));
      text.append(select.identity().isEmpty() ? "" : " | ").append(list(select.features()));
    }
    text.append('\n');
  }

  private static void print(Events events, StringBuilder text) {
    text.append("\n  of ").append(events.spine() ? "the rows themselves" : events.source().table());
    text.append(" by ").append(names(events.by()));
    text.append(events.spine() ? "" : ": " + list(events.columns()));
    for (Step.RowFeatures level : events.rowFeatures()) {
      level.nodes().forEach(node -> text.append("\n    first ").append(call(node)));
    }
    for (Node node : events.aggregates()) {
      text.append("\n    %s %s = %s".formatted(node.type(), node.name(), node.computation()));
    }
    for (Node node : events.lookups()) {
      text.append("\n    %s %s = %s".formatted(node.type(), node.name(), node.computation()));
    }
  }

  private static String names(List<Node> nodes) {
    return nodes.stream().map(Node::name).collect(Collectors.joining(", "));
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
    return node.isFitted() ? "fitted" : "override";
  }

  private static String call(Node node) {
    if (node.definition() instanceof Definition.Part part) {
      return "%s %s = %s.%s"
          .formatted(node.type(), node.name(), node.arguments().get(0).node(), component(part));
    }
    return "%s %s = %s(%s)"
        .formatted(
            node.type(),
            node.name(),
            node.definedBy(),
            node.arguments().stream().map(Argument::node).collect(Collectors.joining(", ")));
  }

  private static Name component(Definition.Part part) {
    Type.Struct record = (Type.Struct) part.method().result().type();
    return record.fields().get(part.index()).name();
  }
}
