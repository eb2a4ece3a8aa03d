package rowan.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.Named;
import rowan.feature.RowKey;
import rowan.feature.Source;

/** A source with a column of every type. */
@SuppressWarnings("ArrayRecordComponent")
@Source("everything")
public record Everything(
    @RowKey long rowId,
    @EventTime Instant happenedAt,
    boolean flag,
    int small,
    long big,
    float single,
    double real,
    String text,
    @Digits(precision = 12, scale = 2) BigDecimal price,
    LocalDate day,
    LocalDateTime local,
    byte[] bytes,
    double[] point,
    Color color,
    List<@Nullable String> words,
    Map<String, Double> weights,
    Money money,
    @Nullable Integer maybeSmall,
    @Nullable Double maybeReal,
    @Nullable String maybeText,
    @Nullable Color maybeColor,
    @Nullable Money maybeMoney,
    double @Nullable [] maybePoint,
    @Named("Odd name") @Nullable Instant maybeWhen) {

  /** An enum. */
  public enum Color {
    RED,
    GREEN
  }

  /** A struct. */
  public record Money(
      @Digits(precision = 10, scale = 4) BigDecimal amount,
      @Nullable String currency,
      Instant at) {}
}
