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
      node.operator().ifPresent(operator -> checkEmpty(operator, report));
      node.aggregate()
          .ifPresent(
              aggregate ->
                  window(aggregate)
                      .ifPresent(
                          window ->
                              check(
                                  aggregate,
                                  made -> checkEviction(aggregate, made, window, report),
                                  report)));
      if (node.definition() instanceof DraftFitted fitted) {
        check(fitted, made -> checkOrder(fitted, made, report), report);
      }
    }
  }

  private static Optional<WindowSpec> window(DraftAggregate aggregate) {
    try {
      return Optional.of(aggregate.window());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // another rule has said why
    }
  }

  private static void check(
      DraftOperator operator, Consumer<Aggregator<?>> further, Consumer<Problem> report) {
    try {
      Aggregator<?> aggregator = operator.aggregator();
      checkResult(operator, aggregator.result(), report);
      further.accept(aggregator);
    } catch (IllegalArgumentException e) {
      report.accept(
          problem(
              "operator-arguments",
              operator,
              "%s cannot be used here: it %s.".formatted(operator.operator(), e.getMessage())));
    }
  }

  private static void checkResult(DraftOperator operator, Type given, Consumer<Problem> report) {
    Type declared = operator.method().result().type();
    Widening widening = Widening.between(given, declared);
    if (!widening.isAllowed()) {
      report.accept(
          problem(
              "operator-result",
              operator,
              "%s gives %s, %s; declare %s."
                  .formatted(
                      operator.operator(),
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

  /** Training rows come in no order. */
  private static void checkOrder(
      DraftFitted fitted, Aggregator<?> aggregator, Consumer<Problem> report) {
    if (aggregator.dependsOnTime()) {
      report.accept(
          problem(
              "fit-in-time",
              fitted,
              "%s depends on when events happened, and training rows are fitted in any order; use an operator that does not."
                  .formatted(fitted.operator())));
    }
  }

  private static void checkEmpty(DraftOperator operator, Consumer<Problem> report) {
    try {
      if (operator.method().empty().isPresent()) {
        operator.empty();
      }
    } catch (IllegalArgumentException e) {
      report.accept(
          problem(
              "empty-value",
              operator,
              "@Empty(%s) is no value of the feature, which is %s; give one that is."
                  .formatted(
                      operator.method().empty().orElseThrow(),
                      operator.method().result().type().withArticle())));
    }
  }

  private static Problem problem(String code, DraftOperator operator, String message) {
    return Problem.at(code, operator.place(), message);
  }
}
