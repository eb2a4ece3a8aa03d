package rowan.graph;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.type.Type;

/** What an aggregate and a fitted value of a draft have in common: an operator and its inputs. */
sealed interface DraftOperator extends Definition.OfMethod permits DraftAggregate, DraftFitted {

  OperatorUse operator();

  /** Whether the operator has to take back what it has seen. */
  boolean evicts();

  /**
   * The aggregator, for parameters as declared.
   *
   * @throws IllegalArgumentException when the window's parts do not fit, or the operator cannot
   *     work with its arguments; the message then completes "it "
   */
  default Aggregator<?> aggregator() {
    return aggregator(method().parameters().stream().map(input -> input.use().type()).toList());
  }

  /** The aggregator, for parameters of the given types. */
  default Aggregator<?> aggregator(List<Type> parameters) {
    List<Type> inputs = values().stream().map(parameters::get).toList();
    return operator().maker().apply(new Arguments(operator().settings(), inputs, evicts()));
  }

  /** Which parameters are the operator's inputs. */
  default List<Integer> values() {
    return positions().filter(i -> !method().parameters().get(i).where()).boxed().toList();
  }

  /** Which parameter says whether an event is seen. */
  default OptionalInt condition() {
    return positions().filter(i -> method().parameters().get(i).where()).findFirst();
  }

  private IntStream positions() {
    return IntStream.range(0, method().parameters().size());
  }

  /**
   * The value when no event is seen.
   *
   * @throws IllegalArgumentException when the feature's type cannot hold it
   */
  default @Nullable Object empty() {
    Type type = method().result().type();
    if (method().empty().isPresent()) {
      return EmptyValue.of(method().empty().get(), type);
    }
    return operator().name().equals("Count") ? EmptyValue.of(0, type) : null;
  }
}
