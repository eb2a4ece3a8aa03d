package rowan.aggregate;

import java.io.Serializable;
import java.util.Comparator;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The least or greatest value of a window. Numbers are kept as longs in the same order, doubles by
 * the order of {@code Double.compare}; the least is the greatest in the order turned around.
 */
record Extreme(Type input, boolean least, boolean evicts) implements Serializable {

  Maxima create() {
    return isPrimitive() ? new PrimitiveMaxima() : new ObjectMaxima(order());
  }

  private Comparator<Object> order() {
    Comparator<Object> order = ValueOrder.of(input);
    return least ? order.reversed() : order;
  }

  private boolean isPrimitive() {
    return input == Scalar.BOOLEAN || Operands.isInteger(input) || Operands.isFloating(input);
  }

  void add(Maxima state, Event event) {
    if (state instanceof PrimitiveMaxima maxima) {
      maxima.add(key(event), evicts);
    } else {
      ((ObjectMaxima) state).add(event.valueAt(0), evicts);
    }
  }

  Maxima merge(Maxima earlier, Maxima later) {
    Maxima both = create();
    if (both instanceof PrimitiveMaxima maxima) {
      maxima.addAll((PrimitiveMaxima) earlier, evicts);
      maxima.addAll((PrimitiveMaxima) later, evicts);
    } else {
      ObjectMaxima maxima = (ObjectMaxima) both;
      maxima.addAll((ObjectMaxima) earlier, evicts);
      maxima.addAll((ObjectMaxima) later, evicts);
    }
    return both;
  }

  void write(Maxima state, ValueWriter out) {
    if (state instanceof PrimitiveMaxima maxima) {
      maxima.write(out);
    } else {
      ((ObjectMaxima) state).write(input, out);
    }
  }

  Maxima read(ValueReader in) {
    Maxima state = create();
    if (state instanceof PrimitiveMaxima maxima) {
      maxima.read(in);
    } else {
      ((ObjectMaxima) state).read(input, in);
    }
    return state;
  }

  void finish(Maxima state, Result result) {
    if (state instanceof ObjectMaxima maxima) {
      result.set(maxima.greatest());
      return;
    }
    long greatest = ((PrimitiveMaxima) state).greatest();
    long value = least ? ~greatest : greatest;
    if (Operands.isFloating(input)) {
      result.setDouble(Double.longBitsToDouble(ordered(value)));
    } else {
      result.setLong(value);
    }
  }

  private long key(Event event) {
    long value =
        Operands.isFloating(input)
            ? ordered(Double.doubleToLongBits(event.doubleAt(0)))
            : event.longAt(0);
    return least ? ~value : value;
  }

  /** The bits of a double so that they are ordered as longs; it is its own inverse. */
  private static long ordered(long bits) {
    return bits ^ (bits >> 63) >>> 1;
  }
}
