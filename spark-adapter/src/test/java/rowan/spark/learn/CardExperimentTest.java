package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import rowan.model.LinearPredictor;
import rowan.model.LinearRegression;
import rowan.spark.TestSession;

/** Who is tested, and who learned from, on a few payments by day; training lasts days 10 to 11. */
class CardExperimentTest {

  private static final Instant EPOCH = Instant.EPOCH;
  private static final TimeSplit SPLIT =
      new TimeSplit(
          EPOCH.plus(Duration.ofDays(10)),
          Duration.ofDays(2),
          Duration.ofDays(3),
          Duration.ofDays(5));

  private final SparkSession spark = TestSession.local();
  private final List<Row> payments = new ArrayList<>();

  private void pay(int day, long customer, double fraud, double score) {
    payments.add(
        RowFactory.create(
            java.sql.Timestamp.from(EPOCH.plus(Duration.ofDays(day)).plusSeconds(60)),
            customer,
            fraud,
            new double[] {score}));
  }

  private CardExperiment experiment() {
    StructType schema =
        new StructType()
            .add(Examples.AT, DataTypes.TimestampType)
            .add(Examples.GROUP, DataTypes.LongType)
            .add(Examples.LABEL, DataTypes.DoubleType)
            .add(Examples.INPUTS, DataTypes.createArrayType(DataTypes.DoubleType, false));
    Dataset<Row> rows = spark.createDataFrame(payments, schema);
    return new CardExperiment(CardExamples.of(rows), SPLIT, 1);
  }

  private static RankingMetrics test(CardExperiment experiment) {
    var score = new LinearRegression(LinearPredictor.of(new double[] {1}, 0));
    return (RankingMetrics) experiment.test(score);
  }

  @Test
  void training_isTheTimeOfTraining() {
    for (int day = 8; day < 14; day++) {
      pay(day, day, 0, 0);
    }
    assertThat(experiment().training().select(Examples.GROUP).collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(10L, 11L);
  }

  @Test
  void customerWhoseFraudIsKnown_isNotTested() {
    pay(15, 1, 1, 0.9); // tested, and found
    pay(15, 2, 0, 0.5);
    pay(11, 3, 1, 0); // known on day 15, when the test begins
    pay(15, 3, 0, 1);
    pay(12, 4, 1, 0); // known on day 16
    pay(15, 4, 0, 0.1);
    pay(16, 4, 0, 1);
    pay(9, 5, 1, 0); // before the training: forgotten
    pay(15, 5, 0, 0.2);
    assertThat(test(experiment())).isEqualTo(new RankingMetrics(1, 1, 0.01));
  }

  @Test
  void fraudDuringTheTest_countsAsKnownAfterTheDelayToo() {
    pay(15, 1, 1, 0.9);
    pay(19, 1, 1, 0.1); // in the pool by then: the fraud of day 15 is known
    pay(15, 2, 0, 0.5);
    assertThat(test(experiment())).isEqualTo(new RankingMetrics(1, 1, 0.01));
  }
}
