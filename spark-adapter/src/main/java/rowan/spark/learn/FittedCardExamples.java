package rowan.spark.learn;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.fit.FittedValues;
import rowan.graph.Component;
import rowan.spark.SparkAdapter;

/** Examples whose inputs need values that are fitted on the rows of each training. */
final class FittedCardExamples implements CardExamples {

  private final FittedExamples examples;
  private final SparkAdapter adapter;
  private final Map<TimeSplit, SplitExamples> known = new HashMap<>();

  FittedCardExamples(FittedExamples examples, SparkAdapter adapter) {
    this.examples = examples;
    this.adapter = adapter;
  }

  private SplitExamples of(TimeSplit split) {
    return known.computeIfAbsent(
        split,
        wanted ->
            examples.fit(
                between(split.from(), split.trainedUntil()),
                between(split.from(), split.testedUntil())));
  }

  private SparkAdapter between(Instant from, Instant until) {
    String time = examples.spine().eventTime().map(Component::column).orElseThrow();
    return adapter.where(TimeSplit.between(time, from.toString(), until.toString()));
  }

  @Override
  public Dataset<Row> training(TimeSplit split) {
    return of(split).training();
  }

  @Override
  public Dataset<Row> served(TimeSplit split) {
    return of(split).served();
  }

  @Override
  public Optional<FittedValues> fitted(TimeSplit split) {
    return of(split).fitted();
  }
}
