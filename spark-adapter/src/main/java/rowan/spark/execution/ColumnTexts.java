package rowan.spark.execution;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.SparkType;

/**
 * The texts of a column. Where a batch has them by a dictionary, as Parquet files mostly have what
 * repeats, each is read and decoded once a batch, however many rows have it. Generated code asks
 * for them.
 */
public final class ColumnTexts {

  private static final int FEW = 16;

  private @Nullable ColumnVector column;
  private @Nullable WritableColumnVector ids;
  private boolean anyNull;

  /** What is known of a number in the dictionary, if it is of this batch. */
  private int batch;

  private int[] batches = new int[FEW];
  private @Nullable UTF8String[] texts = new UTF8String[FEW];
  private @Nullable String[] decoded = new String[FEW];

  /** The next batch. */
  public void read(ColumnVector next) {
    column = next;
    anyNull = next.hasNull();
    ids =
        next instanceof WritableColumnVector vector && vector.hasDictionary()
            ? vector.getDictionaryIds()
            : null;
    batch++;
  }

  /** Whether a text is null. */
  public boolean isNull(int row) {
    return anyNull && column().isNullAt(row);
  }

  private ColumnVector column() {
    return requireNonNull(column, "no batch was read");
  }

  /** A text that is not null, as it is in Spark. */
  public UTF8String text(int row) {
    if (ids == null) {
      return column().getUTF8String(row);
    }
    int id = ids.getDictId(row);
    if (id >= batches.length) {
      grow(2 * id);
    }
    if (batches[id] != batch) {
      batches[id] = batch;
      texts[id] = column().getUTF8String(row);
      decoded[id] = null;
    }
    return requireNonNull(texts[id]);
  }

  private void grow(int size) {
    batches = Arrays.copyOf(batches, size);
    texts = Arrays.copyOf(texts, size);
    decoded = Arrays.copyOf(decoded, size);
  }

  /**
   * The same in Java.
   *
   * @param text what {@link #text} returns
   */
  public String decoded(int row, UTF8String text) {
    if (ids == null) {
      return SparkType.text(text);
    }
    int id = ids.getDictId(row);
    String known = decoded[id];
    if (known == null) {
      known = SparkType.text(text);
      decoded[id] = known;
    }
    return known;
  }
}
