package rowan.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import rowan.feature.Digits;
import rowan.feature.Features;

/** Features that fail on some rows. */
@Features(of = Everything.class)
public abstract class FaultyFeatures {

  public static int throwing(int small, String text) {
    return Integer.parseInt(text) / small;
  }

  public static int throwingChecked(long rowId) throws Exception {
    throw new java.io.IOException("no disk for " + rowId);
  }

  @SuppressWarnings("NullAway")
  public static String nothing(String text) {
    return null;
  }

  @Digits(precision = 4, scale = 2)
  public static BigDecimal tooLong(BigDecimal price) {
    return price;
  }

  public static Instant tooLate(Instant happenedAt) {
    return Instant.MAX;
  }

  public static List<String> holey(List<@org.jspecify.annotations.Nullable String> words) {
    return new java.util.ArrayList<>(words);
  }

  public static double fine(double real) {
    return real;
  }
}
