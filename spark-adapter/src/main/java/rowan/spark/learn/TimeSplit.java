package rowan.spark.learn;

import java.time.Duration;
import java.time.Instant;

/**
 * A time to train in, then one in which the labels become known, then one to test in: as a model
 * would be trained and used.
 *
 * @param from when training begins
 * @param training how long it lasts
 * @param delay how long after a row its label is known
 * @param testing how long the test lasts
 */
public record TimeSplit(Instant from, Duration training, Duration delay, Duration testing) {

  /** When training ends, exclusive. */
  Instant trainedUntil() {
    return from.plus(training);
  }

  /** When the test begins: all labels of the training are known. */
  public Instant testedFrom() {
    return trainedUntil().plus(delay);
  }

  /** When the test ends, exclusive. */
  public Instant testedUntil() {
    return testedFrom().plus(testing);
  }

  /**
   * The split whose test ends where the training of this one does, or that many tests before it:
   * for choices that must not know the test.
   */
  public TimeSplit before(int tests) {
    return new TimeSplit(
        from.minus(delay).minus(testing.multipliedBy(1L + tests)), training, delay, testing);
  }

  /**
   * The condition on rows of a span of time, in SQL.
   *
   * @param column where their time is
   * @param from an instant, inclusive
   * @param until an instant, exclusive
   */
  public static String between(String column, String from, String until) {
    return "`%s` >= timestamp'%s' and `%s` < timestamp'%s'".formatted(column, from, column, until);
  }
}
