package rowan.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The values of one row, one slot each.
 *
 * <p>A value of fixed width has a <em>word</em>, the eight bytes that Spark's {@code UnsafeRow} has
 * for it: a long as it is; an int, a float's bits or a boolean in the low bytes, the rest zero; a
 * double's bits; an instant's or date-time's microseconds; a date's days, as an int. A value of any
 * type but a boolean, an int, long, float or double has an <em>object</em>, the canonical Java
 * value. So instants, dates and date-times have both: who fills the slot of an input fills the
 * object where an operation reads it, and the word where the word is read. Nulls are bits, 64 a
 * word, the lowest first; a null has the word 0 and no object.
 *
 * <p>Slots are reused from row to row, by one thread: {@link #clear}, fill the inputs, run.
 */
public final class Slots {

  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final long[] words;
  private final @Nullable Object[] objects;
  private final long[] nulls;
  private final long[] constantNulls;

  private Slots(long[] words, @Nullable Object[] objects, long[] nulls, long[] constantNulls) {
    this.words = words;
    this.objects = objects;
    this.nulls = nulls;
    this.constantNulls = constantNulls;
  }

  /** Slots without values, none of them null. */
  public static Slots ofSize(int size) {
    int groups = Math.max(1, (size + 63) / 64);
    return new Slots(
        new long[size], new @Nullable Object[size], new long[groups], new long[groups]);
  }

  /** A copy for another row. */
  public Slots copy() {
    return new Slots(words.clone(), objects.clone(), nulls.clone(), constantNulls.clone());
  }

  /** Begins another row: nothing is null any more but constants. */
  public void clear() {
    nulls[0] = constantNulls[0]; // mostly all; a loop over one word takes as long as many features
    for (int i = 1; i < nulls.length; i++) {
      nulls[i] = constantNulls[i];
    }
  }

  /** The words of all slots. */
  public long[] words() {
    return words;
  }

  /** The objects of all slots. */
  public @Nullable Object[] objects() {
    return objects;
  }

  /** The null bits of all slots: bit {@code slot % 64} of the word {@code slot / 64}. */
  public long[] nulls() {
    return nulls;
  }

  /** Whether a value is null. */
  public boolean isNull(int slot) {
    return (nulls[slot >> 6] >>> slot & 1) != 0;
  }

  /** Makes a value null. */
  public void setNull(int slot) {
    nulls[slot >> 6] |= 1L << slot;
    words[slot] = 0;
    objects[slot] = null;
  }

  /** Sets the word of a slot that is not null. */
  public void setWord(int slot, long word) {
    words[slot] = word;
  }

  /** Sets the object of a slot that is not null. */
  public void setObject(int slot, Object value) {
    objects[slot] = value;
  }

  /** Sets a value that all rows from now on have. */
  public void setConstant(int slot, Type type, @Nullable Object value) {
    store(slot, type, value);
    constantNulls[slot >> 6] &= ~(1L << slot);
    constantNulls[slot >> 6] |= nulls[slot >> 6] & 1L << slot;
  }

  /** Sets a canonical value, or null; word and object, if its type has both. */
  public void store(int slot, Type type, @Nullable Object value) {
    if (value == null) {
      setNull(slot);
      return;
    }
    nulls[slot >> 6] &= ~(1L << slot);
    words[slot] = word(value);
    objects[slot] = type.isPrimitive() ? null : value;
  }

  private static long word(Object value) {
    if (value instanceof Double d) {
      return Double.doubleToLongBits(d);
    }
    if (value instanceof Long l) {
      return l;
    }
    if (value instanceof Integer i) {
      return i & LOW_HALF;
    }
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    if (value instanceof Float f) {
      return Float.floatToIntBits(f) & LOW_HALF;
    }
    if (value instanceof Instant instant) {
      return Micros.of(instant);
    }
    if (value instanceof LocalDate date) {
      return Micros.days(date) & LOW_HALF;
    }
    return value instanceof LocalDateTime dateTime ? Micros.of(dateTime) : 0;
  }

  /** A value as an object. */
  public @Nullable Object load(int slot, Type type) {
    if (isNull(slot)) {
      return null;
    }
    if (!(type instanceof Scalar scalar)) {
      return objects[slot];
    }
    return switch (scalar) {
      case BOOLEAN -> words[slot] != 0;
      case INT -> (int) words[slot];
      case LONG -> words[slot];
      case FLOAT -> Float.intBitsToFloat((int) words[slot]);
      case DOUBLE -> Double.longBitsToDouble(words[slot]);
      default -> objects[slot];
    };
  }

  @Override
  public String toString() {
    return "words %s, objects %s, nulls %s"
        .formatted(Arrays.toString(words), Arrays.toString(objects), Arrays.toString(nulls));
  }
}
