package rowan.aggregate;

import java.time.temporal.ChronoUnit;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The time from the last event (that has a value, if there is a parameter) to the asking row, in a
 * unit and its fractions.
 */
public record TimeSinceLastAggregator(ChronoUnit unit)
    implements EvictingAggregator<TimeSinceLastAggregator.State> {

  /** The times of the last event and of the one before. */
  public static final class State {
    private long last;
    private long beforeLast;
    private boolean empty = true;
  }

  /** The time since the last event, or value. */
  public TimeSinceLastAggregator(Arguments arguments) {
    this(TimeUnits.unit(arguments));
    Operands.noneOrOne(arguments);
  }

  /** What the operators share, whatever their unit. */
  private enum LastTime {
    SHARED
  }

  @Override
  public Object algorithm() {
    return LastTime.SHARED;
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public State create() {
    return new State();
  }

  @Override
  public void add(State state, Event event) {
    state.beforeLast = state.last;
    state.last = event.time();
    state.empty = false;
  }

  @Override
  public void evict(State state, Event oldest) {
    // The last event is the last to leave, and then nobody asks.
  }

  @Override
  public void retract(State state, Event newest) {
    state.last = state.beforeLast;
  }

  @Override
  public State merge(State earlier, State later) {
    State last = later.empty ? earlier : later;
    State both = new State();
    both.last = last.last;
    both.empty = last.empty;
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.flag(state.empty);
    out.whole(state.last);
  }

  @Override
  public State read(ValueReader in) {
    State state = new State();
    state.empty = in.flag();
    state.last = in.whole();
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setDouble((double) (asOf - state.last) / TimeUnits.micros(unit));
  }

  @Override
  public boolean dependsOnTime() {
    return true;
  }
}
