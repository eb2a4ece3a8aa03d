package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.feature.Features;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.plan.Plan;
import scala.jdk.javaapi.CollectionConverters;

/** What Catalyst does with the node that all levels of row features are. */
public class ProjectFeaturesTest {

  private static final String ENABLED = "spark.rowan.program.enabled";
  private static final String[] ALL = {"amount_doubled", "over_limit", "shop_name", "per_item"};

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  @AfterEach
  void reset() {
    spark.conf().unset(ENABLED);
  }

  private Dataset<Row> payments() {
    String path = folder.resolve("payments").toString();
    if (!Files.exists(Path.of(path))) {
      Payments.of(spark, "(1, 10, 60, 'a', 3)", "(2, 20, 40, 'b', null)", "(3, 30, 51, 'c', 1)")
          .write()
          .parquet(path);
    }
    return spark.read().parquet(path);
  }

  private Dataset<Row> run(Graph graph, String... features) {
    return SparkAdapter.on(spark).source("payments", payments()).run(Plan.of(graph, features));
  }

  private static LogicalPlan analyzed(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }

  private static LogicalPlan optimized(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().optimizedPlan();
  }

  /** The names of the nodes of a plan that has no forks, from the top. */
  private static List<String> nodes(LogicalPlan plan) {
    List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
    assertThat(children.size()).isLessThan(2);
    return Stream.concat(
            Stream.of(plan.nodeName()), children.stream().flatMap(child -> nodes(child).stream()))
        .toList();
  }

  /** The columns that a node adds to those of its child. */
  private static List<String> added(LogicalPlan plan) {
    if (!plan.nodeName().equals("ProjectFeatures")) {
      return added(plan.children().head());
    }
    List<Attribute> columns = CollectionConverters.asJava(plan.output());
    List<String> names = columns.stream().map(Attribute::name).toList();
    return names.subList(plan.children().head().output().size(), names.size());
  }

  @Test
  void allLevels_areOneNode() {
    Dataset<Row> rows = run(Payments.GRAPH, ALL);

    assertThat(nodes(analyzed(rows)))
        .containsExactly("Project", "ProjectFeatures", "Filter", "Project", "LogicalRelation");
    assertThat(added(optimized(rows)))
        .containsExactly("amount_doubled", "shop_name", "per_item", "over_limit");
  }

  @Test
  void explain_showsWhatComputesEach() {
    Dataset<Row> chosen = run(Payments.GRAPH, ALL).select("over_limit");

    assertThat(optimized(chosen).toString().replaceAll("#\\d+", ""))
        .contains(
            "ProjectFeatures [PaymentFeatures.amountDoubled(amount) AS amount_doubled,"
                + " PaymentFeatures.overLimit(amount_doubled, input) AS over_limit]");
  }

  @Test
  void withoutPrograms_eachLevelIsAProjection() {
    spark.conf().set(ENABLED, "false");

    assertThat(nodes(analyzed(run(Payments.GRAPH, ALL))))
        .containsExactly("Project", "Project", "Project", "Filter", "Project", "LogicalRelation");
  }

