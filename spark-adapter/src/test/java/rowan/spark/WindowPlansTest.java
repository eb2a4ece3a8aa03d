package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.graph.Graph;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;

/** How Spark plans windows, and what can be done with the features that come out. */
class WindowPlansTest {

  private static final Graph GRAPH = Graph.of(TradeHistory.Summary.class);
  private static final String[] OF_CUSTOMER = {
    "payments_20s", "spent_20s", "spent_1d", "median_amount_1d", "hopping_20s", "against_mean_1d"
  };

  private final SparkSession spark = Sessions.local();

  @TempDir private static Path sources;

  @TempDir Path folder;

  @BeforeEach
  void withoutBroadcasts() {
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
  }

  @AfterEach
  void reset() {
    for (String setting :
        List.of("spark.sql.autoBroadcastJoinThreshold", "spark.sql.adaptive.enabled")) {
      spark.conf().unset(setting);
    }
    spark.conf().set("spark.sql.session.timeZone", "Asia/Kathmandu");
    spark.catalog().clearCache();
    spark.sql("drop table if exists payments_by_customer");
  }

  private Dataset<Row> table(String source) {
    List<Integer> seeds = IntStream.range(0, 300).boxed().toList();
    List<Record> rows =
        new WindowCase("payments", Optional.empty(), List.of(), seeds, true, false, true).rows();
    SourceTable declared =
        GRAPH.sources().stream().filter(of -> of.table().equals(source)).findFirst().orElseThrow();
    return RecordTable.of(spark, GRAPH, declared, WindowCase.rowsOf(declared, rows), 2);
  }

  /** The rows as files, which are written once for all tests. */
  private Dataset<Row> parquet(String source) {
    Path path = sources.resolve(source);
    if (!Files.exists(path)) {
      table(source).write().parquet(path.toString());
    }
    return spark.read().parquet(path.toString());
  }

  private Dataset<Row> run(Dataset<Row> payments, String... features) {
    SparkAdapter adapter = SparkAdapter.on(spark).source("payments", payments);
    for (String other : List.of("visits", "refunds", "tariffs", "accounts")) {
      adapter = adapter.source(other, parquet(other));
    }
    return adapter.run(Plan.of(GRAPH, Request.of(features).spine("payments")));
  }

