package rowan.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.aggregate.WindowSpec;
import rowan.type.Type;

/**
 * An aggregate of a draft: what its author wrote, which may not fit together. A checked graph has
 * an {@link Definition.Aggregate} in its place.
 *
 * @param events the source of the feature class
 * @param over the method's own, or that of its class
 * @param length how far its window reaches; empty without a window
 */
record DraftAggregate(
    Method method,
    OperatorUse operator,
    Optional<SourceTable> events,
    Optional<OverUse> over,
    Optional<String> length)
    implements Definition.OfMethod {

  @Override
  public String kind() {
    return "aggregate";
  }

  /**
   * The window.
   *
   * @throws IllegalArgumentException when its parts do not fit
   */
  WindowSpec window() {
    return over.orElseThrow(() -> new IllegalArgumentException("There is no window"))
        .window(length);
  }

  /**
   * The aggregator, for parameters as declared.
   *
   * @throws IllegalArgumentException when the window's parts do not fit, or the operator cannot
   *     work with its arguments; the message then completes "it "
   */
  Aggregator<?> aggregator() {
    return aggregator(method.parameters().stream().map(input -> input.use().type()).toList());
  }

  private Aggregator<?> aggregator(List<Type> parameters) {
    List<Type> inputs = values().stream().map(parameters::get).toList();
    return operator.maker().apply(new Arguments(operator.settings(), inputs, window().evicts()));
  }

  /** Which parameters are the operator's inputs. */
  List<Integer> values() {
    return positions().filter(i -> !method.parameters().get(i).where()).boxed().toList();
  }

  /** Which parameter says whether an event is seen. */
  OptionalInt condition() {
    return positions().filter(i -> method.parameters().get(i).where()).findFirst();
  }

  private IntStream positions() {
    return IntStream.range(0, method.parameters().size());
  }

  /**
   * The value when no event is seen.
   *
   * @throws IllegalArgumentException when the feature's type cannot hold it
   */
  @Nullable Object empty() {
    Type type = method.result().type();
    if (method.empty().isPresent()) {
      return EmptyValue.of(method.empty().get(), type);
    }
    return operator.name().equals("Count") ? EmptyValue.of(0, type) : null;
  }

  /** How long after its row a label is known, if what it reads is known at once. */
  Duration reach() {
    WindowSpec window = window();
    Duration length = window.length();
    return length == null ? window.delay() : window.delay().plus(length);
  }

  /**
   * What a checked graph says.
   *
   * @param by the nodes that events are grouped by
   * @param read the types of the parameters, decimals with the digits of what they are bound to: no
   *     parameter says how many it has
   */
  Definition.Aggregate checked(List<String> by, List<Type> read) {
    return new Definition.Aggregate(
        method,
        new Aggregation(
            events.orElseThrow(),
            aggregator(read),
            window(),
            by,
            over.orElseThrow().askedOn(),
            empty(),
            values(),
            condition(),
            method.label()));
  }
}
