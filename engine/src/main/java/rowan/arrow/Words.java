package rowan.arrow;

import java.time.LocalDate;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The values of a vector, each in 64 bits as slots hold them, widened where the type is wider. */
@FunctionalInterface
interface Words {

  long LOW_HALF = 0xFFFF_FFFFL;
  long MICROS_A_DAY = 86_400_000_000L;

  /**
   * The word of a value that is not null.
   *
   * @throws IllegalArgumentException when the type cannot hold the value
   */
  long at(int index);

  /** The words of a vector as values of {@code type}; null when it is no vector of such values. */
  static @Nullable Words of(Type type, FieldVector vector) {
    if (!(type instanceof Scalar scalar) || vector.getField().getDictionary() != null) {
      return null;
    }
    return switch (scalar) {
      case BOOLEAN -> vector instanceof BitVector bits ? bits::get : null;
      case INT -> ofInts(vector);
      case LONG -> ofLongs(vector);
      case FLOAT ->
          vector instanceof Float4Vector floats
              ? index -> Float.floatToIntBits(floats.get(index)) & LOW_HALF
              : null;
      case DOUBLE -> ofDoubles(vector);
      case INSTANT, DATE_TIME -> ofTimes(scalar, vector);
      case DATE ->
          vector instanceof DateDayVector days ? index -> days.get(index) & LOW_HALF : null;
      case STRING, BINARY -> null;
    };
  }

  /** The midnights, UTC, at which the days of a vector begin, in microseconds. */
  static @Nullable Words ofMidnights(FieldVector vector) {
    return vector instanceof DateDayVector days
        ? index -> times(MICROS_A_DAY, days.get(index))
        : null;
  }

  private static boolean isWide(BaseIntVector vector) {
    return vector instanceof BigIntVector
        || vector instanceof UInt4Vector
        || vector instanceof UInt8Vector;
  }

  private static @Nullable Words ofInts(FieldVector vector) {
    return vector instanceof BaseIntVector ints && !isWide(ints)
        ? index -> ints.getValueAsLong(index) & LOW_HALF
        : null;
  }

  private static @Nullable Words ofLongs(FieldVector vector) {
    return vector instanceof BaseIntVector ints && !(vector instanceof UInt8Vector)
        ? ints::getValueAsLong
        : null;
  }

  private static @Nullable Words ofDoubles(FieldVector vector) {
    if (vector instanceof Float8Vector doubles) {
      return index -> Double.doubleToLongBits(doubles.get(index));
    }
    if (vector instanceof Float4Vector floats) {
      return index -> Double.doubleToLongBits(floats.get(index));
    }
    Words longs = ofLongs(vector);
    return longs == null ? null : index -> Double.doubleToLongBits((double) longs.at(index));
  }

  /** An instant has a time zone, which does not matter then; a date-time has none. */
  private static @Nullable Words ofTimes(Scalar type, FieldVector vector) {
    if (!(vector instanceof TimeStampVector times
        && vector.getField().getType() instanceof ArrowType.Timestamp timestamp
        && (timestamp.getTimezone() != null) == (type == Scalar.INSTANT))) {
      return null;
    }
    TimeUnit unit = timestamp.getUnit();
    return switch (unit) {
      case SECOND -> index -> times(1_000_000, times.get(index));
      case MILLISECOND -> index -> times(1_000, times.get(index));
      case MICROSECOND -> times::get;
      case NANOSECOND -> index -> Math.floorDiv(times.get(index), 1_000L);
    };
  }

  private static long times(long micros, long value) {
    try {
      return Math.multiplyExact(micros, value);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the time %d is out of range (64 bits of microseconds)".formatted(value), e);
    }
  }

  /** The object of a word. */
  static Object object(Scalar type, long word) {
    return switch (type) {
      case BOOLEAN -> word != 0;
      case INT -> (int) word;
      case LONG -> word;
      case FLOAT -> Float.intBitsToFloat((int) word);
      case DOUBLE -> Double.longBitsToDouble(word);
      case INSTANT -> Micros.instant(word);
      case DATE -> {
        int days = (int) word;
        yield LocalDate.ofEpochDay(days);
      }
      case DATE_TIME -> Micros.dateTime(word);
      case STRING, BINARY -> throw new IllegalArgumentException(type + " has no word");
    };
  }
}
