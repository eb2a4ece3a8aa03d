package rowan.spark.learn;

import java.util.List;
import java.util.Locale;

/** How good the predictions for some rows are. */
public sealed interface Metrics permits RankingMetrics, ErrorMetrics {

  /** The numbers as one JSON object on one line. */
  String json();

  /** What a search for the best model maximises. */
  double merit();

  /** The means of metrics of one kind. */
  static Metrics mean(List<? extends Metrics> metrics) {
    return metrics.get(0) instanceof RankingMetrics
        ? RankingMetrics.mean(metrics.stream().map(RankingMetrics.class::cast).toList())
        : ErrorMetrics.mean(metrics.stream().map(ErrorMetrics.class::cast).toList());
  }

  /** A number as JSON has it; one that is undefined is null there. */
  static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null";
  }
}
