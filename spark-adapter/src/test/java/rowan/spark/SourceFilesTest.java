package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.graph.CheckException;
import rowan.plan.FeatureException;
import rowan.plan.Plan;

class SourceFilesTest {

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  private Dataset<Row> read(String name) {
    return SourceFiles.read(
        spark, Payments.GRAPH, Payments.SOURCE, folder.resolve(name).toString());
  }

  private Dataset<Row> file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return read(name);
  }

  private Dataset<Row> features(Dataset<Row> payments) {
    return SparkAdapter.on(spark)
        .source("payments", payments)
        .run(Plan.of(Payments.GRAPH, "shop_name", "per_item"));
  }

  @Test
  void csv_isParsedAsTheSourceDeclares() throws IOException {
    Dataset<Row> table =
        file(
            "p.csv",
            """
            Shop,paymentId,paid_at,AMOUNT,items,other
            a,1,2018-04-01 00:00:31,1.5,3,zz
            "b, c",2,2018-04-01T00:00:31.123456Z,-0.0,,zz
            """);
    assertThat(table.columns()).containsExactly("payment_id", "paid_at", "amount", "shop", "items");
    assertThat(
            table
                .selectExpr("payment_id", "unix_micros(paid_at)", "amount", "shop", "items")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,1522540831000000,1.5,a,3]", "[2,1522540831123456,-0.0,b, c,null]");
  }

  @Test
  void json_isParsedAsTheSourceDeclares() throws IOException {
    Dataset<Row> table =
        file(
            "p.json",
            """
            {"payment_id":1,"paid_at":"2018-04-01","amount":2,"shop":"a","items":null}
            {"payment_id":2,"paid_at":"2018-04-01T02:00:00+02:00","amount":1e3,"shop":"b"}
            """);
    assertThat(
            table
                .selectExpr("payment_id", "unix_micros(paid_at)", "amount", "shop", "items")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,1522540800000000,2.0,a,null]", "[2,1522540800000000,1000.0,b,null]");
  }

  @Test
  void text_thatDoesNotParse_failsEvenInAColumnThatNoFeatureReads() throws IOException {
    Dataset<Row> table =
        file("p.csv", "payment_id,paid_at,amount,shop,items\n5,2018-04-01,many,a,1\n");
    Dataset<Row> shopName =
        SparkAdapter.on(spark).source("payments", table).run(Plan.of(Payments.GRAPH, "shop_name"));
    Throwable thrown = catchThrowable(shopName::collect);
    while (!(thrown instanceof FeatureException)) {
      thrown = thrown.getCause();
    }
    assertThat(thrown)
        .hasMessage(
            "Cannot read source payments: column amount: \"many\" is not a double, in row payment_id = 5");
  }

  @Test
  void csvAndJson_withoutADeclaredColumn_nameIt() throws IOException {
    String message =
        """
        Cannot read source payments: 1 problem
        1. [missing-column] column "shop"
           The table has no such column; rowan.spark.PaymentFeatures.Payment declares it as a String.
           Did you mean: shp?""";
    assertThatThrownBy(() -> file("p.csv", "payment_id,paid_at,amount,shp,items\n"))
        .isInstanceOf(CheckException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () ->
                file(
                    "p.json",
                    "{\"payment_id\":1,\"paid_at\":\"2018-04-01\",\"amount\":1,\"shp\":\"\",\"items\":1}\n"))
        .hasMessage(message);
  }

  @Test
  void path_withoutFiles_isNamed() {
    String path = folder.resolve("nowhere").toString();
    assertThatThrownBy(() -> read("nowhere"))
        .hasMessage(
            """
            Cannot read source payments: 1 problem
            1. [missing-path] %s
               There are no files; name a file, or a folder that holds some."""
                .formatted(path));
  }

  @Test
  void files_ofAnUnknownFormat_areRefused() {
    assertThatThrownBy(() -> file("p.xlsx", "?"))
        .hasMessageContaining("[unknown-format] " + folder.resolve("p.xlsx"));
  }

  @Test
  void folderWithParts_isRead() throws IOException {
    Payments.of(spark, "(1, 10, 60, 'a', 3)", "(2, 20, 40, 'b', 2)")
        .write()
        .partitionBy("items")
        .parquet(folder.resolve("parts").toString());
    assertThat(features(read("parts")).count()).isEqualTo(2);
  }
}
