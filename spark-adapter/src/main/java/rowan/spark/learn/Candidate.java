package rowan.spark.learn;

/**
 * A learner that a search may choose.
 *
 * @param settings the settings in words, such as {@code depth 4, 50 trees}
 */
record Candidate(String settings, Learner learner) {}
