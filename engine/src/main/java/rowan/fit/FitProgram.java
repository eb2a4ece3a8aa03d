package rowan.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Fitting;
import rowan.graph.Node;
import rowan.type.Type;

/**
 * The operators of a pass, and what they take of each row. Operators that keep the same of the same
 * values share it. It can be sent to where the rows are.
 */
public final class FitProgram implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * An operator over some values of the rows.
   *
   * @param positions which values of a row it takes, in order
   * @param types as what it takes them, in the same order
   * @param condition which value says whether it sees a row; -1 when it sees all
   */
  private record Operator(List<Integer> positions, List<Type> types, int condition)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** What operators share when they make states alike, of the same values. */
  private record Shared(Object algorithm, Operator operator) {}

  private final transient @Nullable FitStep step;
  private final TrainingSpan span;
  private final ArrayList<Operator> operators = new ArrayList<>();
  private final ArrayList<Aggregator<Object>> aggregators = new ArrayList<>();

  /** Of each fitted value, which operator's state it is finished from. */
  private final ArrayList<Integer> statesOf = new ArrayList<>();

  private FitProgram(FitStep step, TrainingSpan span) {
    this.step = step;
    this.span = span;
    Map<String, Integer> positions = new HashMap<>();
    step.plan().features().forEach(node -> positions.put(node.name(), positions.size()));
    Map<Shared, Integer> known = new HashMap<>();
    for (Node node : step.values()) {
      Fitting fitting = ((Definition.Fitted) node.definition()).fitting();
      Operator operator = operator(node, fitting, positions);
      statesOf.add(
          known.computeIfAbsent(
              new Shared(fitting.aggregator().algorithm(), operator),
              added -> {
                operators.add(operator);
                aggregators.add(erased(fitting.aggregator()));
                return operators.size() - 1;
              }));
    }
  }

  static FitProgram of(FitStep step, TrainingSpan span) {
    return new FitProgram(step, span);
  }

  private static Operator operator(Node node, Fitting fitting, Map<String, Integer> positions) {
    List<Integer> taken = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    for (int value : fitting.values()) {
      Argument argument = node.arguments().get(value);
      taken.add(positions.getOrDefault(argument.node(), -1));
      types.add(argument.parameter().use().type());
    }
    int condition =
        fitting.condition().isPresent()
            ? positions.getOrDefault(
                node.arguments().get(fitting.condition().getAsInt()).node(), -1)
            : -1;
    return new Operator(taken, types, condition);
  }

  @SuppressWarnings("unchecked")
  private static Aggregator<Object> erased(Aggregator<?> aggregator) {
    return (Aggregator<Object>) aggregator;
  }

  /** A state that has seen nothing. */
  public FitState newState() {
    FitState state = new FitState(operators.size());
    for (int i = 0; i < state.states.length; i++) {
      state.states[i] = aggregators.get(i).create();
    }
    return state;
  }

  /**
   * Adds a training row.
   *
   * @param row the features of the pass's plan, in their order, as canonical Java values; kept no
   *     longer than the call
   * @param time its event time, in microseconds since 1970-01-01T00:00:00Z; 0 when its source has
   *     none
   */
  public void add(FitState state, @Nullable Object[] row, long time) {
    if (!span.contains(time)) {
      return;
    }
    state.rows++;
    state.first = Math.min(state.first, time);
    state.last = Math.max(state.last, time);
    for (int i = 0; i < state.states.length; i++) {
      Operator operator = operators.get(i);
      if (isSeen(operator, row)) {
        TrainingEvent event = new TrainingEvent(row, operator.positions(), operator.types(), time);
        state.seen[i]++;
        aggregators.get(i).add(state.states[i], event);
      }
    }
  }

  private static boolean isSeen(Operator operator, @Nullable Object[] row) {
    if (operator.condition() >= 0 && !Boolean.TRUE.equals(row[operator.condition()])) {
      return false;
    }
    for (int position : operator.positions()) {
      if (row[position] == null) {
        return false;
      }
    }
    return true;
  }

  /** A state that has seen what both have; neither changes. */
  public FitState merge(FitState one, FitState other) {
    FitState both = new FitState(operators.size());
    for (int i = 0; i < both.states.length; i++) {
      both.states[i] = aggregators.get(i).merge(one.states[i], other.states[i]);
      both.seen[i] = one.seen[i] + other.seen[i];
    }
    both.rows = one.rows + other.rows;
    both.first = Math.min(one.first, other.first);
    both.last = Math.max(one.last, other.last);
    return both;
  }

  /** The values that have been fitted once all rows are seen. */
  FittedValues finish(FitState state) {
    FitStep of = java.util.Objects.requireNonNull(step, "a program that was sent cannot finish");
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < of.values().size(); i++) {
      Node node = of.values().get(i);
      int from = statesOf.get(i);
      values.put(node.name(), value(of, node, state.states[from], state.seen[from]));
    }
    return FittedValues.of(of, values, state);
  }

  private static @Nullable Object value(FitStep step, Node node, Object state, long seen) {
    Fitting fitting = ((Definition.Fitted) node.definition()).fitting();
    if (seen == 0) {
      return fitting.empty();
    }
    FittedResult result = new FittedResult(node.type(), step.plan().graph()::classNamed);
    erased(fitting.aggregator()).finish(state, 0, result);
    return result.value();
  }
}
