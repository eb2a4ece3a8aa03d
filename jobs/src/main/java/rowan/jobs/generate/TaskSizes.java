package rowan.jobs.generate;

import org.apache.spark.sql.SparkSession;

/** Into how many tasks to cut work on rows. The rows themselves never depend on it. */
interface TaskSizes {

  int tasks(long rows);

  /** A task for every million rows, but at least one for every core. */
  static TaskSizes of(SparkSession spark) {
    int cores = spark.sparkContext().defaultParallelism();
    return rows -> (int) Math.max(cores, Math.min(rows / 1_000_000 + 1, 100_000));
  }
}
