package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rowan.feature.Digits;
import rowan.feature.Features;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Plan;
import scala.jdk.javaapi.CollectionConverters;

/** Rows that are read in batches of columns are those that are read one by one. */
public class ColumnBatchesTest {

  private static final String ENABLED = "spark.rowan.program.enabled";
  private static final String BATCH_SIZE = "spark.sql.parquet.columnarReaderBatchSize";
  private static final String OFF_HEAP = "spark.sql.columnVector.offheap.enabled";
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
  private static final String MAX_FIELDS = "spark.sql.codegen.maxFields";
  private static final int ROWS = 3_000;

  /** A column of each type whose values are taken one by one. */
  @Source("samples")
  public record Sample(
      @RowKey long id,
      double number,
      @Nullable Double perhapsNumber,
      float small,
      int count,
      @Nullable Integer perhapsCount,
      @Nullable Long perhapsLong,
      boolean flag,
      @Nullable Boolean perhapsFlag,
      String text,
      @Nullable String perhapsText,
      LocalDate day,
      @Digits(precision = 9, scale = 2) BigDecimal price,
      @Nullable Instant perhapsAt) {}

  @Features(of = Sample.class)
  public abstract static class SampleFeatures {
    public static double numbers(double number, double perhapsNumber) {
      return number - perhapsNumber;
    }

    public static double counts(float small, int count, int perhapsCount) {
      return small * count - perhapsCount;
    }

    public static boolean flags(boolean flag, @Nullable Boolean perhapsFlag) {
      return flag && perhapsFlag != null && !perhapsFlag;
    }

    public static String longer(String text, String perhapsText) {
      return text.length() > perhapsText.length() ? text : perhapsText;
    }

    public static int length(@Nullable String perhapsText) {
      return perhapsText == null ? -1 : perhapsText.length();
    }

    public static @Nullable Instant later(LocalDate day, Instant perhapsAt, long perhapsLong) {
      return perhapsAt.plusSeconds(day.getDayOfMonth() + perhapsLong % 1_000);
    }
  }

  private static final Plan PLAN =
      Plan.of(
          Graph.of(SampleFeatures.class),
          Stream.concat(
                  Arrays.stream(SampleFeatures.class.getDeclaredMethods())
                      .map(method -> method.getName()),
                  Stream.of(
                      "samples.number",
                      "samples.text",
                      "samples.perhaps_text",
                      "samples.day",
                      "samples.price"))
              .sorted()
              .toArray(String[]::new));

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  @BeforeEach
  void plansAreFinal() {
    spark.conf().set(ADAPTIVE, "false");
  }

  @AfterEach
  void reset() {
    List.of(ENABLED, BATCH_SIZE, OFF_HEAP, ADAPTIVE, MAX_FIELDS).forEach(spark.conf()::unset);
  }

