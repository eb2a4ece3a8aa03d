package rowan.inprocess;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * Typed ways into and out of slots, as method handles. Composed with the handle of a method they
 * call it on slots without boxing.
 */
final class SlotAccess {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private SlotAccess() {}

  /** Reads a slot of {@code type} as {@code wanted}, which is the type's own or a wider one. */
  static MethodHandle reader(int slot, Type type, Class<?> wanted) {
    MethodHandle read;
    if (wanted.isPrimitive() && type instanceof Scalar scalar) {
      read = find("read" + suffix(scalar), primitive(scalar), Slots.class, int.class);
    } else {
      read =
          MethodHandles.insertArguments(
              find("readObject", Object.class, Slots.class, int.class, Widened.class),
              2,
              new Widened(type, wanted));
    }
    return MethodHandles.insertArguments(read, 1, slot)
        .asType(MethodType.methodType(wanted, Slots.class));
  }

  /** Writes a result of the Java class {@code given} into a slot of {@code type}. */
  static MethodHandle writer(int slot, Type type, Class<?> given) {
    if (given.isPrimitive() && type instanceof Scalar scalar) {
      MethodHandle write =
          find("write" + suffix(scalar), void.class, primitive(scalar), Slots.class, int.class);
      return MethodHandles.insertArguments(write, 2, slot);
    }
    MethodHandle write =
        find("writeObject", void.class, Object.class, Slots.class, int.class, Type.class);
    return MethodHandles.insertArguments(write, 2, slot, type)
        .asType(MethodType.methodType(void.class, given, Slots.class));
  }

  /** A boxed parameter may be wider than its argument: {@code Long} from an int. */
  private record Widened(Type type, Class<?> wanted) {}

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(SlotAccess.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String suffix(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> "Boolean";
      case INT -> "Int";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      default -> throw new IllegalStateException(scalar + " is kept as an object");
    };
  }

  private static Class<?> primitive(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> boolean.class;
      case INT -> int.class;
      case LONG -> long.class;
      case FLOAT -> float.class;
      case DOUBLE -> double.class;
      default -> throw new IllegalStateException(scalar + " is kept as an object");
    };
  }

  // Called through the handles that find gives.

  static boolean readBoolean(Slots slots, int slot) {
    return slots.bits[slot] != 0;
  }

  static int readInt(Slots slots, int slot) {
    return (int) slots.bits[slot];
  }

  static long readLong(Slots slots, int slot) {
    return slots.bits[slot];
  }

  static float readFloat(Slots slots, int slot) {
    return Float.intBitsToFloat((int) slots.bits[slot]);
  }

  static double readDouble(Slots slots, int slot) {
    return Double.longBitsToDouble(slots.bits[slot]);
  }

  static @Nullable Object readObject(Slots slots, int slot, Widened widened) {
    Object value = slots.load(slot, widened.type());
    if (value instanceof Number number && !widened.wanted().isInstance(value)) {
      if (widened.wanted() == Long.class) {
        return number.longValue();
      }
      if (widened.wanted() == Double.class) {
        return number.doubleValue();
      }
    }
    return value;
  }

  static void writeBoolean(boolean value, Slots slots, int slot) {
    slots.bits[slot] = value ? 1 : 0;
    slots.nulls[slot] = false;
  }

  static void writeInt(int value, Slots slots, int slot) {
    slots.bits[slot] = value;
    slots.nulls[slot] = false;
  }

  static void writeLong(long value, Slots slots, int slot) {
    slots.bits[slot] = value;
    slots.nulls[slot] = false;
  }

  /** {@code floatToIntBits} makes all NaN one. */
  static void writeFloat(float value, Slots slots, int slot) {
    slots.bits[slot] = Float.floatToIntBits(value);
    slots.nulls[slot] = false;
  }

  /** {@code doubleToLongBits} makes all NaN one. */
  static void writeDouble(double value, Slots slots, int slot) {
    slots.bits[slot] = Double.doubleToLongBits(value);
    slots.nulls[slot] = false;
  }

  static void writeObject(@Nullable Object value, Slots slots, int slot, Type type) {
    slots.store(slot, type, value);
  }
}
