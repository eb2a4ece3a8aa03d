package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

  private static final class WithoutXgboost extends URLClassLoader {

    WithoutXgboost() {
      super(classPath(), getPlatformClassLoader());
    }

    private static URL[] classPath() {
      String path = System.getProperty("java.class.path");
      return Arrays.stream(
              System.getProperty("surefire.test.class.path", path).split(File.pathSeparator))
          .map(Path::of)
          .map(
              file -> {
                try {
                  return file.toUri().toURL();
                } catch (MalformedURLException e) {
                  throw new AssertionError(e);
                }
              })
          .toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("ml.dmlc.")) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    @Override
    public URL findResource(String name) {
      return name.startsWith("ml/dmlc/") ? null : super.findResource(name);
    }
  }

  @Test
  void families_withoutTheLibraryOfXgboost_areTheOthers() throws Exception {
    assertThat(ModelFamilies.ofCards()).contains("xgboost");
    try (WithoutXgboost loader = new WithoutXgboost()) {
      Class<?> families = loader.loadClass(ModelFamilies.class.getName());
      assertThat(families.getMethod("ofCards").invoke(null))
          .isEqualTo(List.of("random_forest", "boosted_trees", "logistic_regression"));
      Method check = families.getMethod("check", String.class, Collection.class);
      assertThatThrownBy(() -> check.invoke(null, "xgboost", List.of("random_forest")))
          .cause()
          .hasMessage(
              """
              Cannot train the model: 1 problem
              1. [missing-library] "xgboost"
                 XGBoost is not on the class path: add ml.dmlc:xgboost4j-spark_2.13, of which 3.0.4 is tested.""");
    }
  }

  @Test
  void family_thatIsNone_isRefused() {
    assertThatThrownBy(() -> ModelFamilies.check("xgboost", ModelFamilies.ofCustomers()))
        .hasMessage(
            """
            Cannot train the model: 1 problem
            1. [unknown-model] "xgboost"
               It is none of linear_regression, boosted_trees, random_forest, two_stages.""");
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
