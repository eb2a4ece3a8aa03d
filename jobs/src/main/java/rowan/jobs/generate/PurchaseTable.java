package rowan.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;

import java.util.List;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Purchases as a table. */
record PurchaseTable(PurchaseSettings settings) implements EventTable<Purchase> {

  /** After the first purchase; roughly, for the sizes of tasks only. */
  private static final long DAYS_PER_PURCHASE = 200;

  @Override
  public long customers() {
    return settings.customers();
  }

  @Override
  public long expectedEvents() {
    return settings.customers() * (1 + settings.days() / DAYS_PER_PURCHASE);
  }

  @Override
  public int slots() {
    return settings.days();
  }

  @Override
  public int slot(Purchase purchase) {
    return purchase.day();
  }

  @Override
  public LongFunction<List<Purchase>> simulator() {
    return new PurchaseSimulator(settings)::purchases;
  }

  @Override
  public StructType travelling() {
    return new StructType()
        .add("epoch_day", DataTypes.IntegerType, false)
        .add("customer_id", DataTypes.LongType, false)
        .add("index", DataTypes.IntegerType, false)
        .add("quantity", DataTypes.IntegerType, false)
        .add("amount", DataTypes.DoubleType, false);
  }

  @Override
  public Object[] values(Purchase purchase) {
    return new Object[] {
      (int) PurchaseSimulator.FIRST_DAY.toEpochDay() + purchase.day(),
      purchase.customer(),
      purchase.index(),
      purchase.quantity(),
      purchase.cents() / 100.0
    };
  }

  @Override
  public List<String> order() {
    return List.of("epoch_day", "customer_id", "index");
  }

  @Override
  public Column[] columns() {
    return new Column[] {
      col("id").as("purchase_id"),
      col("customer_id"),
      date_from_unix_date(col("epoch_day")).as("purchase_date"),
      col("quantity"),
      col("amount")
    };
  }
}
