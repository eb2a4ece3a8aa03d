package rowan.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.contract.Everything.Color;
import rowan.contract.Everything.Money;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Model;

/** Features of every type, from columns of every type, with every way to be null. */
@Features(of = Everything.class)
public abstract class EverythingFeatures {

  /** A struct result, whose components become features. */
  public record Stats(double mean, @Nullable Integer count, String label) {}

  @Input
  public static double factor() {
    return 2.5;
  }

  @Input
  abstract long offset();

  @Input
  abstract @Nullable String suffix();

  @Input
  abstract Money fee();

  @Input
  abstract Lookup lookup();

  @Input
  public static int steps() {
    return 3;
  }

  /** What no column can hold. */
  public interface Lookup {
    /** The value for a key. */
    double find(long key);
  }

  public static boolean notFlag(boolean flag) {
    return !flag;
  }

  public static int wraps(int small) {
    return small * 31;
  }

  public static long widenedToLong(long small) {
    return small + 1;
  }

  public static double widenedToDouble(double small, double big, double single) {
    return small + big + single;
  }

  public static float singleHalved(float single) {
    return single / 2;
  }

  public static double scaled(double real, double factor) {
    return real * factor;
  }

  public static double oddNan(double real) {
    return Double.isNaN(real) ? Double.longBitsToDouble(0x7ff8000000000123L) : -real;
  }

  public static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  public static String brokenText(String text) {
    return text + '\ud800';
  }

  @Digits(precision = 20, scale = 3)
  public static BigDecimal share(BigDecimal price) {
    return price.divide(new BigDecimal("7"), java.math.MathContext.DECIMAL64);
  }

  public static LocalDate nextDay(LocalDate day) {
    return day.plusDays(1);
  }

  public static LocalDateTime finer(LocalDateTime local) {
    return local.plusNanos(1999);
  }

  public static Instant earlier(@EventTime Instant asOf) {
    return asOf.minusNanos(1);
  }

  public static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  public static double[] oddNans(double[] point) {
    double[] odd = new double[point.length];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = Double.isNaN(point[i]) ? Double.longBitsToDouble(0x7ff8000000000123L) : -point[i];
    }
    return odd;
  }

  public static double @Nullable [] pointOrNothing(double @Nullable [] maybePoint) {
    return maybePoint == null || maybePoint.length == 0 ? null : maybePoint;
  }

  public static List<double[]> points(double[] point, double[] oddNans) {
    return List.of(point, oddNans);
  }

  /** Every type that a vector can hold, of columns, features and inputs; nulls are NaN. */
  @FeatureVector
  abstract double[] members(
      boolean flag,
      int small,
      long big,
      float single,
      double real,
      Integer wraps,
      @Nullable Double maybeReal,
      @Nullable Double maybeSmall,
      @Nullable Long takesNull,
      @Nullable Boolean noFlag,
      double withOffset,
      double factor,
      Double steps);

  /** Null when one of its members is. */
  @FeatureVector
  abstract double[] strict(double skipsNull, boolean notFlag, @Nullable Long takesNull);

  /** Another vector may hold what this one is used for. */
  @FeatureVector
  abstract double[] ofPrediction(double predicted, double predicted2);

  @Input
  abstract Model model();

  @Input
  abstract @Nullable Boolean noFlag();

  public static double predicted(Model model, double[] members) {
    return model.predict(members);
  }

  public static double predicted2(Model model, double @Nullable [] strict) {
    return strict == null ? -1 : model.predict(strict);
  }

  public static Color other(Color color) {
    return color == Color.RED ? Color.GREEN : Color.RED;
  }

  public static List<@Nullable String> twice(List<@Nullable String> words) {
    List<@Nullable String> all = new ArrayList<>(words);
    all.addAll(words);
    return all;
  }

  /** In no order of its own. */
  public static Map<Double, Instant> byWeight(Map<String, Double> weights, Instant happenedAt) {
    Map<Double, Instant> times = new HashMap<>();
    weights.forEach((word, weight) -> times.put(weight + 0.0, happenedAt.plusNanos(word.length())));
    return times;
  }

  public static Money withFee(Money money, Money fee) {
    return new Money(
        money.amount().add(fee.amount()).multiply(new BigDecimal("1.00005")),
        money.currency(),
        money.at().plusNanos(7));
  }

  public static Stats stats(double real, @Nullable Integer maybeSmall, String text) {
    return new Stats(real / 2, maybeSmall, text);
  }

  public static @Nullable Stats statsOrNothing(@Nullable Double maybeReal) {
    return maybeReal == null ? null : new Stats(maybeReal, null, "");
  }

  public static double ofPart(double statsMean, String statsLabel) {
    return statsMean + statsLabel.length();
  }

  public static int skipsNull(int maybeSmall) {
    return maybeSmall + 1;
  }

  public static @Nullable Long takesNull(@Nullable Long maybeSmall) {
    return maybeSmall == null ? Long.valueOf(-1) : maybeSmall % 2 == 0 ? null : maybeSmall;
  }

  public static String describes(@Nullable Color maybeColor, @Nullable String maybeText) {
    return maybeColor + "/" + maybeText;
  }

  public static @Nullable Instant whenever(
      @Nullable Instant maybeWhen, @Nullable Money maybeMoney) {
    return maybeMoney == null ? maybeWhen : maybeMoney.at();
  }

  public static double afterNull(double skipsNull, @Nullable Long takesNull) {
    return takesNull == null ? skipsNull : skipsNull / takesNull;
  }

  public static long withOffset(long small, long offset) {
    return small + offset;
  }

  public static String withSuffix(String text, @Nullable String suffix) {
    return text + suffix;
  }

  public static String neverCalled(String text, String suffix) {
    return text + suffix.length();
  }

  public static double found(Lookup lookup, long big) {
    return lookup.find(big);
  }

  public static double inputWidened(double steps, Long small) {
    return steps * small;
  }

  public static double inputBoxed(Double steps, long steps2) {
    return steps / steps2;
  }

  public static long steps2(long steps) {
    return steps + 1;
  }

  public static boolean deep(double afterNull, boolean notFlag, int wraps, double found) {
    return notFlag && afterNull + wraps > found;
  }
}