  @Test
  void featuresThatNothingWants_go_andTheirColumns() {
    Dataset<Row> chosen = run(Payments.GRAPH, ALL).select("payment_id", "over_limit");

    assertThat(added(optimized(chosen))).containsExactly("amount_doubled", "over_limit");
    assertThat(chosen.queryExecution().executedPlan().toString())
        .contains("ReadSchema: struct<payment_id:bigint,paid_at:timestamp,amount:double>");
    assertThat(chosen.collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[1,true]", "[2,false]", "[3,true]");
  }

  @Test
  void withoutAnyFeature_theNodeGoes() {
    assertThat(nodes(optimized(run(Payments.GRAPH, ALL).select("payment_id"))))
        .doesNotContain("ProjectFeatures");
  }

  @Test
  void filterOnColumns_goesBelow_andOnFeatures_stays() {
    Dataset<Row> chosen =
        run(Payments.GRAPH, ALL)
            .where("payment_id < 3 and amount_doubled < 110 and per_item is null")
            .select("shop_name");

    List<String> nodes = nodes(optimized(chosen));
    assertThat(nodes.subList(nodes.indexOf("Filter"), nodes.size()))
        .startsWith("Filter", "ProjectFeatures");
    assertThat(chosen.queryExecution().executedPlan().toString())
        .contains("PushedFilters: [IsNotNull(payment_id), LessThan(payment_id,3)]");
    assertThat(added(optimized(chosen))).containsExactly("amount_doubled", "shop_name", "per_item");
    assertThat(chosen.collectAsList()).extracting(Row::toString).containsExactly("[b]");
  }

  /** A random choice must be made of the rows that are chosen from, not of those below. */
  @Test
  void filterThatIsNotDeterministic_stays() {
    List<String> nodes =
        nodes(optimized(run(Payments.GRAPH, ALL).where("rand() < payment_id * 0.1")));

    assertThat(nodes.indexOf("Filter")).isLessThan(nodes.indexOf("ProjectFeatures"));
  }

  @Test
  void featuresJoinedWithThemselves_keepApart() {
    Dataset<Row> rows = run(Payments.GRAPH, ALL);
    Dataset<Row> pairs =
        rows.as("a")
            .join(rows.as("b"), functions.expr("a.amount_doubled > b.amount_doubled"))
            .selectExpr("a.payment_id", "b.payment_id as other", "a.over_limit", "b.over_limit");

    assertThat(pairs.collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[1,2,true,false]", "[1,3,true,true]", "[3,2,true,false]");
  }

  /**
   * Spark goes down a plan and back up, for each of its rules: a plan of three thousand projections
   * takes more stack than a thread has, and a filter on the last feature would be replaced by what
   * defines it, and so on down, in time exponential in the depth.
   */
  @Test
  void chainOfThreeThousand_isPlannedOnAThreadsOwnStack() throws Exception {
    int length = 3_000;
    String code =
        IntStream.range(0, length)
            .mapToObj(i -> link(i, i == 0 ? "amount" : "f" + (i - 1)))
            .collect(Collectors.joining());
    Class<?> features = OwnJar.of(spark, folder, "deep.Chain", code);
    String last = "f" + (length - 1);
    Dataset<Row> rows = run(Graph.of(features), "f0", last).where(last + " > 3050");

    assertThat(nodes(optimized(rows)))
        .startsWith("Project", "Filter")
        .containsOnlyOnce("ProjectFeatures");
    assertThat(rows.select("payment_id", last).collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[1,3060.0]", "[3,3051.0]");
  }

  private static String link(int i, String parameter) {
    return "public static double f%d(double %s) { return %s + Math.max(1, Math.min(0, %s)); }%n"
        .formatted(i, parameter, parameter, parameter);
  }

  /** What one graph computes, as the source of another. */
  @Source("doubled")
  public record Doubled(@RowKey long paymentId, double amountDoubled) {}

  /** Features of features. */
  @Features(of = Doubled.class)
  public abstract static class OfDoubled {
    /** Half of it. */
    public static double halved(double amountDoubled) {
      return amountDoubled / 2;
    }
  }

  @Test
  void featuresOfFeatures_areComputed_andRequired() {
    Dataset<Row> doubled = run(Payments.GRAPH, ALL);

    Dataset<Row> halved =
        SparkAdapter.on(spark)
            .source("doubled", doubled)
            .run(Plan.of(Graph.of(OfDoubled.class), "halved"));

    assertThat(halved.collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[1,60.0]", "[2,40.0]", "[3,51.0]");
  }

  @Test
  void statistics_growWithTheRows() {
    LogicalPlan node = optimized(run(Payments.GRAPH, ALL));
    while (!node.nodeName().equals("ProjectFeatures")) {
      node = node.children().head();
    }

    LogicalPlan child = node.children().head();
    assertThat(node.stats().sizeInBytes().compare(child.stats().sizeInBytes())).isPositive();
  }
}