  private Dataset<Row> table(long seed, int distinct) {
    Random random = new Random(seed);
    List<Record> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int drawn = random.nextInt(i < ROWS / 3 ? Math.min(5, distinct) : distinct);
      rows.add(
          new Sample(
              i,
              drawn % 7 == 0 ? Double.NaN : drawn / 3.0,
              orNull(random, -drawn * 0.0),
              drawn,
              drawn,
              orNull(random, drawn * 3),
              orNull(random, (long) drawn << 40),
              random.nextBoolean(),
              orNull(random, drawn % 2 == 0),
              "é".repeat(drawn % 3) + drawn,
              orNull(random, "x".repeat(drawn % 4) + drawn),
              LocalDate.ofEpochDay(drawn - 50),
              BigDecimal.valueOf(drawn, 2),
              orNull(random, Instant.ofEpochSecond(drawn))));
    }
    return RecordTable.of(spark, PLAN.graph(), PLAN.graph().sources().get(0), List.copyOf(rows), 1);
  }

  private static <T> @Nullable T orNull(Random random, T value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  private Dataset<Row> features(Dataset<Row> samples) {
    return SparkAdapter.on(spark).source("samples", samples).run(PLAN);
  }

  private static SparkPlan planOf(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan();
  }

  private static SparkPlan find(SparkPlan plan, String name) {
    return plan.nodeName().equals(name)
        ? plan
        : find(CollectionConverters.asJava(plan.children()).get(0), name);
  }

  private static List<String> collected(Dataset<Row> rows) {
    return Arrays.stream(planOf(rows).executeCollect()).map(Object::toString).toList();
  }

  /** They are read in batches, and what comes out is, bit by bit, what Spark itself computes. */
  private void assertRead(Dataset<Row> rows) {
    assertThat(codeOf(rows)).contains("_nextBatch_0", "RowFunction", "ColumnTexts");
    assertThat(codeOf(rows)).doesNotContain("columnartorow_");
    List<String> read = collected(rows);
    spark.conf().set(ENABLED, "false");
    assertThat(read).isNotEmpty().isEqualTo(collected(rows.select("*")));
  }

  private static String codeOf(Dataset<Row> rows) {
    return org.apache.spark.sql.execution.debug.package$.MODULE$.codegenString(planOf(rows));
  }

  /**
   * Files, and how they are read.
   *
   * @param distinct how many values a column has
   * @param options how they are written
   */
  record Files(long seed, int distinct, Map<String, String> options, Map<String, String> read) {
    static Stream<Files> all() {
      long seed = System.nanoTime();
      Map<String, String> plain = Map.of("parquet.enable.dictionary", "false");
      Map<String, String> begunWithDictionary =
          Map.of("parquet.dictionary.page.size", "700", "parquet.page.row.count.limit", "200");
      Map<String, String> severalGroups =
          Map.of("parquet.block.size", "4000", "parquet.page.row.count.limit", "100");
      return Stream.of(
          new Files(seed, 5, Map.of(), Map.of()),
          new Files(seed, 5, Map.of(), Map.of(BATCH_SIZE, "7")),
          new Files(seed, 2_000, Map.of(), Map.of(OFF_HEAP, "true")),
          new Files(seed, 2_000, plain, Map.of()),
          new Files(seed, 300, plain, Map.of(OFF_HEAP, "true", BATCH_SIZE, "100")),
          new Files(seed, 400, begunWithDictionary, Map.of(BATCH_SIZE, "700")),
          new Files(seed, 60, severalGroups, Map.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("rowan.spark.ColumnBatchesTest$Files#all")
  void rowsOfFiles(Files files) {
    String path = folder.resolve("samples").toString();
    table(files.seed(), files.distinct()).write().options(files.options()).parquet(path);
    files.read().forEach(spark.conf()::set);
    assertRead(features(spark.read().parquet(path)));
  }

  /** Some of the pages above have a dictionary, and those that follow have not. */
  @Test
  void columnsThatBeginWithADictionary() throws IOException {
    Files begun = Files.all().skip(5).findFirst().orElseThrow();
    Path path = folder.resolve("samples");
    table(begun.seed(), begun.distinct()).write().options(begun.options()).parquet("" + path);
    Path file;
    try (var files = java.nio.file.Files.list(path)) {
      file = files.filter(one -> one.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getFooter().getBlocks().get(0).getColumns())
          .filteredOn(column -> List.of("[text]", "[perhaps_long]").contains("" + column.getPath()))
          .hasSize(2)
          .allMatch(column -> column.getEncodingStats().hasDictionaryEncodedPages())
          .allMatch(column -> column.getEncodingStats().hasNonDictionaryEncodedPages());
    }
  }

  @Test
  void rowsOfPartitions() {
    String path = folder.resolve("samples").toString();
    table(1, 3).write().partitionBy("day", "perhaps_text").parquet(path);
    assertRead(features(spark.read().parquet(path)));
  }

  /** Spark has columns of another kind for them, of which a value is read in another way. */
  @Test
  void rowsOfOrcFiles() {
    String path = folder.resolve("samples").toString();
    table(2, 300).write().orc(path);
    assertRead(features(spark.read().orc(path)));
  }

  @Test
  void someOfTheRows_areThoseThatComeFirst() {
    String path = folder.resolve("samples").toString();
    table(3, 40).write().parquet(path);
    spark.conf().set(BATCH_SIZE, "64");
    Dataset<Row> rows = features(spark.read().parquet(path));
    assertRead(rows.where("length > 2").limit(70));
    spark.conf().unset(ENABLED);
    assertRead(rows.limit(70));
    spark.conf().unset(ENABLED);
    Dataset<Row> counted = rows.limit(70).groupBy("flags").count();
    assertThat(codeOf(counted)).containsPattern("while .*_limit_counter_\\d+ < 70 && rowprogram_");
    assertThat(counted.agg(functions.sum("count")).first().getLong(0)).isEqualTo(70);
    assertThat(rows.where("length > 2").count())
        .isEqualTo(rows.collectAsList().stream().filter(row -> length(row) > 2).count());
  }

  private static int length(Row row) {
    return row.getInt(row.fieldIndex("length"));
  }

  @Test
  void rowsAndBatches_areCountedWhereTheyWouldBeMade() {
    String path = folder.resolve("samples").toString();
    table(4, 40).write().parquet(path);
    spark.conf().set(BATCH_SIZE, "1000");
    Dataset<Row> rows = features(spark.read().parquet(path));
    rows.collect();
    SparkPlan made = find(planOf(rows), "ColumnarToRow");
    assertThat(made.metrics().apply("numOutputRows").value()).isEqualTo(ROWS);
    assertThat(made.metrics().apply("numInputBatches").value()).isEqualTo(3L);
    assertThat(find(planOf(rows), "RowProgram").metrics().apply("numOutputRows").value())
        .isEqualTo(ROWS);
  }

  @Test
  void featuresAlone_whereOnlyErrorsTellOfTheKey() {
    String path = folder.resolve("samples").toString();
    table(7, 40).write().parquet(path);
    Dataset<Row> lengths = features(spark.read().parquet(path)).select("length");
    assertThat(codeOf(lengths)).contains("RowFunction", "ColumnTexts");
    assertThat(codeOf(lengths)).doesNotContain("columnartorow_");
    List<String> read = collected(lengths);
    spark.conf().set(ENABLED, "false");
    assertThat(read).hasSize(ROWS).isEqualTo(collected(lengths.select("*")));
  }

  @Test
  void manyColumns_areReadInSeveralMethods() {
    String path = folder.resolve("many").toString();
    spark.range(ROWS).selectExpr(RowProgramTest.manyColumns("e2")).write().parquet(path);
    Graph graph = Graph.of(RowProgramTest.ManyFeatures.class);
    Plan plan = Plan.of(graph, "total", "texts", "many.e0", "many.e2");
    Dataset<Row> rows = SparkAdapter.on(spark).source("many", spark.read().parquet(path)).run(plan);
    assertThat(codeOf(rows)).contains("readColumns");
    assertRead(rows);
  }

  private Dataset<Row> wide(Dataset<Row> samples) {
    spark.conf().set(MAX_FIELDS, "9");
    Plan plan =
        Plan.of(
            Graph.of(SampleFeatures.class),
            "numbers",
            "length",
            "flags",
            "samples.number",
            "samples.flag",
            "samples.perhaps_text",
            "samples.text",
            "samples.count",
            "samples.perhaps_number");
    return SparkAdapter.on(spark).source("samples", samples).run(plan);
  }

  private static String stepsOf(Dataset<Row> rows) {
    return planOf(rows).execute().toDebugString();
  }

  /** For so many fields Spark does not generate code, but for fewer it does, below the features. */
  @Test
  void moreFieldsThanSparkGeneratesCodeFor() {
    String path = folder.resolve("samples").toString();
    table(6, 40).write().parquet(path);
    Dataset<Row> rows = wide(spark.read().parquet(path));
    assertThat(stepsOf(rows)).contains("inputRDDs at RowProgramExec");
    List<String> read = collected(rows);
    SparkPlan program = find(planOf(rows), "RowProgram");
    assertThat(program.metrics().apply("numOutputRows").value()).isEqualTo(ROWS);
    spark.conf().set(ENABLED, "false");
    assertThat(read).hasSize(ROWS).isEqualTo(collected(rows.select("*")));
  }

  /** Many rows of one would have to be copied; they are made one by one, where they are taken. */
  @Test
  void moreFields_ofRowsThatAreRepeated() {
    String path = folder.resolve("samples").toString();
    table(8, 40).write().parquet(path);
    Dataset<Row> repeated =
        spark
            .read()
            .parquet(path)
            .selectExpr("* except (perhaps_text)", "explode(array('one', null)) perhaps_text");
    Dataset<Row> rows = wide(repeated);
    assertThat(stepsOf(rows)).contains("FileScanRDD").doesNotContain("inputRDDs at RowProgramExec");
    List<String> read = collected(rows);
    spark.conf().set(ENABLED, "false");
    assertThat(read).hasSize(2 * ROWS).isEqualTo(collected(rows.select("*")));
  }

  /** As in a thread of a pool, which no session is active in. */
  @Test
  void moreFields_withoutAnActiveSession() {
    String path = folder.resolve("samples").toString();
    table(9, 40).write().parquet(path);
    Dataset<Row> rows = wide(spark.read().parquet(path));
    SparkPlan plan = planOf(rows);
    SparkSession.clearActiveSession();
    try {
      assertThat(plan.execute().count()).isEqualTo(ROWS);
    } finally {
      SparkSession.setActiveSession(spark);
    }
  }

  @Test
  void nullWhereNoneMayBe_isTold() {
    String path = folder.resolve("samples").toString();
    table(5, 40)
        .selectExpr("* except (text)", "if(id = 1234, null, text) as text")
        .write()
        .parquet(path);
    Throwable failure = catchThrowable(() -> features(spark.read().parquet(path)).collect());
    while (!(failure instanceof FeatureException)) {
      failure = failure.getCause();
    }
    assertThat(failure)
        .hasMessage(
            "Cannot read source samples: column text is null, but not declared @Nullable, in row"
                + " id = 1234");
  }
}
