package rowan.graph;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import rowan.type.Type;
import rowan.type.ValueOrder;

/**
 * Events of one time are ordered by their row key, or without one by all their columns, which then
 * have an order.
 */
final class EventOrderRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Set<SourceTable> events = new LinkedHashSet<>();
    for (DraftNode node : draft.nodes()) {
      node.aggregate().flatMap(DraftAggregate::events).ifPresent(events::add);
    }
    for (SourceTable source : events) {
      if (source.rowKey().isEmpty()) {
        unordered(source).ifPresent(component -> report.accept(problem(source, component)));
      }
    }
  }

  private static Optional<Component> unordered(SourceTable source) {
    return source.components().stream()
        .filter(component -> !hasOrder(component.use().type()))
        .findFirst();
  }

  private static boolean hasOrder(Type type) {
    try {
      ValueOrder.of(type);
      return true;
    } catch (IllegalArgumentException e) {
      return !type.isColumn(); // what no column can hold is for another rule
    }
  }

  private static Problem problem(SourceTable source, Component component) {
    return Problem.at(
        "no-order",
        source.className().replace('$', '.'),
        "Events of \"%s\" at one time have no order: there is no row key, and \"%s\" is %s, which has none; mark what makes a row unique @RowKey."
            .formatted(source.table(), component.name(), component.use().type().withArticle()));
  }
}
