package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.contract.Everything;
import rowan.contract.EverythingFeatures;
import rowan.contract.RandomRows;
import rowan.feature.Features;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import scala.jdk.javaapi.CollectionConverters;

/** How Spark plans the row program, and what can be done with what comes out. */
public class RowProgramTest {

  private static final String ENABLED = "spark.rowan.program.enabled";
  private static final String[] ALL = {"amount_doubled", "over_limit", "shop_name", "per_item"};

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  @AfterEach
  void reset() {
    spark.conf().unset(ENABLED);
    spark.conf().unset("spark.sql.adaptive.enabled");
    spark.catalog().clearCache();
    spark.sql("drop table if exists bucketed_payments");
  }

  private Dataset<Row> table() {
    return Payments.of(
        spark,
        "(1, 10, 60, ' a ', 3)",
        "(2, 20, 40, 'b', null)",
        "(3, 30, 51, 'café ☕ 𝒳', 0)",
        "(4, 30, 0, '', -7)");
  }

  private Dataset<Row> parquet() {
    String path = folder.resolve("payments").toString();
    if (!Files.exists(Path.of(path))) {
      table().coalesce(1).write().parquet(path);
    }
    return SourceFiles.read(spark, Payments.GRAPH, Payments.SOURCE, path);
  }

  private Dataset<Row> run(Dataset<Row> payments, String... features) {
    return SparkAdapter.on(spark)
        .source("payments", payments)
        .run(Plan.of(Payments.GRAPH, features));
  }

  private static String planOf(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy(rows.columns()[0]).collectAsList().stream().map(Row::toString).toList();
  }

  private List<String> withoutProgram(Dataset<Row> rows) {
    spark.conf().set(ENABLED, "false");
    try {
      Dataset<Row> again = rows.select("*");
      assertThat(planOf(again)).doesNotContain("RowProgram");
      return sorted(again);
    } finally {
      spark.conf().unset(ENABLED);
    }
  }

  @Test
  void explain_namesEachFeatureAndItsMethodInOneOperator() {
    String plan = planOf(run(parquet(), ALL));
    assertThat(count(plan, "RowProgram \\[")).isEqualTo(1);
    assertThat(plan)
        .doesNotContain("Project")
        .doesNotContain("Filter required")
        .containsPattern(
            "RowProgram \\[PaymentFeatures.amountDoubled\\(amount#\\d+\\) AS amount_doubled#\\d+, "
                + "PaymentFeatures.shopName\\(shop#\\d+\\) AS shop_name#\\d+, "
                + "PaymentFeatures.perItem\\(amount#\\d+, items#\\d+\\) AS per_item#\\d+, "
                + "PaymentFeatures.overLimit\\(amount_doubled#\\d+, input\\) AS over_limit#\\d+]");
  }

  @Test
  void explainFormatted_listsFeaturesAndOutput() {
    Dataset<Row> rows = run(parquet(), "shop_name");
    String plan =
        rows.queryExecution()
            .explainString(org.apache.spark.sql.execution.ExplainMode.fromString("formatted"));
    assertThat(plan)
        .containsPattern(
            "RowProgram \\[codegen id : 1]\nFeatures \\[1]: PaymentFeatures.shopName\\(shop#\\d+\\) AS shop_name#\\d+\n"
                + "Output \\[3]: \\[payment_id#\\d+L, paid_at#\\d+, shop_name#\\d+]\n");
  }

  @Test
  void setting_switchesItOff_andNothingElseChanges() {
    Dataset<Row> rows = run(parquet(), ALL).drop("paid_at");
    assertThat(sorted(rows)).isEqualTo(withoutProgram(rows)).contains("[2,80.0,false,b,null]");
  }

  @Test
  void metrics_countRowsAndTime() {
    Dataset<Row> rows = run(parquet(), ALL);
    rows.collect();
    SparkPlan program = find(rows.queryExecution().executedPlan(), "RowProgram");
    assertThat(program.metrics().apply("numOutputRows").value()).isEqualTo(4L);
    assertThat(program.metrics().contains("programTime")).isTrue();
  }

