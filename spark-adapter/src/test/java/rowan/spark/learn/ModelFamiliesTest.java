package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import rowan.model.TrainedModel;
import rowan.spark.TestSession;

class ModelFamiliesTest {

  private static final int HONEST = 20_000;
  private static final int FRAUDS = 8;

  /** Honest amounts from 0 to below 1, and a few frauds above all of them. */
  private static Dataset<Row> payments() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < HONEST + FRAUDS; i++) {
      rows.add(RowFactory.create(i < HONEST ? 0.0 : 1.0, new double[] {(double) i / HONEST}));
    }
    StructType schema =
        new StructType()
            .add(Examples.LABEL, DataTypes.DoubleType)
            .add(Examples.INPUTS, DataTypes.createArrayType(DataTypes.DoubleType, false));
    return TestSession.local().createDataFrame(rows, schema).coalesce(1);
  }

  /** So few that, of a hundred quantiles, the last would hold as many honest payments as frauds. */
  @Test
  void forestsOfCards_tellApartTheFewHighestAmounts() {
    for (Candidate candidate : ModelFamilies.cards().get("random_forest")) {
      TrainedModel forest = candidate.learner().train(payments(), 0);
      assertThat(forest.predict(new double[] {0.9965})).as(candidate.settings()).isLessThan(0.1);
      assertThat(forest.predict(new double[] {1.0002})).as(candidate.settings()).isGreaterThan(0.9);
    }
  }
}
