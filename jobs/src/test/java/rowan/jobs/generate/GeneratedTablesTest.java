package rowan.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTablesTest {

  private static final PaymentSettings PAYMENTS = new PaymentSettings(60, 2000, 20, 0);
  private static final PurchaseSettings PURCHASES = new PurchaseSettings(700, 546, 0);

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.codegen.fallback", "false")
            .config("spark.sql.codegen.factoryMode", "CODEGEN_ONLY")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void resetTimeZone() {
    spark.conf().set("spark.sql.session.timeZone", "UTC");
  }

  /** Times as numbers: what a session shows of them depends on its zone. */
  private static Dataset<Row> plainPayments(Dataset<Row> payments) {
    return payments.withColumn("tx_datetime", unix_micros(col("tx_datetime")));
  }

  private static Dataset<Row> plainPurchases(Dataset<Row> purchases) {
    return purchases.withColumn("purchase_date", unix_date(col("purchase_date")));
  }

  private static List<Row> payments(PaymentSettings settings, int tasks) {
    return plainPayments(new NumberedRows<>(new PaymentTable(settings), rows -> tasks).read(spark))
        .collectAsList();
  }

  private static List<Row> purchases(PurchaseSettings settings, int tasks) {
    return plainPurchases(
            new NumberedRows<>(new PurchaseTable(settings), rows -> tasks).read(spark))
        .collectAsList();
  }

  /** What should come out, without Spark. */
  private static List<Row> expectedPayments() {
    PaymentTable table = new PaymentTable(PAYMENTS);
    PaymentSimulator simulator = new PaymentSimulator(PAYMENTS);
    List<Payment> sorted = new ArrayList<>();
    LongStream.range(0, 60).forEach(customer -> sorted.addAll(simulator.payments(customer)));
    sorted.sort(
        Comparator.comparingInt(Payment::day)
            .thenComparingInt(Payment::second)
            .thenComparingLong(Payment::customer)
            .thenComparingInt(Payment::index));
    long first = Instant.parse("2018-04-01T00:00:00Z").getEpochSecond();
    List<Row> rows = new ArrayList<>();
    for (Payment p : sorted) {
      rows.add(
          RowFactory.create(
              (long) rows.size(),
              (first + 86_400L * p.day() + p.second()) * 1_000_000,
              p.customer(),
              (long) p.terminal(),
              p.cents() / 100.0,
              p.fraud() ? 1 : 0));
    }
    return rows;
  }

  @Test
  void tablesHaveTheDocumentedColumns() {
    assertThat(GeneratedTables.payments(spark, PAYMENTS).schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "transaction_id BIGINT,tx_datetime TIMESTAMP,customer_id BIGINT,terminal_id BIGINT,"
                + "tx_amount DOUBLE,tx_fraud INT");
    assertThat(
            GeneratedTables.purchases(spark, PURCHASES).schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "purchase_id BIGINT,customer_id BIGINT,purchase_date DATE,quantity INT,amount DOUBLE");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 20})
  void paymentsAreTheSimulatorsInTheOrderOfTimeForAnyNumberOfTasks(int tasks) {
    assertThat(payments(PAYMENTS, tasks)).isEqualTo(expectedPayments());
  }

  @Test
  void purchasesAreTheSameForAnyNumberOfTasks() {
    List<Row> one = purchases(PURCHASES, 1);
    assertThat(purchases(PURCHASES, 3)).isEqualTo(one);
    assertThat(purchases(PURCHASES, 7)).isEqualTo(one);
    assertThat(purchases(PURCHASES, 20)).isEqualTo(one);
    assertThat(
            plainPurchases(GeneratedTables.purchases(spark, PURCHASES)).coalesce(1).collectAsList())
        .isEqualTo(one);
  }

  @Test
  void purchasesAreNumberedByDateThenCustomer() {
    List<Row> rows = purchases(PURCHASES, 3);
    assertThat(rows).hasSizeGreaterThan(700);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).getLong(0)).isEqualTo(i);
    }
    assertThat(rows)
        .isSortedAccordingTo(
            Comparator.<Row>comparingInt(row -> row.getInt(2))
                .thenComparingLong(row -> row.getLong(1)));
    assertThat(rows).allMatch(row -> row.getInt(3) >= 1 && isInCents(row.getDouble(4)));
  }

  @Test
  void amountsAreInCents() {
    assertThat(payments(PAYMENTS, 2)).isNotEmpty().allMatch(row -> isInCents(row.getDouble(4)));
  }

  private static boolean isInCents(double amount) {
    return amount >= 0 && BigDecimal.valueOf(amount).stripTrailingZeros().scale() <= 2;
  }

  @Test
  void theFirstDaysStartAtMidnightUtcInAnyZone() {
    List<Row> payments = payments(PAYMENTS, 2);
    List<Row> purchases = purchases(PURCHASES, 2);
    for (String zone : List.of("Asia/Tokyo", "America/Los_Angeles")) {
      spark.conf().set("spark.sql.session.timeZone", zone);
      assertThat(payments(PAYMENTS, 2)).isEqualTo(payments);
      assertThat(purchases(PURCHASES, 2)).isEqualTo(purchases);
    }
    assertThat(purchases.get(0).getInt(2)).isEqualTo(9862); // 1997-01-01
  }

  @Test
  void readingAgainGivesTheSameRows() {
    Dataset<Row> table = GeneratedTables.payments(spark, PAYMENTS);
    assertThat(table.collectAsList()).isEqualTo(table.collectAsList());
    assertThat(plainPayments(table).coalesce(1).collectAsList()).isEqualTo(expectedPayments());
  }

  @Test
  void anotherSeedGivesOtherRows() {
    assertThat(payments(new PaymentSettings(60, 2000, 20, 1), 2))
        .isNotEqualTo(payments(PAYMENTS, 2));
    assertThat(purchases(new PurchaseSettings(700, 546, 1), 2))
        .isNotEqualTo(purchases(PURCHASES, 2));
  }

  @Test
  void aPopulationWithoutPaymentsGivesAnEmptyTable() {
    assertThat(payments(new PaymentSettings(1, 1, 1, 0), 3)).isEmpty();
  }

  /** These rows never change: people compare results that were made from them. */
  @Test
  void paymentsArePinned() {
    List<Row> rows = plainPayments(GeneratedTables.payments(spark, PAYMENTS)).collectAsList();
    assertThat(rows.subList(0, 3).stream().map(Row::toString))
        .containsExactly(
            "[0,1522543070000000,30,135,44.41,0]",
            "[1,1522543167000000,31,1690,12.19,0]",
            "[2,1522547424000000,33,1710,50.19,0]");
    assertThat(digest(rows)).isEqualTo("2275 rows, CRC32 51439c68");
  }

  @Test
  void purchasesArePinned() {
    List<Row> rows = plainPurchases(GeneratedTables.purchases(spark, PURCHASES)).collectAsList();
    assertThat(rows.subList(0, 3).stream().map(Row::toString))
        .containsExactly("[0,79,9862,2,35.1]", "[1,203,9862,8,72.31]", "[2,282,9862,1,20.61]");
    assertThat(digest(rows)).isEqualTo("1853 rows, CRC32 56864a96");
  }

  private static String digest(List<Row> rows) {
    CRC32 crc = new CRC32();
    rows.forEach(row -> crc.update(row.toString().getBytes(StandardCharsets.UTF_8)));
    return rows.size() + " rows, CRC32 " + Long.toHexString(crc.getValue());
  }
}
