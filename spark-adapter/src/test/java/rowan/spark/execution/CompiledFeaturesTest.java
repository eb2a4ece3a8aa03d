package rowan.spark.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.junit.jupiter.api.Test;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.PaymentFeatures;
import rowan.spark.RowanExtensions;
import rowan.spark.SparkAdapter;
import rowan.spark.TestSession;
import rowan.spark.execution.CompiledFeatures.Sent;
import scala.jdk.javaapi.CollectionConverters;

/** How features come to executors, and that they are compiled there once. */
class CompiledFeaturesTest {

  private final SparkSession spark = TestSession.local();

  private Sent sent(String... features) {
    Dataset<Row> payments =
        spark
            .sql("select 1L payment_id, current_timestamp() paid_at, 2D amount, 'a' shop, 3 items")
            .repartition(1);
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("payments", payments)
            .run(Plan.of(Graph.of(PaymentFeatures.class), features));
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    try {
      return Sent.of((RowFeatures) program(rows.queryExecution().executedPlan()).productElement(0));
    } finally {
      spark.conf().unset("spark.sql.adaptive.enabled");
    }
  }

  private static SparkPlan program(SparkPlan plan) {
    return plan instanceof RowProgramExec
        ? plan
        : CollectionConverters.asJava(plan.children()).stream()
            .map(CompiledFeaturesTest::program)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void manyTasksOfManyQueries_compileOnce() {
    List<Sent> sent =
        IntStream.range(0, 3).mapToObj(i -> sent("amount_doubled", "over_limit")).toList();
    Set<CompiledFeatures> compiled =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    IntStream.range(0, 24).parallel().forEach(i -> compiled.add(sent.get(i % 3).compiled()));
    assertThat(compiled).hasSize(1);
  }

  @Test
  void otherFeatures_areCompiledAlone() {
    assertThat(sent("amount_doubled").compiled()).isNotSameAs(sent("shop_name").compiled());
  }

  @Test
  void definitionsOfAnotherClassLoader_areCompiledAgain() {
    Sent sent = sent("amount_doubled");
    CompiledFeatures before = sent.compiled();
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(new URLClassLoader(new URL[0], loader));
    try {
      assertThat(sent.compiled()).isNotSameAs(before);
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  @Test
  void extensions_planTheOperators() {
    SparkSessionExtensions extensions = new SparkSessionExtensions();
    new RowanExtensions().apply(extensions);
    List<SparkStrategy> strategies =
        CollectionConverters.asJava(extensions.buildPlannerStrategies(spark));
    assertThat(strategies)
        .hasAtLeastOneElementOfType(AsOfStrategy.class)
        .hasAtLeastOneElementOfType(ProgramStrategy.class);
  }
}
