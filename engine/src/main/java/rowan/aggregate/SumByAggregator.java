package rowan.aggregate;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import rowan.type.Type;
import rowan.type.Type.MapOf;
import rowan.type.ValueOrder;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The sum of a number for each category, as a map ordered by category. Each is what {@link
 * SumAggregator} makes of the category's numbers.
 */
public record SumByAggregator(PowerSums sums, Type category)
    implements EvictingAggregator<SumByAggregator.State> {

  /** The sums by category. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<Object, PowerSums.State> sums = new HashMap<>();

    Map<Object, PowerSums.State> sums() {
      return sums;
    }
  }

  /** The sums of one number by one category, in this order. */
  public SumByAggregator(Arguments arguments) {
    this(number(arguments), Operands.category(arguments.inputs().get(1), "a category"));
  }

  private static PowerSums number(Arguments arguments) {
    Operands.require(
        arguments.inputs().size() == 2,
        "takes a number and a category, not " + Operands.parameters(arguments.inputs()));
    Type input = arguments.inputs().get(0);
    Operands.require(Operands.isNumber(input), "takes a number first, not " + input.withArticle());
    return new PowerSums(input, 1);
  }

  @Override
  public Type result() {
    return new MapOf(category, SumResult.type(sums.input()), false);
  }

  @Override
  public State create() {
    return new State();
  }

  @Override
  public void add(State state, Event event) {
    PowerSums.State sum = state.sums.computeIfAbsent(event.valueAt(1), any -> sums.create());
    sums.add(sum, event, 0);
  }

  @Override
  public void evict(State state, Event oldest) {
    state.sums.computeIfPresent(
        oldest.valueAt(1),
        (any, sum) -> {
          sums.subtract(sum, oldest, 0);
          return sum.count == 0 ? null : sum;
        });
  }

  @Override
  public State merge(State earlier, State later) {
    State both = create();
    PowerSums.State nothing = sums.create();
    earlier.sums.forEach((key, sum) -> both.sums.put(key, sums.merge(sum, nothing)));
    later.sums.forEach((key, sum) -> both.sums.merge(key, sums.merge(sum, nothing), sums::merge));
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    Map<Object, PowerSums.State> ordered = new TreeMap<>(ValueOrder.of(category));
    ordered.putAll(state.sums);
    out.whole(ordered.size());
    ordered.forEach(
        (key, sum) -> {
          out.value(category, key);
          sums.write(sum, out);
        });
  }

  @Override
  public State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.sums.put(in.value(category), sums.read(in));
    }
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    Type type = SumResult.type(sums.input());
    Map<Object, Object> totals = new TreeMap<>(ValueOrder.of(category));
    state.sums.forEach((key, sum) -> totals.put(key, SumResult.value(sum.sum(), type)));
    result.set(Collections.unmodifiableMap(new LinkedHashMap<>(totals)));
  }
}
