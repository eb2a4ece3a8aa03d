package rowan.graph;

import java.util.List;
import java.util.stream.Collectors;

/** What a node is computed from, as texts and pictures say it. */
final class NodeText {

  private NodeText() {}

  static String computation(Node node) {
    if (node.definition() instanceof Definition.Aggregate aggregate) {
      return aggregate(node, aggregate);
    }
    if (node.definition() instanceof Definition.Fitted fitted) {
      return fitted(node, fitted);
    }
    String arguments = list(node.arguments());
    return node.definition() instanceof Definition.Lookup lookup
        ? "row of %s (%s)".formatted(lookup.table().table(), arguments)
        : arguments;
  }

  /** {@code Mean(payments.amount) where night over [t-7d, t) by payments.customer_id}. */
  private static String aggregate(Node node, Definition.Aggregate definition) {
    Aggregation aggregation = definition.aggregation();
    List<Argument> values = aggregation.values().stream().map(node.arguments()::get).toList();
    StringBuilder text = new StringBuilder(operator(definition.method()));
    text.append('(').append(list(values)).append(')');
    aggregation
        .condition()
        .ifPresent(i -> text.append(" where ").append(node.arguments().get(i).node()));
    text.append(" over ").append(aggregation.window());
    text.append(" of ").append(aggregation.events().table());
    return text.append(" by ").append(String.join(", ", node.keys())).toString();
  }

  /** {@code Mean(payments.amount) where night of payments}. */
  private static String fitted(Node node, Definition.Fitted definition) {
    Fitting fitting = definition.fitting();
    List<Argument> values = fitting.values().stream().map(node.arguments()::get).toList();
    StringBuilder text = new StringBuilder(operator(definition.method()));
    text.append('(').append(list(values)).append(')');
    fitting
        .condition()
        .ifPresent(i -> text.append(" where ").append(node.arguments().get(i).node()));
    return text.append(" of all ").append(fitting.rows().table()).toString();
  }

  private static String operator(Method method) {
    return method.operator().map(OperatorUse::text).orElse("");
  }

  private static String list(List<Argument> arguments) {
    return arguments.stream().map(Argument::node).collect(Collectors.joining(", "));
  }

  /** The second line of a picture's box: the operator and its window. */
  static String shortly(Node node) {
    return node.definition() instanceof Definition.Aggregate aggregate
        ? "%s over %s".formatted(operator(aggregate.method()), aggregate.aggregation().window())
        : "";
  }
}
