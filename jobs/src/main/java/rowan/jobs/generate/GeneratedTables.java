package rowan.jobs.generate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Simulated data as Spark tables. Calling a method runs a small job that counts the rows; the rows
 * themselves are made, customer by customer, when the table is read, each time anew and each time
 * the same. Neither the driver nor a task ever holds them all.
 */
public final class GeneratedTables {

  private GeneratedTables() {}

  /**
   * Card payments, some of them fraud ({@link PaymentSimulator}), in the order of time: {@code
   * transaction_id bigint} (0, 1, 2 and so on), {@code tx_datetime timestamp}, {@code customer_id
   * bigint}, {@code terminal_id bigint}, {@code tx_amount double}, {@code tx_fraud int} (1 for
   * fraud, else 0).
   */
  public static Dataset<Row> payments(SparkSession spark, PaymentSettings settings) {
    return new NumberedRows<>(new PaymentTable(settings), TaskSizes.of(spark)).read(spark);
  }

  /**
   * Purchases ({@link PurchaseSimulator}), in the order of date: {@code purchase_id bigint} (0, 1,
   * 2 and so on), {@code customer_id bigint}, {@code purchase_date date}, {@code quantity int},
   * {@code amount double}.
   */
  public static Dataset<Row> purchases(SparkSession spark, PurchaseSettings settings) {
    return new NumberedRows<>(new PurchaseTable(settings), TaskSizes.of(spark)).read(spark);
  }
}
