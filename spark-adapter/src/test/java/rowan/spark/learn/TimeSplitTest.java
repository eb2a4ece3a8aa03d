package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

  private static final TimeSplit PUBLISHED =
      new TimeSplit(
          Instant.parse("2018-07-25T00:00:00Z"),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7));

  @Test
  void test_beginsWhenAllLabelsOfTheTrainingAreKnown() {
    assertThat(PUBLISHED.testedFrom()).isEqualTo("2018-08-08T00:00:00Z");
    assertThat(PUBLISHED.testedUntil()).isEqualTo("2018-08-15T00:00:00Z");
  }

  @Test
  void before_isTestedOnNothingThatIsTestedLater() {
    assertThat(PUBLISHED.before(0).from()).isEqualTo("2018-07-11T00:00:00Z");
    assertThat(PUBLISHED.before(0).testedUntil()).isEqualTo(PUBLISHED.trainedUntil());
    assertThat(PUBLISHED.before(1).testedUntil()).isEqualTo("2018-07-25T00:00:00Z");
  }
}
