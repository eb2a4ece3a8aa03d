package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.feature.Features;
import rowan.graph.CheckException;
import rowan.plan.FeatureException;
import rowan.plan.Plan;

public class SparkAdapterTest {

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  private static final String ALL = "amount_doubled,over_limit,shop_name,per_item";

  private Dataset<Row> run(Dataset<Row> payments, String... features) {
    return SparkAdapter.on(spark)
        .source("payments", payments)
        .run(Plan.of(Payments.GRAPH, features));
  }

  private static String planOf(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private Dataset<Row> parquet() {
    String path = folder.resolve("payments").toString();
    Payments.of(spark, "(1, 10, 60, ' a ', 3)", "(2, 20, 40, 'b', null)").write().parquet(path);
    return SourceFiles.read(spark, Payments.GRAPH, Payments.SOURCE, path);
  }

  @Test
  void run_givesTheRowKeyTheEventTimeAndTheFeaturesInTheOrderOfTheRequest() {
    Dataset<Row> rows = run(parquet(), "perItem", "over_limit", "shopName");
    assertThat(rows.columns())
        .containsExactly("payment_id", "paid_at", "per_item", "over_limit", "shop_name");
    assertThat(rows.orderBy("payment_id").toJSON().collectAsList())
        .extracting(json -> json.replaceAll("\"paid_at\":\"[^\"]*\",", ""))
        .containsExactly(
            "{\"payment_id\":1,\"per_item\":20.0,\"over_limit\":true,\"shop_name\":\"a\"}",
            "{\"payment_id\":2,\"over_limit\":false,\"shop_name\":\"b\"}");
  }

  @Test
  void explain_ofEverything_namesEachFeatureAndItsMethod() {
    String plan = planOf(run(parquet(), ALL.split(",")));
    assertThat(plan)
        .contains("PaymentFeatures.amountDoubled(amount#")
        .contains("PaymentFeatures.overLimit(amount_doubled#")
        .contains("PaymentFeatures.shopName(shop#")
        .contains("PaymentFeatures.perItem(amount#");
  }

  @Test
  void explain_ofSomeFeatures_readsOnlyTheirColumns() {
    Dataset<Row> rows = run(parquet(), ALL.split(","));
    assertThat(planOf(rows.select("payment_id", "shop_name")))
        .contains("ReadSchema: struct<payment_id:bigint,paid_at:timestamp,shop:string>")
        .doesNotContain("amountDoubled");
  }

  @Test
  void explain_ofAFilterOnASourceColumn_pushesItToTheFiles() {
    Dataset<Row> rows = run(parquet(), ALL.split(","));
    assertThat(planOf(rows.where("payment_id > 1")))
        .contains("PushedFilters: [IsNotNull(payment_id), GreaterThan(payment_id,1)]");
    SparkAdapter filtered =
        SparkAdapter.on(spark).source("payments", parquetAgain()).where("amount > 50");
    assertThat(planOf(filtered.run(Plan.of(Payments.GRAPH, "shop_name"))))
        .contains("PushedFilters: [IsNotNull(amount), GreaterThan(amount,50.0)]");
  }

  private Dataset<Row> parquetAgain() {
    return SourceFiles.read(
        spark, Payments.GRAPH, Payments.SOURCE, folder.resolve("payments").toString());
  }

  @Test
  void where_onAFeature_choosesTheRowsThatComeOut() {
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .where("over_limit and amount > 1")
            .run(Plan.of(Payments.GRAPH, "shop_name", "over_limit"));
    assertThat(rows.select("payment_id").as(org.apache.spark.sql.Encoders.LONG()).collectAsList())
        .containsExactly(1L);
  }

  /** Each feature reads the two before it, so that definitions written out double in length. */
  @Features(of = PaymentFeatures.Payment.class)
  public abstract static class Doubling {
    public static double a1(double amount) {
      return amount + 1;
    }

    public static double a2(double amount, double a1) {
      return amount + a1;
    }

    public static double a3(double a1, double a2) {
      return a1 + a2;
    }

    public static double a4(double a2, double a3) {
      return a2 + a3;
    }

    public static double a5(double a3, double a4) {
      return a3 + a4;
    }
  }

  @Test
  void where_onADeepFeature_doesNotWriteItsDefinitionOut() {
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .where("a5 > 400")
            .run(Plan.of(rowan.graph.Graph.of(Doubling.class), "a5"));
    assertThat(rows.columns()).containsExactly("payment_id", "paid_at", "a5");
    assertThat(rows.count()).isEqualTo(1);
    assertThat(planOf(rows).split("Doubling\\.a1\\(", -1)).hasSize(2);
  }

  @Test
  void levels_areAddedTogether_oneProjectEach() {
    String plan = run(parquet(), ALL.split(",")).queryExecution().logical().toString();
    assertThat(Arrays.stream(plan.split("\n")).filter(line -> line.contains("Project")).count())
        .isLessThanOrEqualTo(6);
  }

  @Test
  void nullInAColumnThatAFeatureReads_failsNamingColumnAndRow() {
    Dataset<Row> rows = run(Payments.of(spark, "(7, 10, null, 'a', 1)"), "amount_doubled");
    assertThat(failure(rows))
        .isEqualTo(
            "Cannot read source payments: column amount is null, but not declared @Nullable,"
                + " in row payment_id = 7");
  }

  @Test
  void nullInTheEventTime_failsEvenIfNoFeatureReadsIt() {
    Dataset<Row> rows = run(Payments.of(spark, "(7, null, 1, 'a', 1)"), "shop_name");
    assertThat(failure(rows))
        .isEqualTo(
            "Cannot read source payments: column paid_at is null, but not declared @Nullable,"
                + " in row payment_id = 7");
  }

  @Test
  void nullInTheRowKey_fails() {
    Dataset<Row> rows = run(Payments.of(spark, "(null, 1, 1, 'a', 1)"), "shop_name");
    assertThat(failure(rows))
        .isEqualTo(
            "Cannot read source payments: column payment_id is null, but not declared @Nullable,"
                + " in row payment_id = null");
  }

  private static String failure(Dataset<Row> rows) {
    Throwable thrown = catchThrowable(rows::collect);
    while (thrown != null && !(thrown instanceof FeatureException)) {
      thrown = thrown.getCause();
    }
    return thrown == null ? "no failure" : thrown.getMessage();
  }

  @Test
  void table_withoutOrWithOtherColumns_failsBeforeTheJobNamingThemAll() {
    Dataset<Row> table =
        spark.sql(
            "select 'x' payment_id, 1L paidAt, 1.5f amount, 'a' shpo, 'b' as items, 1 ITEMS_");
    assertThatThrownBy(() -> run(table, "shop_name"))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot read source payments: 4 problems
            1. [column-type] column "payment_id"
               The table has it as string; rowan.spark.PaymentFeatures.Payment declares it as a long, which is bigint.
            2. [column-type] column "paid_at"
               The table has it as bigint; rowan.spark.PaymentFeatures.Payment declares it as a Instant, which is timestamp.
            3. [missing-column] column "shop"
               The table has no such column; rowan.spark.PaymentFeatures.Payment declares it as a String.
               Did you mean: shpo?
            4. [ambiguous-column] column "items"
               The table has several columns of this name (case and underscores do not count): items, ITEMS_.""");
  }

  @Test
  void sources_thatAreMissingOrUnknown_areNamed() {
    Plan plan = Plan.of(Payments.GRAPH, "shop_name");
    assertThatThrownBy(() -> SparkAdapter.on(spark).run(plan))
        .hasMessage(
            """
            Cannot run the plan of PaymentFeatures: 1 problem
            1. [missing-source] source "payments"
               The plan reads it, but no table is given for it.""");
    assertThatThrownBy(
            () -> SparkAdapter.on(spark).source("payment", spark.range(1).toDF()).run(plan))
        .hasMessage(
            """
            Cannot run the plan of PaymentFeatures: 1 problem
            1. [unknown-source] source "payment"
               The graph declares no source of this name.
               Did you mean: payments?""");
  }

  @Test
  void planWithoutRows_givesOneRow() {
    Dataset<Row> rows =
        SparkAdapter.on(spark).input("limit", 5).run(Plan.of(Payments.GRAPH, "limit"));
    assertThat(rows.collectAsList()).extracting(Row::toString).isEqualTo(List.of("[5.0]"));
  }
}