  private static String planOf(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private static int count(String plan, String operator) {
    return plan.split(operator, -1).length - 1;
  }

  /** The rows as text, in the order of the row key; two NaN are alike there. */
  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("payment_id").collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void explain_ofWindowsOfOneKey_showsOneExchangeOneSortAndNoFrames() {
    String plan = planOf(run(parquet("payments"), OF_CUSTOMER));
    assertThat(count(plan, "Exchange hashpartitioning\\(customer")).isEqualTo(1);
    assertThat(count(plan, "Exchange ")).isEqualTo(1);
    assertThat(count(plan, "Sort \\[")).isEqualTo(1);
    assertThat(count(plan, "AggregateAsOf by \\[customer\\]")).isEqualTo(1);
    assertThat(plan).doesNotContain("RangeFrame").doesNotContain("Window ").doesNotContain("Join");
  }

  @Test
  void explain_ofWindows_readsOnlyTheirColumns() {
    String plan = planOf(run(parquet("payments"), OF_CUSTOMER));
    assertThat(plan)
        .contains(
            "ReadSchema: struct<payment_id:bigint,paid_at:timestamp,customer:int,amount:double>");
  }

  @Test
  void explain_ofOtherSources_putsTheirEventsIntoTheExchangeOfTheKey() {
    String plan = planOf(run(parquet("payments"), "refunded_60s", "payments_20s"));
    assertThat(count(plan, "Exchange ")).isEqualTo(1);
    assertThat(count(plan, "Sort \\[")).isEqualTo(1);
    assertThat(count(plan, "Union")).isEqualTo(1);
    assertThat(plan).doesNotContain("Join");
  }

  @Test
  void explain_ofTwoKeys_showsAnExchangeForEach() {
    String plan = planOf(run(parquet("payments"), "payments_20s", "in_region"));
    assertThat(count(plan, "Exchange hashpartitioning")).isEqualTo(2);
    assertThat(count(plan, "Sort \\[")).isEqualTo(2);
  }

  /** Of eight bytes, half are the key and half the time: Spark compares few whole rows then. */
  @Test
  void explain_ofWindows_sortsByHashAndTimeFirst() {
    assertThat(planOf(run(parquet("payments"), OF_CUSTOMER)))
        .containsPattern("Sort \\[\\(shiftleft\\(xxhash64\\(customer#\\d+, 42\\), 32\\) \\|");
  }

  /** But for their names and what they compute, the two passes are alike. */
  @Test
  void cachedWindows_areNotTakenForLongerOnes() {
    List<String> longer = sorted(run(parquet("payments"), "spent_1d"));
    Dataset<Row> cached = run(parquet("payments"), "spent_20s").cache();
    List<String> shorter = sorted(cached);

    assertThat(shorter).isNotEqualTo(longer);
    assertThat(sorted(run(parquet("payments"), "spent_1d"))).isEqualTo(longer);
    assertThat(sorted(cached)).isEqualTo(shorter);
  }

  @Test
  void windowsJoinedWithLongerOnes_areComputedEach() {
    String[] key = {"payment_id"};
    Dataset<Row> shorter = run(parquet("payments"), "spent_20s");
    Dataset<Row> longer = run(parquet("payments"), "spent_1d");

    assertThat(
            sorted(
                shorter
                    .select("payment_id", "spent_20s")
                    .join(longer.select("payment_id", "spent_1d"), key, "inner")))
        .isEqualTo(
            sorted(
                run(parquet("payments"), "spent_20s", "spent_1d")
                    .select("payment_id", "spent_20s", "spent_1d")));
  }

  @Test
  void rowsThatComeInOrderOfTheKey_areNotSortedAgain() {
    Dataset<Row> sortedPayments =
        parquet("payments")
            .repartition(3, org.apache.spark.sql.functions.col("customer"))
            .sortWithinPartitions("customer", "paid_at", "payment_id");
    Dataset<Row> rows = run(sortedPayments, OF_CUSTOMER);
    assertThat(count(planOf(rows), "Sort \\[")).isEqualTo(1);
    assertThat(planOf(rows)).doesNotContain("xxhash64");
    assertThat(sorted(rows)).isEqualTo(sorted(run(parquet("payments"), OF_CUSTOMER)));
  }

  @Test
  void tableBucketedByTheKey_needsNoExchange() {
    table("payments")
        .write()
        .option("path", folder.resolve("bucketed").toString())
        .bucketBy(3, "customer")
        .sortBy("customer")
        .saveAsTable("payments_by_customer");
    Dataset<Row> rows = run(spark.table("payments_by_customer"), OF_CUSTOMER);
    assertThat(planOf(rows)).contains("Bucketed: true").doesNotContain("Exchange");
    assertThat(sorted(rows)).isEqualTo(sorted(run(table("payments"), OF_CUSTOMER)));
  }

  @Test
  void adaptiveExecution_changesNothing() {
    String[] features = {"payments_20s", "in_region", "spent_here", "seconds_here_2d", "kept"};
    Dataset<Row> adaptive = run(parquet("payments"), features);
    List<String> expected = sorted(adaptive);
    adaptive.collect();
    assertThat(planOf(adaptive)).contains("AdaptiveSparkPlan isFinalPlan=true");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    Dataset<Row> planned = run(parquet("payments"), features);
    assertThat(sorted(planned)).isEqualTo(expected);
    assertThat(planOf(planned)).doesNotContain("AdaptiveSparkPlan");
  }

  @Test
  void featuresJoinedWithThemselves_areTwoSets() {
    Dataset<Row> rows = run(parquet("payments"), OF_CUSTOMER);
    Dataset<Row> joined =
        rows.as("one")
            .join(rows.as("other"), "payment_id")
            .selectExpr("payment_id", "one.payments_20s", "other.payments_20s as other");
    assertThat(joined.count()).isEqualTo(rows.count());
    assertThat(joined.where("payments_20s <> other").count()).isZero();
    Dataset<Row> shifted =
        rows.as("one")
            .join(
                rows.as("other"),
                org.apache.spark.sql.functions.expr("one.payments_20s = other.payments_20s + 1"))
            .selectExpr("one.payments_20s - other.payments_20s as difference")
            .distinct();
    assertThat(shifted.collectAsList()).extracting(row -> row.getLong(0)).containsExactly(1L);
  }

  @Test
  void features_canBeUnitedWithThemselves() {
    Dataset<Row> rows = run(parquet("payments"), OF_CUSTOMER);
    assertThat(rows.union(rows).count()).isEqualTo(2 * rows.count());
  }

  @Test
  void features_canBeCachedFilteredCountedAndWritten() {
    Dataset<Row> rows = run(parquet("payments"), OF_CUSTOMER);
    List<String> expected = sorted(rows);
    assertThat(rows.count()).isEqualTo(expected.size());
    Dataset<Row> cached = run(parquet("payments"), OF_CUSTOMER).cache();
    assertThat(sorted(cached)).isEqualTo(expected);
    assertThat(planOf(cached)).contains("InMemoryTableScan");
    Dataset<Row> several = rows.where("payments_20s > 1").select("payment_id", "payments_20s");
    assertThat(several.collectAsList())
        .isNotEmpty()
        .hasSizeLessThan(expected.size())
        .allMatch(row -> row.getLong(1) > 1);
    String path = folder.resolve("features").toString();
    rows.write().parquet(path);
    assertThat(sorted(spark.read().parquet(path))).isEqualTo(expected);
  }

  /** What a row sees is decided before a condition takes rows away. */
  @Test
  void condition_onTheRowsThatComeOut_changesNoFeature() {
    Dataset<Row> rows = run(parquet("payments"), OF_CUSTOMER);
    Dataset<Row> few = rows.where("payment_id % 2 = 0");
    assertThat(sorted(few))
        .isNotEmpty()
        .isEqualTo(
            sorted(rows).stream()
                .filter(row -> Long.parseLong(row.substring(1, row.indexOf(','))) % 2 == 0)
                .toList());
  }

  @Test
  void nullKey_hasNoEvents() {
    Dataset<Row> payments = parquet("payments");
    Dataset<Row> rows =
        run(payments, "spent_here", "in_region")
            .join(payments.where("shop is null").select("payment_id"), "payment_id");
    assertThat(rows.count()).isGreaterThan(10);
    assertThat(rows.where("spent_here is null and in_region = 0").count()).isEqualTo(rows.count());
  }

  @Test
  void timeZoneOfTheSession_changesNothing() {
    String[] features = {"payments_20s", "hopping_20s", "seconds_here_2d", "second_of_minute"};
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    List<String> utc = sorted(run(parquet("payments"), features));
    spark.conf().set("spark.sql.session.timeZone", "America/St_Johns");
    assertThat(sorted(run(parquet("payments"), features))).isEqualTo(utc);
  }
}
