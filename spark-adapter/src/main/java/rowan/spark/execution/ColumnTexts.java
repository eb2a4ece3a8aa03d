package rowan.spark.execution;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.SparkType;

/**
 * The texts of a column, row by row. Where a batch has them by a dictionary, as Parquet files
 * mostly have what repeats, each is read and decoded once a batch, however many rows have it.
 * Generated code asks for them.
 */
public final class ColumnTexts {

  private static final int FEW = 16;

  /** So many texts of a dictionary are kept at most; of more, few come often in a batch. */
  private static final int MOST = 1 << 14;

  private static final int NONE = -1;

  private @Nullable ColumnVector column;
  private @Nullable WritableColumnVector ids;
  private boolean anyNull;

  /** The number of the batch. */
  private int batch;

  /** What is kept of the texts by their ids, and in which batch each of them was read last. */
  private @Nullable UTF8String[] texts = new UTF8String[FEW];

  private @Nullable String[] decoded = new String[FEW];
  private int[] readIn = new int[FEW];

  /** The id of the text that was asked for last, if that is kept. */
  private int id = NONE;

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
    id = ids == null ? NONE : ids.getDictId(row);
    if (id < 0 || id >= MOST) {
      id = NONE;
      return column().getUTF8String(row);
    }
    if (id >= readIn.length) {
      grow(2 * id);
    }
    if (readIn[id] != batch) {
      readIn[id] = batch;
      texts[id] = column().getUTF8String(row);
      decoded[id] = null;
    }
    return requireNonNull(texts[id]);
  }

  private void grow(int size) {
    texts = Arrays.copyOf(texts, size);
    decoded = Arrays.copyOf(decoded, size);
    readIn = Arrays.copyOf(readIn, size);
  }

  /**
   * The same in Java.
   *
   * @param text what {@link #text} returned last
   */
  public String decoded(UTF8String text) {
    if (id == NONE) {
      return SparkType.text(text);
    }
    String known = decoded[id];
    if (known == null) {
      known = SparkType.text(text);
      decoded[id] = known;
    }
    return known;
  }
}
