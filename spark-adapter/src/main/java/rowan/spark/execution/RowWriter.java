package rowan.spark.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Output;

/**
 * Makes one of Spark's rows of the first slots of a program. Their words are the row already, but
 * for its null bits; only what has no fixed width is written one by one.
 */
final class RowWriter {

  private final int groups;

  /** Which bits of the last group of null bits are of fields, and not of further slots. */
  private final long lastGroup;

  /** The slots of decimals in a long, which a program has as objects only. */
  private final int[] decimals;

  private final UnsafeRow row;
  private final @Nullable VariableFields variable;

  /**
   * @param slots the slots that all rows are written from
   * @param positions where in the row that was read each column is
   * @param texts the texts that were read, by their slots
   */
  RowWriter(RowFeatures features, Slots slots, int[] positions, UTF8String[] texts) {
    int fields = features.outputs().size();
    this.groups = RowFeatures.nullWords(fields);
    this.lastGroup = fields % Long.SIZE == 0 ? -1L : (1L << fields) - 1;
    this.row = new UnsafeRow(fields);
    row.pointTo(slots.words(), Platform.LONG_ARRAY_OFFSET, (groups + fields) * Long.BYTES);
    this.decimals = decimals(features);
    this.variable =
        features.outputs().stream().allMatch(output -> UnsafeRow.isFixedLength(output.dataType()))
            ? null
            : new VariableFields(features, positions, texts);
  }

  private static int[] decimals(RowFeatures features) {
    List<Integer> decimals = new ArrayList<>();
    for (int field = 0; field < features.outputs().size(); field++) {
      Output output = features.outputs().get(field);
      if (output.computed() != null
          && output.dataType() instanceof DecimalType
          && UnsafeRow.isFixedLength(output.dataType())) {
        decimals.add(features.slot(field));
      }
    }
    return decimals.stream().mapToInt(slot -> slot).toArray();
  }

  /**
   * A row of the values; valid until the next.
   *
   * @param input the row that was read; null when its values were, and then no field is passed on
   *     that is neither of fixed width nor a text
   */
  UnsafeRow write(Slots values, @Nullable UnsafeRow input) {
    for (int slot : decimals) {
      Object decimal = values.isNull(slot) ? null : values.objects()[slot];
      long word = decimal == null ? 0 : ((BigDecimal) decimal).unscaledValue().longValue();
      values.setWord(slot, word);
    }
    writeNullBits(values.words(), values.nulls());
    return variable == null ? row : variable.write(row, values, input);
  }

  /** The null bits of the fields are behind those of the slots for null bits. */
  private void writeNullBits(long[] words, long[] nulls) {
    int last = groups - 1;
    for (int group = 0; group < last; group++) {
      words[group] = bitsFrom(groups + group * Long.SIZE, nulls);
    }
    words[last] = bitsFrom(groups + last * Long.SIZE, nulls) & lastGroup;
  }

  private static long bitsFrom(int first, long[] bits) {
    int group = first / Long.SIZE;
    long low = bits[group] >>> first;
    return first % Long.SIZE == 0 || group + 1 == bits.length
        ? low
        : low | bits[group + 1] << -first;
  }
}
