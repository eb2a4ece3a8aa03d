package rowan.jobs.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** How long the tasks of each stage ran, as Spark tells its listeners. In milliseconds. */
final class TaskTimes extends SparkListener {

  private final Map<Integer, List<Long>> stages = new HashMap<>();

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    stages
        .computeIfAbsent(task.stageId(), any -> new ArrayList<>())
        .add(task.taskMetrics().executorRunTime());
  }

  /** The time of all tasks. */
  synchronized long total() {
    return stages.values().stream().mapToLong(TaskTimes::sum).sum();
  }

  /** How many times as long as the median the longest task took, in the stage that took longest. */
  synchronized double longestOverMedian() {
    List<Long> times =
        stages.values().stream()
            .max(Comparator.comparingLong(TaskTimes::sum))
            .orElseThrow()
            .stream()
            .sorted()
            .toList();
    int middle = times.size() / 2;
    double median =
        times.size() % 2 == 1
            ? times.get(middle)
            : (times.get(middle - 1) + times.get(middle)) / 2.0;
    return times.get(times.size() - 1) / median;
  }

  private static long sum(List<Long> times) {
    return times.stream().mapToLong(Long::longValue).sum();
  }
}
