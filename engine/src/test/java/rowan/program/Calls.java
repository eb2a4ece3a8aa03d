package rowan.program;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of all kinds, for programs to call. */
public final class Calls {

  /** What a method may take whole, and a program apart. */
  public record Pair(int left, @Nullable Double right, String text) {}

  /** A record whose components cannot be null. */
  public record Spot(double x, int count, float y, boolean marked) {}

  /** A type that generated code cannot name. */
  enum Hidden {
    ODD,
    EVEN
  }

  private Calls() {}

  public static boolean flip(boolean flag) {
    return !flag;
  }

  public static int hash(int left, boolean right) {
    return right ? left * 31 : left - 7;
  }

  public static long sum(long left, long right) {
    return left + right;
  }

  public static float half(float value) {
    return value / 2;
  }

  /** A NaN of other bits than Java's own, and zeros of both signs. */
  public static double strange(double value, double other) {
    return value > other
        ? Double.longBitsToDouble(0xfff8_0000_0000_1234L)
        : Math.min(value, other) * -1.0;
  }

  /** Tells NaN of different bits apart. */
  public static long rawBits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  public static float strangeSingle(float value) {
    return Float.intBitsToFloat(value > 1 ? 0xffc0_1234 : 0x8000_0000);
  }

  public static int rawBitsOfSingle(float value) {
    return Float.floatToRawIntBits(value);
  }

  public static @Nullable Long orNothing(@Nullable Integer value, @Nullable Boolean flag) {
    return value == null || flag == null ? null : (Long) (long) value;
  }

  public static @Nullable Double widened(@Nullable Double value, Long other) {
    return value == null ? Double.valueOf(other) : value < other ? null : value;
  }

  public static @Nullable Integer small(@Nullable Long value) {
    return value == null ? null : (Integer) value.intValue();
  }

  public static @Nullable Float single(@Nullable Float value) {
    return value;
  }

  public static @Nullable Boolean isNull(@Nullable Boolean value, @Nullable String text) {
    return text == null ? (Boolean) (value == null) : null;
  }

  public static String shown(double value, @Nullable String text, long other) {
    return value + "/" + text + "/" + other;
  }

  /** Not what UTF-8 can say. */
  public static String broken(String text) {
    return text + '\ud800';
  }

  public static @Nullable String shortened(String text) {
    return text.length() < 4 ? null : text.substring(text.length() / 2);
  }

  public static Instant later(Instant time, int nanos) {
    return time.plusNanos(nanos);
  }

  public static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  public static LocalDateTime local(LocalDate day, long nanos) {
    return day.atStartOfDay().plusNanos(nanos);
  }

  public static BigDecimal decimal(int value) {
    return BigDecimal.valueOf(value, 5);
  }

  public static List<@Nullable Double> list(double left, @Nullable Double right) {
    return java.util.Arrays.asList(left, right);
  }

  public static Pair pair(int left, @Nullable Double right, String text) {
    return new Pair(left, right, text);
  }

  /** Its NaN have other bits than Java's own. */
  public static Spot spot(double x, float y) {
    return new Spot(strange(x, 1), 1, strangeSingle(y), x < y);
  }

  public static @Nullable Spot moved(@Nullable Spot spot, double by) {
    return spot == null ? null : new Spot(spot.x() + by, 2, spot.y(), true);
  }

  /** Tells NaN of different bits apart. */
  public static long rawBitsOfSpot(Spot spot) {
    return Double.doubleToRawLongBits(spot.x()) * 31 + Float.floatToRawIntBits(spot.y());
  }

  public static @Nullable Pair swapped(@Nullable Pair pair, byte[] bytes) {
    return pair == null ? null : new Pair(bytes.length, pair.right(), pair.text() + '\udc00');
  }

  public static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  static Hidden parity(int value) {
    return value % 2 == 0 ? Hidden.EVEN : Hidden.ODD;
  }

  public static Hidden other(Hidden hidden) {
    return hidden == Hidden.ODD ? Hidden.EVEN : Hidden.ODD;
  }

  public static Hidden parityOf(long value) {
    return parity((int) value);
  }

  public static int ordinal(@Nullable Hidden hidden) {
    return hidden == null ? -1 : hidden.ordinal();
  }

  /** Throws for some values, returns nothing for others. */
  public static String faulty(int value) {
    if (value == 1) {
      throw new IllegalArgumentException("no " + value);
    }
    if (value == 2) {
      throw new AssertionError();
    }
    return value == 3 ? null : "fine";
  }

  public static Instant tooLate(boolean really) {
    return really ? Instant.MAX : Instant.EPOCH;
  }

  public static int refuses(double value, @Nullable String text, @Nullable Long other) {
    throw new UnsupportedOperationException();
  }

  public static int fatal(int value) {
    throw new OutOfMemoryError("not really, " + value);
  }
}
