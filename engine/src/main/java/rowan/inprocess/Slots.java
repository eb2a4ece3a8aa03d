package rowan.inprocess;

import org.jspecify.annotations.Nullable;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The values of one row while it is scored, one slot a node. Numbers and booleans are kept as bits
 * and never boxed; all else is kept as objects.
 */
final class Slots {

  final long[] bits;
  final @Nullable Object[] objects;
  final boolean[] nulls;

  private Slots(long[] bits, @Nullable Object[] objects, boolean[] nulls) {
    this.bits = bits;
    this.objects = objects;
    this.nulls = nulls;
  }

  static Slots ofSize(int size) {
    return new Slots(new long[size], new @Nullable Object[size], new boolean[size]);
  }

  /** A copy for another row. */
  Slots copy() {
    return new Slots(bits.clone(), objects.clone(), nulls.clone());
  }

  /** Stores a canonical value or null. */
  void store(int slot, Type type, @Nullable Object value) {
    nulls[slot] = value == null;
    if (value == null || !type.isPrimitive()) {
      objects[slot] = value;
    } else if (value instanceof Boolean b) {
      bits[slot] = b ? 1 : 0;
    } else if (value instanceof Double d) {
      bits[slot] = Double.doubleToLongBits(d);
    } else if (value instanceof Float f) {
      bits[slot] = Float.floatToIntBits(f);
    } else {
      bits[slot] = ((Number) value).longValue();
    }
  }

  /** The value of a slot as an object. */
  @Nullable Object load(int slot, Type type) {
    if (nulls[slot]) {
      return null;
    }
    if (!(type instanceof Scalar scalar)) {
      return objects[slot];
    }
    return switch (scalar) {
      case BOOLEAN -> bits[slot] != 0;
      case INT -> (int) bits[slot];
      case LONG -> bits[slot];
      case FLOAT -> Float.intBitsToFloat((int) bits[slot]);
      case DOUBLE -> Double.longBitsToDouble(bits[slot]);
      default -> objects[slot];
    };
  }
}
