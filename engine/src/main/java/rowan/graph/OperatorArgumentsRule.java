package rowan.graph;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;
import rowan.aggregate.EvictingAggregator;
import rowan.aggregate.WindowSpec;
import rowan.type.Type;
import rowan.type.Widening;

/**
 * An operator can work with its parameters and its window, and the feature's type holds what it
 * gives.
 */
final class OperatorArgumentsRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.representatives()) {
      node.aggregate()
          .ifPresent(
              aggregate -> {
                checkEmpty(aggregate, report);
                window(aggregate).ifPresent(window -> check(aggregate, window, report));
              });
    }
  }

  private static Optional<WindowSpec> window(DraftAggregate aggregate) {
    try {
      return Optional.of(aggregate.window());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // another rule has said why
    }
  }

  private static void check(DraftAggregate aggregate, WindowSpec window, Consumer<Problem> report) {
    try {
      Aggregator<?> aggregator = aggregate.aggregator();
      checkResult(aggregate, aggregator.result(), report);
      checkEviction(aggregate, aggregator, window, report);
    } catch (IllegalArgumentException e) {
      report.accept(
          problem(
              "operator-arguments",
              aggregate,
              "%s cannot be used here: it %s.".formatted(aggregate.operator(), e.getMessage())));
    }
  }

  private static void checkResult(DraftAggregate aggregate, Type given, Consumer<Problem> report) {
    Type declared = aggregate.method().result().type();
    Widening widening = Widening.between(given, declared);
    if (!widening.isAllowed()) {
      report.accept(
          problem(
              "operator-result",
              aggregate,
              "%s gives %s, %s; declare %s."
                  .formatted(
                      aggregate.operator(),
                      given.withArticle(),
                      widening == Widening.NARROWER
                          ? "which %s cannot always hold".formatted(declared.withArticle())
                          : "but the feature is %s".formatted(declared.withArticle()),
                      given.withArticle())));
    }
  }

  private static void checkEviction(
      DraftAggregate aggregate,
      Aggregator<?> aggregator,
      WindowSpec window,
      Consumer<Problem> report) {
    @Nullable String remedy = aggregator instanceof EvictingAggregator ? null : remedy(window);
    if (remedy != null) {
      report.accept(
          problem(
              "cannot-evict",
              aggregate,
              "%s cannot take back the events that leave its window, %s; it needs %s."
                  .formatted(aggregate.operator(), window, remedy)));
    }
  }

  private static @Nullable String remedy(WindowSpec window) {
    if (window.rows() > 0) {
      return "a window without a limit of rows";
    }
    return window.evicts() && window.hop() == null ? "a hop or no window" : null;
  }

  private static void checkEmpty(DraftAggregate aggregate, Consumer<Problem> report) {
    try {
      if (aggregate.method().empty().isPresent()) {
        aggregate.empty();
      }
    } catch (IllegalArgumentException e) {
      report.accept(
          problem(
              "empty-value",
              aggregate,
              "@Empty(%s) is no value of the feature, which is %s; give one that is."
                  .formatted(
                      aggregate.method().empty().orElseThrow(),
                      aggregate.method().result().type().withArticle())));
    }
  }

  private static Problem problem(String code, DraftAggregate aggregate, String message) {
    return Problem.at(code, aggregate.place(), message);
  }
}
