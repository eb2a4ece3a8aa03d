package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import rowan.plan.FeatureException;

class FailureTextTest {

  private static String of(Throwable thrown) {
    return FailureText.of("compare", thrown);
  }

  @Test
  void featureExceptionBehindOthers() {
    assertThat(of(new SparkException("Job aborted", new FeatureException("Cannot f: g", null))))
        .isEqualTo("Cannot f: g");
  }

  @Test
  void featureExceptionThatCameAsText() {
    String text =
        "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.1 executor 1):"
            + " rowan.plan.FeatureException: Cannot f: g\nof two lines\n\tat a.B.c(B.java:1)\n"
            + "Caused by: java.lang.ArithmeticException\n\nDriver stacktrace:";
    assertThat(of(new SparkException(text, null))).isEqualTo("Cannot f: g\nof two lines");
  }

  @Test
  void otherExceptionOfTask() {
    String text =
        "Job aborted due to stage failure: Task 0 in stage 0.0 failed 1 times, most recent failure:"
            + " Lost task 0.0 in stage 0.0 (TID 0) (host executor driver): java.io.IOException: No"
            + " space left on device\n\tat a.B.c(B.java:1)\n\nDriver stacktrace:";
    assertThat(of(new SparkException(text, null)))
        .isEqualTo("Cannot compare: java.io.IOException: No space left on device");
  }

  @Test
  void innermostOfOthers() {
    assertThat(of(new SparkException("Job aborted", new IOException("disk is full"))))
        .isEqualTo("Cannot compare: disk is full");
  }

  @Test
  void nameOfExceptionWhenItsMessageSaysLittle() {
    assertThat(of(new NullPointerException()))
        .isEqualTo("Cannot compare: java.lang.NullPointerException");
    assertThat(of(new IllegalStateException("x")))
        .isEqualTo("Cannot compare: java.lang.IllegalStateException: x");
  }

  @Test
  void ownMessagesAreNotWrapped() {
    assertThat(of(new IllegalArgumentException("Cannot read x: y"))).isEqualTo("Cannot read x: y");
  }
}
