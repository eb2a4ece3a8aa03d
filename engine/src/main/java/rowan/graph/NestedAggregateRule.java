package rowan.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate reads its events alone: neither its values nor its key depend on another aggregate,
 * a label or a lookup.
 */
final class NestedAggregateRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    @Nullable DraftNode[] joined = new @Nullable DraftNode[draft.count()];
    for (DraftNode node : draft.topology().ordered()) {
      Optional<DraftNode> below = below(node, joined);
      if (node.aggregate().isPresent() || node.isLookup()) {
        joined[node.number()] = node;
      } else if (!node.isFitted()) { // one is known before there are rows
        joined[node.number()] = below.orElse(null);
      }
      if (node.aggregate().isPresent() && below.isPresent() && !node.isLaterMember()) {
        report.accept(problem(draft, node, below.get()));
      }
    }
  }

  /** An aggregate or lookup that a node depends on, directly or not. */
  private static Optional<DraftNode> below(DraftNode node, @Nullable DraftNode[] joined) {
    for (DraftNode dependency : node.dependencies()) {
      DraftNode below = joined[dependency.number()];
      if (below != null) {
        return Optional.of(below);
      }
    }
    return Optional.empty();
  }

  private static Problem problem(Draft draft, DraftNode node, DraftNode below) {
    return new Problem(
        "nested-aggregate",
        node.place(),
        "\"%s\" depends on the %s \"%s\", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves."
            .formatted(
                node.graphName(),
                below.aggregate().filter(aggregate -> aggregate.method().label()).isPresent()
                    ? "label"
                    : below.definition().kind(),
                below.graphName()),
        draft.askedForBy(node),
        List.of());
  }
}
