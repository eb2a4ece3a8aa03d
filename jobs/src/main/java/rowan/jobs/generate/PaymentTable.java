package rowan.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_seconds;

import java.util.List;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Payments as a table. */
record PaymentTable(PaymentSettings settings) implements EventTable<Payment> {

  private static final int SECONDS_PER_SLOT = 3_600;
  private static final int SLOTS_PER_DAY = PaymentSimulator.SECONDS_PER_DAY / SECONDS_PER_SLOT;
  private static final long PAYMENTS_PER_DAY = 2;

  @Override
  public long customers() {
    return settings.customers();
  }

  @Override
  public long expectedEvents() {
    return settings.customers() * settings.days() * PAYMENTS_PER_DAY;
  }

  @Override
  public int slots() {
    return settings.days() * SLOTS_PER_DAY;
  }

  @Override
  public int slot(Payment payment) {
    return payment.day() * SLOTS_PER_DAY + payment.second() / SECONDS_PER_SLOT;
  }

  @Override
  public LongFunction<List<Payment>> simulator() {
    return new PaymentSimulator(settings)::payments;
  }

  @Override
  public StructType travelling() {
    return new StructType()
        .add("epoch_second", DataTypes.LongType, false)
        .add("customer_id", DataTypes.LongType, false)
        .add("index", DataTypes.IntegerType, false)
        .add("terminal_id", DataTypes.LongType, false)
        .add("tx_amount", DataTypes.DoubleType, false)
        .add("tx_fraud", DataTypes.IntegerType, false);
  }

  @Override
  public Object[] values(Payment payment) {
    long day = PaymentSimulator.FIRST_DAY.toEpochDay() + payment.day();
    return new Object[] {
      day * PaymentSimulator.SECONDS_PER_DAY + payment.second(),
      payment.customer(),
      payment.index(),
      (long) payment.terminal(),
      payment.cents() / 100.0,
      payment.fraud() ? 1 : 0
    };
  }

  @Override
  public List<String> order() {
    return List.of("epoch_second", "customer_id", "index");
  }

  @Override
  public Column[] columns() {
    return new Column[] {
      col("id").as("transaction_id"),
      // From a number, because from a java.sql.Timestamp it would go by way of a time zone.
      timestamp_seconds(col("epoch_second")).as("tx_datetime"),
      col("customer_id"),
      col("terminal_id"),
      col("tx_amount"),
      col("tx_fraud")
    };
  }
}