  private static SparkPlan find(SparkPlan plan, String name) {
    if (plan.nodeName().equals(name)) {
      return plan;
    }
    return CollectionConverters.asJava(plan.children()).stream()
        .map(child -> find(child, name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void scan_readsOnlyWhatFeaturesTake() {
    assertThat(planOf(run(parquet(), ALL).select("payment_id", "over_limit")))
        .contains("ReadSchema: struct<payment_id:bigint,paid_at:timestamp,amount:double>")
        .contains("RowProgram [")
        .doesNotContain("shopName");
    Dataset<Row> files = spark.read().parquet(folder.resolve("payments").toString());
    Dataset<Row> direct = run(files, "amount_doubled").drop("paid_at");
    assertThat(planOf(direct))
        .contains("ReadSchema: struct<payment_id:bigint,paid_at:timestamp,amount:double>");
  }

  @Test
  void filterOnAColumn_isPushedToTheFiles() {
    Dataset<Row> rows = run(parquet(), ALL).where("payment_id > 2");
    assertThat(planOf(rows))
        .contains("RowProgram [")
        .contains("PushedFilters: [IsNotNull(payment_id), GreaterThan(payment_id,2)]");
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  void filterOnAFeature_choosesRows() {
    Dataset<Row> rows = run(parquet(), ALL);
    assertThat(rows.where("amount_doubled > 100").select("payment_id").collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(1L, 3L);
    Dataset<Row> chosen =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .where("over_limit")
            .run(Plan.of(Payments.GRAPH, ALL));
    assertThat(planOf(chosen)).contains("RowProgram [");
    assertThat(chosen.count()).isEqualTo(2);
  }

  @Test
  void adaptiveExecution_plansItToo() {
    String[] plans = new String[2];
    for (String adaptive : List.of("true", "false")) {
      spark.conf().set("spark.sql.adaptive.enabled", adaptive);
      Dataset<Row> counted = run(parquet(), ALL).groupBy("over_limit").count().orderBy("count");
      assertThat(counted.collectAsList())
          .extracting(Row::toString)
          .containsExactlyInAnyOrder("[true,2]", "[false,2]");
      plans[adaptive.equals("true") ? 0 : 1] = planOf(counted);
    }
    assertThat(plans[0]).contains("AdaptiveSparkPlan isFinalPlan=true").contains("RowProgram [");
    assertThat(plans[1]).doesNotContain("AdaptiveSparkPlan").contains("RowProgram [");
  }

  @Test
  void shuffleBelowAndAbove_isPlannedAgainWithItsStages() {
    Dataset<Row> rows = run(parquet().repartition(3), ALL);
    Dataset<Row> joined =
        rows.join(parquet().repartition(2).select("payment_id"), "payment_id")
            .selectExpr("payment_id", "amount_doubled + 1 as one_more", "shop_name");
    assertThat(joined.collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[1,121.0,a]", "[2,81.0,b]", "[3,103.0,café ☕ 𝒳]", "[4,1.0,]");
    assertThat(planOf(joined)).contains("isFinalPlan=true").contains("RowProgram [");
  }

  @Test
  void cachedUnitedAndJoinedWithThemselves() {
    Dataset<Row> rows = run(parquet(), ALL);
    List<String> expected = sorted(rows);
    Dataset<Row> cached = run(parquet(), ALL).cache();
    assertThat(sorted(cached)).isEqualTo(expected);
    assertThat(planOf(cached)).contains("InMemoryTableScan");
    assertThat(rows.union(rows).distinct().count()).isEqualTo(4);
    Dataset<Row> joined =
        rows.as("one").join(rows.as("other"), functions.expr("one.payment_id = other.payment_id"));
    assertThat(joined.where("one.amount_doubled = other.amount_doubled").count()).isEqualTo(4);
  }

  @Test
  void bucketsOfATable_areKeptByARenamedColumn() {
    parquet()
        .write()
        .option("path", folder.resolve("bucketed").toString())
        .bucketBy(3, "payment_id")
        .saveAsTable("bucketed_payments");
    Dataset<Row> rows =
        run(spark.table("bucketed_payments"), ALL)
            .withColumnRenamed("payment_id", "id")
            .groupBy("id")
            .agg(functions.max("amount_doubled"));
    assertThat(planOf(rows)).contains("RowProgram [").doesNotContain("Exchange");
    assertThat(rows.count()).isEqualTo(4);
  }

  @Test
  void otherExpressions_stayWithSparkAboveAndBelow() {
    Dataset<Row> rows =
        run(parquet(), ALL)
            .selectExpr(
                "payment_id",
                "amount_doubled + 1 as one_more",
                "over_limit",
                "over_limit as again",
                "upper(shop_name) as loud");
    assertThat(planOf(rows)).contains("RowProgram [");
    assertThat(sorted(rows))
        .isEqualTo(withoutProgram(rows))
        .contains("[1,121.0,true,true,A]", "[4,1.0,false,false,]");
    Dataset<Row> narrow = parquet().withColumn("items", functions.col("items").cast("short"));
    Dataset<Row> cast = run(narrow, ALL);
    assertThat(planOf(cast)).contains("RowProgram [").contains("cast(items#");
    assertThat(sorted(cast)).isEqualTo(sorted(run(parquet(), ALL)));
  }

  @Test
  void suppliedColumns_comeOut() {
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .input("limit", 50)
            .run(Plan.of(Payments.GRAPH, "limit", "over_limit"));
    assertThat(planOf(rows)).contains("RowProgram [");
    assertThat(rows.select("limit", "over_limit").distinct().collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[50.0,true]", "[50.0,false]");
  }

  /** Each column of each type, beside a feature that takes it and alone, row by row. */
  @Test
  void columnsOfEveryType_arePassedOnBitByBit() {
    Graph graph = Graph.of(EverythingFeatures.class);
    List<Everything> rows = new RandomRows(20_261_124).rows(80);
    Dataset<Row> table = EverythingTable.of(spark, graph, rows, 2);
    String[] columns = table.columns();
    String[] taken = {"not_flag", "upper", "with_fee", "twice", "share", "next_day", "other"};
    String[] wanted =
        java.util.stream.Stream.concat(
                Arrays.stream(columns).map(column -> "everything." + column), Arrays.stream(taken))
            .toArray(String[]::new);
    Inputs inputs =
        Inputs.of(
            "fee",
            new Everything.Money(new java.math.BigDecimal("0.25"), null, java.time.Instant.EPOCH));
    Dataset<Row> all =
        SparkAdapter.on(spark)
            .source("everything", table)
            .inputs(inputs)
            .run(Plan.of(graph, wanted));
    assertThat(planOf(all)).contains("RowProgram [");
    assertThat(unsafeRows(all)).isEqualTo(withoutProgramUnsafe(all));
    Dataset<Row> passed =
        all.select(Arrays.stream(columns).map(functions::col).toArray(Column[]::new));
    assertThat(unsafeRows(passed)).isEqualTo(unsafeRows(table));
  }

  private List<String> withoutProgramUnsafe(Dataset<Row> rows) {
    spark.conf().set(ENABLED, "false");
    try {
      return unsafeRows(rows.select("*"));
    } finally {
      spark.conf().unset(ENABLED);
    }
  }

  /** The bytes of the rows, as Spark hashes and compares them. */
  private static List<String> unsafeRows(Dataset<Row> rows) {
    return Arrays.stream(
            ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .executeCollect())
        .map(row -> ((org.apache.spark.sql.catalyst.expressions.UnsafeRow) row).toString())
        .toList();
  }

  @Test
  void columnsThatFeaturesKnowNothingOf_arePassedOn() {
    Dataset<Row> more =
        run(parquet(), ALL)
            .select(functions.col("*"), functions.expr("cast(payment_id as byte) as small"));
    Dataset<Row> wide = more.withColumn("span", functions.expr("make_interval(1, 2, 3)"));
    assertThat(sorted(wide.select("payment_id", "small", "over_limit")))
        .contains("[1,1,true]", "[2,2,false]");
  }

  /** Features in a jar of their own, which the executors have, but not the class path. */
  @Test
  void wideGraphOfAChildClassLoader_isOneOperator() throws Exception {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      String parameter = i % 10 == 0 ? "amount" : "f" + (i - 1);
      code.append(
          "public static double f%d(double %s) { return %s + 1; }%n"
              .formatted(i, parameter, parameter));
    }
    Class<?> features = OwnJar.of(spark, folder, "wide.Features", code.toString());
    String[] names = IntStream.range(0, 1_500).mapToObj(i -> "f" + i).toArray(String[]::new);
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .run(Plan.of(Graph.of(features), names));
    assertThat(count(planOf(rows), "RowProgram \\[")).isEqualTo(1);
    assertThat(planOf(rows)).doesNotContain("Project");
    Row first = rows.where("payment_id = 1").drop("payment_id", "paid_at").head();
    for (int i = 0; i < 1_500; i++) {
      assertThat(first.getDouble(i)).isEqualTo(60.0 + i % 10 + 1);
    }
    assertThat(planOf(rows.select("f205", "f1199"))).contains("f205").doesNotContain("f206(");
  }

  /** Fails for a payment without items. */
  @Features(of = PaymentFeatures.Payment.class)
  public abstract static class Failing {
    public static double inverse(int items) {
      return 12.0 / (6 / items);
    }
  }

  private static String failure(Dataset<Row> rows) {
    Throwable thrown = catchThrowable(rows::collect);
    while (thrown != null && !(thrown instanceof FeatureException)) {
      thrown = thrown.getCause();
    }
    return thrown == null ? "no failure" : thrown.getMessage();
  }

  @Test
  void errors_areThoseOfSparksOwnProjections() {
    Dataset<Row> throwing =
        SparkAdapter.on(spark)
            .source("payments", parquet())
            .run(Plan.of(Graph.of(Failing.class), "inverse"));
    Dataset<Row> missing =
        run(Payments.of(spark, "(7, 10, null, 'a', 1)").repartition(1), "amount_doubled");
    Map<Dataset<Row>, String> expected =
        Map.of(
            throwing,
            "Cannot compute inverse: rowan.spark.RowProgramTest.Failing.inverse threw"
                + " java.lang.ArithmeticException: / by zero for (items = 0)",
            missing,
            "Cannot read source payments: column amount is null, but not declared @Nullable,"
                + " in row payment_id = 7");
    expected.forEach(
        (rows, message) -> {
          assertThat(failure(rows)).isEqualTo(message);
          assertThat(planOf(rows)).contains("RowProgram [");
          spark.conf().set(ENABLED, "false");
          assertThat(failure(rows.select("*"))).isEqualTo(message);
          spark.conf().unset(ENABLED);
        });
  }

  /** A source with an enum, which tables have as a string. */
  @Source("lights")
  public record Light(
      @RowKey long id, Everything.Color color, @Nullable Integer level, @Nullable Integer other) {}

  /** Features that may or may not be called with a colour. */
  @Features(of = Light.class)
  public abstract static class LightFeatures {
    public static String bright(Everything.Color color, int level) {
      return color + " " + level;
    }

    public static String dim(@Nullable String bright, Everything.Color color, int other) {
      return bright + " " + color + " " + other;
    }
  }

  private Dataset<Row> lights(String... rows) {
    Dataset<Row> table =
        spark
            .sql(
                "select cast(id as bigint) id, color, cast(level as int) level,"
                    + " cast(other as int) other from values %s as t(id, color, level, other)"
                        .formatted(String.join(", ", rows)))
            .repartition(1);
    return SparkAdapter.on(spark)
        .source("lights", table)
        .run(Plan.of(Graph.of(LightFeatures.class), "lights.color", "bright", "dim"));
  }

  @Test
  void valueThatItsTypeCannotHold_isNoErrorWhereNoMethodIsCalledWithIt() {
    Dataset<Row> rows =
        lights("(1, 'RED', 1, 2)", "(2, 'PURPLE', null, null)", "(3, 'GREEN', null, 3)");
    assertThat(planOf(rows)).contains("RowProgram [");
    assertThat(sorted(rows))
        .isEqualTo(withoutProgram(rows))
        .containsExactly(
            "[1,RED,RED 1,RED 1 RED 2]", "[2,PURPLE,null,null]", "[3,GREEN,null,null GREEN 3]");
  }

  @ParameterizedTest
  @CsvSource({"'(7, ''PURPLE'', 1, 2)',bright", "'(7, ''PURPLE'', null, 2)',dim"})
  void valueThatItsTypeCannotHold_isTheErrorOfTheMethodThatIsCalledWithIt(
      String row, String feature) {
    Dataset<Row> rows = lights(row);
    String message =
        "Cannot compute %s: an argument of rowan.spark.RowProgramTest.LightFeatures.%s is invalid: \"PURPLE\" is not a Color: "
            .formatted(feature, feature);
    assertThat(failure(rows)).startsWith(message);
    spark.conf().set(ENABLED, "false");
    assertThat(failure(rows.select("*"))).startsWith(message);
  }

  /** Texts, and a list, which is harder to read. */
  @Source("texts")
  public record Text(
      @RowKey long id, @Nullable String one, @Nullable String other, List<Long> list) {}

  /** Features that hand texts on, as they are and changed. */
  @Features(of = Text.class)
  public abstract static class TextFeatures {
    public static String longer(String one, String other) {
      return one.length() >= other.length() ? one : other;
    }

    public static String longest(String longer, String other) {
      return longer.length() > other.length() ? longer : other;
    }

    public static String first(@Nullable String one, @Nullable String longest) {
      return one == null ? "none" : longest == null ? one : longest.substring(0, 1);
    }

    public static int length(String first) {
      return first.length();
    }
  }

  /** Bytes that are no text are passed on as they are, but never come out of a method. */
  @ParameterizedTest
  @CsvSource({
    "texts.one, longest, longer",
    "texts.one, longer, longest", // what is handed on is written already
    "texts.list, longest, longer",
    "texts.list, longer, longest"
  })
  void textsThatMethodsHandOn_areTheSameBits(String passed, String first, String second) {
    Dataset<Row> table =
        spark
            .sql(
                """
                select cast(id as bigint) id, cast(one as string) one, cast(other as string) other,
                  array(1L) list
                from values (1, x'6162', x'63'), (2, x'61ff62', x'63'), (3, x'', x'e298'),
                  (4, null, x'63'), (5, x'c3a9efbfbd', null), (6, x'eda080', x'f09d92b3') as t(id, one, other)
                """)
            .repartition(1);
    Dataset<Row> rows =
        SparkAdapter.on(spark)
            .source("texts", table)
            .run(Plan.of(Graph.of(TextFeatures.class), passed, first, second, "first", "length"));
    assertThat(planOf(rows)).contains("RowProgram [");
    assertThat(unsafeRows(rows)).isEqualTo(withoutProgramUnsafe(rows));
    assertThat(rows.select("longer").collectAsList())
        .extracting(row -> row.getString(0))
        .contains("ab", "a\uFFFDb", "\uFFFD", null);
  }

  /** A row of many columns, more than one generated method reads. */
  @Source("many")
  public record Many(
      @RowKey long id,
      double a0,
      double a1,
      double a2,
      double a3,
      double a4,
      double a5,
      double a6,
      double a7,
      double a8,
      double b0,
      double b1,
      double b2,
      @Nullable Integer b3,
      double b4,
      double b5,
      double b6,
      double b7,
      double b8,
      double c0,
      double c1,
      double c2,
      double c3,
      double c4,
      double c5,
      double c6,
      double c7,
      double c8,
      double d0,
      double d1,
      double d2,
      double d3,
      double d4,
      double d5,
      double d6,
      double d7,
      double d8,
      String e0,
      @Nullable String e1,
      @Nullable String e2) {}

  /** The sum of all numbers, and of texts. */
  @Features(of = Many.class)
  public abstract static class ManyFeatures {
    public static double total(
        double a0,
        double a1,
        double a2,
        double a3,
        double a4,
        double a5,
        double a6,
        double a7,
        double a8,
        double b0,
        double b1,
        double b2,
        int b3,
        double b4,
        double b5,
        double b6,
        double b7,
        double b8,
        double c0,
        double c1,
        double c2,
        double c3,
        double c4,
        double c5,
        double c6,
        double c7,
        double c8,
        double d0,
        double d1,
        double d2,
        double d3,
        double d4,
        double d5,
        double d6,
        double d7,
        double d8) {
      return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8
          + c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8;
    }

    public static String texts(String e0, String e1) {
      return e0 + e1;
    }
  }

  private Dataset<Row> many(String missing) {
    return SparkAdapter.on(spark)
        .source("many", spark.range(3).repartition(1).selectExpr(manyColumns(missing)))
        .run(Plan.of(Graph.of(ManyFeatures.class), "total"));
  }

  /** Expressions for the columns, of which one may be missing. */
  static String[] manyColumns(String missing) {
    List<String> columns = new ArrayList<>(List.of("id"));
    for (var component : Many.class.getRecordComponents()) {
      String name = component.getName();
      String value = name.equals(missing) ? "null" : "id + " + columns.size();
      String type = component.getType().getSimpleName().replace("Integer", "int");
      if (!name.equals("id")) {
        columns.add("cast(%s as %s) %s".formatted(value, type, name));
      }
    }
    return columns.toArray(String[]::new);
  }

  @Test
  void manyColumns_areReadInSeveralMethods() {
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    Dataset<Row> rows = many("none");
    assertThat(count(codeOf(rows), "private void rowprogram_readColumns")).isEqualTo(3);
    assertThat(sorted(rows)).containsExactly("[0,666.0]", "[1,702.0]", "[2,738.0]");
    assertThat(sorted(many("b3"))).containsExactly("[0,null]", "[1,null]", "[2,null]");
    assertThat(failure(many("d8").where("id = 1")))
        .isEqualTo(
            "Cannot read source many: column d8 is null, but not declared @Nullable, in row id = 1");
  }

  private static String codeOf(Dataset<Row> rows) {
    return org.apache.spark.sql.execution.debug.package$.MODULE$.codegenString(
        rows.queryExecution().executedPlan());
  }
}
