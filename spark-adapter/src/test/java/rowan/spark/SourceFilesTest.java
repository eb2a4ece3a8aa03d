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

  @Test
  void csv_keepsQuotesBlanksAndEmptyStringsAsTheyAre() throws IOException {
    Dataset<Row> table =
        file(
            "p.csv",
            """
            payment_id,paid_at,amount,shop,items
            1,2018-04-01,1,"say ""x"", y",
            2,2018-04-01,1," a ",
            3,2018-04-01,1,"",
            4,2018-04-01,1,\\n,
            """);
    assertThat(table.select("shop").as(org.apache.spark.sql.Encoders.STRING()).collectAsList())
        .containsExactly("say \"x\", y", " a ", "", "\\n");
  }

  @Test
  void csv_writtenIsReadAsItWas() throws IOException {
    Dataset<Row> shops =
        Payments.of(
            spark, "(1, 1, 1, ' a \"q\", b ', 1)", "(2, 1, 1, '', 1)", "(3, 1, 1, '\\\\', 1)");
    FeatureOutput.at(spark, folder.resolve("shops.csv").toString(), OutputFormat.CSV)
        .write(shops.coalesce(1));
    assertThat(read("shops.csv").select("shop").collectAsList())
        .isEqualTo(shops.select("shop").collectAsList());
  }

  @Test
  void csv_whoseLinesAreShort_orWhoseFilesDiffer_fails() throws IOException {
    Dataset<Row> shortLine =
        file("p.csv", "payment_id,paid_at,amount,shop,items\n1,2018-04-01,1,a\n");
    assertThatThrownBy(shortLine::collectAsList).hasStackTraceContaining("MALFORMED_RECORD");
    Files.createDirectory(folder.resolve("two"));
    Files.writeString(
        folder.resolve("two/a.csv"), "payment_id,paid_at,amount,shop,items\n1,2018-04-01,1,a,1\n");
    Files.writeString(
        folder.resolve("two/b.csv"), "payment_id,paid_at,items,shop,amount\n2,2018-04-01,1,a,1\n");
    Dataset<Row> swapped = read("two");
    assertThatThrownBy(swapped::collectAsList)
        .hasStackTraceContaining("CSV header does not conform");
  }

  @Test
  void csv_inFoldersThatSayAColumn_isRead() throws IOException {
    Files.createDirectories(folder.resolve("by/items=5"));
    Files.writeString(
        folder.resolve("by/items=5/a.csv"), "payment_id,paid_at,amount,shop\n1,2018-04-01,1,a\n");
    assertThat(read("by").select("items").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[5]");
  }

  @Test
  void pattern_overSeveralFormats_andFoldersThatAreNoPartitions_areRefused() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "payment_id\n");
    Files.writeString(folder.resolve("b.json"), "{}\n");
    assertThatThrownBy(() -> read("*")).hasMessageContaining("[unknown-format]");
    Files.createDirectories(folder.resolve("days/monday"));
    assertThatThrownBy(() -> read("days"))
        .hasMessage(
            """
            Cannot read source payments: 1 problem
            1. [nested-folder] %s
               It holds the folder "monday", which is no partition (column=value); name such folders by a pattern, %s/*."""
                .formatted(folder.resolve("days"), folder.resolve("days")));
  }
}
