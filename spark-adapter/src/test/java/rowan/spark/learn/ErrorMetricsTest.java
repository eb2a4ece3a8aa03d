package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorMetricsTest {

  private static ScoredRow row(double label, double score) {
    return new ScoredRow(0, 0, label, score);
  }

  @Test
  void metrics_ofAFewCustomers() {
    ErrorMetrics metrics = ErrorMetrics.of(List.of(row(0, 1), row(1, 1), row(5, 2)));
    assertThat(metrics.mae()).isEqualTo((1 + 0 + 3) / 3.0);
    // Covariance 2 by the root of the variances 14 and 2 / 3, all of them three times as large.
    assertThat(metrics.correlation()).isCloseTo(3 / Math.sqrt(14 * 2 / 3.0), within(1e-12));
  }

  @Test
  void json_isOneLine() {
    assertThat(new ErrorMetrics(0.5, 1.25).json())
        .isEqualTo("{\"correlation\":0.500000,\"mae\":1.250000}");
  }
}
