package rowan.graph;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rowan.type.Micros;

/**
 * An aggregate waits until what it reads is known. A label need not: it is itself known only after
 * all that it reads.
 */
final class LeakRule implements Rule {

  /** What an aggregate reads, and how long after its event that is known. */
  private record Late(DraftNode node, Duration after) {}

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    List<DraftNode> ordered = draft.topology().ordered();
    // What depends on an aggregate, another rule tells.
    Lateness lateness =
        Lateness.of(
            ordered.stream().filter(node -> node.aggregate().isEmpty()).toList(), draft.count());
    for (DraftNode node : ordered) {
      if (!node.isLaterMember()) {
        node.aggregate()
            .flatMap(aggregate -> problem(draft, node, aggregate, lateness))
            .ifPresent(report);
      }
    }
  }

  private static Optional<Problem> problem(
      Draft draft, DraftNode node, DraftAggregate aggregate, Lateness lateness) {
    if (aggregate.method().label()) {
      return Optional.empty();
    }
    Optional<Duration> delay = aggregate.over().flatMap(LeakRule::delay);
    return node.dependencies().stream()
        .map(dependency -> new Late(dependency, lateness.of(dependency)))
        .max(Comparator.comparing(Late::after))
        .filter(late -> delay.isPresent() && late.after().compareTo(delay.get()) > 0)
        .map(late -> problem(draft, node, late));
  }

  private static Optional<Duration> delay(OverUse over) {
    try {
      return Optional.of(Micros.duration(over.delay()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // another rule has said why
    }
  }

  private static Problem problem(Draft draft, DraftNode node, Late late) {
    String after = Micros.text(late.after());
    return new Problem(
        "leak",
        node.place(),
        "\"%s\" is known only %s after its event, so the window would see it too early; end the window before, with @Over(delay = \"%s\")."
            .formatted(late.node().graphName(), after, after),
        draft.askedForBy(node),
        List.of());
  }
}
