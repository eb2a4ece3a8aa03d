package rowan.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import rowan.type.Micros;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * About how many different values there are, within 1.6 % in two cases of three: HyperLogLog with
 * 4,096 registers (Flajolet and others 2007, as Apache DataSketches has it), at most about 4 KB. Up
 * to some hundred values it is close to exact. The composite estimate does not depend on the order
 * of values or of merges. It cannot take values back.
 */
public record ApproxCountDistinctAggregator(Type input)
    implements Aggregator<ApproxCountDistinctAggregator.State> {

  private static final int LOG_REGISTERS = 12;

  /** A sketch of the values. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient HllSketch sketch;

    private State(HllSketch sketch) {
      this.sketch = sketch;
    }

    /** A sketch has a form of its own. */
    private Object writeReplace() {
      return new Sent(sketch.toUpdatableByteArray());
    }

    @SuppressWarnings("ArrayRecordComponent") // for the moment of sending
    private record Sent(byte[] sketch) implements Serializable {
      private static final long serialVersionUID = 1L;

      private Object readResolve() {
        return new State(HllSketch.heapify(sketch));
      }
    }
  }

  /** The different ones of one value. */
  public ApproxCountDistinctAggregator(Arguments arguments) {
    this(Operands.countable(arguments));
  }

  @Override
  public Type result() {
    return Scalar.LONG;
  }

  @Override
  public State create() {
    return new State(new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8));
  }

  @Override
  public void add(State state, Event event) {
    if (input == Scalar.BOOLEAN || Operands.isInteger(input)) {
      state.sketch.update(event.longAt(0));
    } else if (Operands.isFloating(input)) {
      state.sketch.update(event.doubleAt(0)); // which makes -0.0 and 0.0, and all NaN, one value
    } else {
      update(state.sketch, event.valueAt(0));
    }
  }

  private static void update(HllSketch sketch, Object value) {
    if (value instanceof Instant instant) {
      sketch.update(Micros.of(instant));
    } else if (value instanceof LocalDateTime dateTime) {
      sketch.update(Micros.of(dateTime));
    } else if (value instanceof LocalDate date) {
      sketch.update(date.toEpochDay());
    } else {
      sketch.update(marked(bytes(value)));
    }
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.unscaledValue().toByteArray(); // a column has one scale
    }
    String text = value instanceof Enum<?> constant ? constant.name() : (String) value;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** With one byte more, because a sketch takes empty bytes for no value. */
  private static byte[] marked(byte[] bytes) {
    return ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) 1).array();
  }

  @Override
  public State merge(State earlier, State later) {
    Union union = new Union(LOG_REGISTERS);
    union.update(earlier.sketch);
    union.update(later.sketch);
    return new State(union.getResult(TgtHllType.HLL_8));
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.bytes(state.sketch.toCompactByteArray());
  }

  @Override
  public State read(ValueReader in) {
    return new State(HllSketch.heapify(in.bytes()));
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setLong(Math.round(state.sketch.getCompositeEstimate()));
  }
}
