package rowan.spark.learn;

import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * How near predicted values are to what came.
 *
 * @param correlation Pearson's; NaN when all predictions are equal
 * @param mae the mean absolute error, in the unit of the label
 */
public record ErrorMetrics(double correlation, double mae) implements Metrics {

  static ErrorMetrics of(List<ScoredRow> rows) {
    double[] labels = rows.stream().mapToDouble(ScoredRow::label).toArray();
    double[] scores = rows.stream().mapToDouble(ScoredRow::score).toArray();
    return new ErrorMetrics(
        new PearsonsCorrelation().correlation(labels, scores),
        rows.stream()
            .mapToDouble(row -> Math.abs(row.label() - row.score()))
            .average()
            .orElse(Double.NaN));
  }

  static ErrorMetrics mean(List<ErrorMetrics> metrics) {
    return new ErrorMetrics(
        metrics.stream().mapToDouble(ErrorMetrics::correlation).average().orElseThrow(),
        metrics.stream().mapToDouble(ErrorMetrics::mae).average().orElseThrow());
  }

  @Override
  public double merit() {
    return correlation;
  }

  @Override
  public String json() {
    return "{\"correlation\":%s,\"mae\":%s}"
        .formatted(Metrics.number(correlation), Metrics.number(mae));
  }
}
