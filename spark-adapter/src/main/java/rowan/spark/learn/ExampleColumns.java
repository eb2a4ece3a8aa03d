package rowan.spark.learn;

/**
 * Which columns of computed features examples are made of.
 *
 * @param group whom a row is about, a column of whole numbers
 * @param label what came true
 * @param vector the feature vector
 */
record ExampleColumns(String group, String label, String vector) {}
