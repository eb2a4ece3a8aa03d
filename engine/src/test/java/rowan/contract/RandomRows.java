package rowan.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.contract.Everything.Color;
import rowan.contract.Everything.Money;

/**
 * Rows with the values that go wrong: extremes, NaN, -0.0, nulls, code points beyond the first
 * plane.
 */
public final class RandomRows {

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -1e308
  };
  private static final String[] TEXTS = {
    "", "a", "Straße", "\ud83d\ude00", "\uffee", "tab\tquote\"", "\u0000", "null"
  };

  private final Random random;

  /** Rows from a seed, which tests print. */
  public RandomRows(long seed) {
    this.random = new Random(seed);
  }

  /** {@code count} rows with the row keys 0, 1, ... */
  public List<Everything> rows(int count) {
    List<Everything> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private Everything row(long id) {
    return new Everything(
        id,
        instant(),
        random.nextBoolean(),
        integer(),
        random.nextInt(4) == 0 ? Long.MIN_VALUE + random.nextInt(2) : random.nextLong(),
        (float) real(),
        real(),
        text(),
        decimal(12, 2),
        LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000),
        LocalDateTime.ofInstant(instant(), ZoneOffset.UTC),
        text().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        point(),
        color(),
        words(),
        weights(),
        money(),
        maybe(this::integer),
        maybe(this::real),
        maybe(this::text),
        maybe(this::color),
        maybe(this::money),
        maybe(this::point),
        maybe(this::instant));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }

  private int integer() {
    return random.nextInt(5) == 0 ? Integer.MIN_VALUE : random.nextInt(7) - 3;
  }

  private double real() {
    return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextInt(4_000_000) - 2_000_000L, random.nextInt(1_000_000) * 1000L);
  }

  private BigDecimal decimal(int precision, int scale) {
    return new BigDecimal(new BigInteger(precision * 3, random), scale);
  }

  private double[] point() {
    return random.doubles(random.nextInt(4)).map(any -> real()).toArray();
  }

  private Color color() {
    return Color.values()[random.nextInt(2)];
  }

  private List<@Nullable String> words() {
    List<@Nullable String> words = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      words.add(maybe(this::text));
    }
    return words;
  }

  private Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      weights.put(text(), (double) i);
    }
    return weights;
  }

  private Money money() {
    return new Money(decimal(6, 4), maybe(this::text), instant());
  }
}
