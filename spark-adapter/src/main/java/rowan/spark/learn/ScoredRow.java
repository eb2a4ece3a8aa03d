package rowan.spark.learn;

/**
 * What a model said of a row, and what became of it.
 *
 * @param day the day of the row since the epoch, UTC
 * @param group whom the row is about
 */
record ScoredRow(long day, long group, double label, double score) {

  boolean isPositive() {
    return label > 0;
  }
}
