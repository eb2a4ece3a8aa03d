package rowan.spark.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Output;

/**
 * Writes the first slots of a program as one of Spark's rows. Their null bits and words are there
 * as a row must have them, and are copied; only what has no fixed width is written one by one.
 */
final class RowWriter {

  private final int groups;
  private final int fields;

  /** Which bits of the last group of null bits are of fields, and not of further slots. */
  private final long lastGroup;

  /** Decimals in a long, which a program has as objects only. */
  private final int[] decimals;

  private final long[] fixed;
  private final UnsafeRow row;
  private final @Nullable VariableFields variable;

  /**
   * @param positions where in the row that was read each column is
   */
  RowWriter(List<Output> outputs, int[] positions) {
    this.fields = outputs.size();
    this.groups = UnsafeRow.calculateBitSetWidthInBytes(fields) / Long.BYTES;
    this.lastGroup = fields % Long.SIZE == 0 ? -1L : (1L << fields) - 1;
    this.fixed = new long[groups + fields];
    this.row = new UnsafeRow(fields);
    row.pointTo(fixed, Platform.LONG_ARRAY_OFFSET, fixed.length * Long.BYTES);
    this.decimals = decimals(outputs);
    this.variable =
        outputs.stream().allMatch(output -> UnsafeRow.isFixedLength(output.dataType()))
            ? null
            : new VariableFields(outputs, positions);
  }

  private static int[] decimals(List<Output> outputs) {
    List<Integer> decimals = new ArrayList<>();
    for (int field = 0; field < outputs.size(); field++) {
      Output output = outputs.get(field);
      if (output.computed() != null
          && output.dataType() instanceof DecimalType
          && UnsafeRow.isFixedLength(output.dataType())) {
        decimals.add(field);
      }
    }
    return decimals.stream().mapToInt(field -> field).toArray();
  }

  /**
   * A row of the values; valid until the next.
   *
   * @param input the row that was read, if any field of it is passed on that has no fixed width
   */
  UnsafeRow write(Slots values, @Nullable UnsafeRow input) {
    for (int field : decimals) {
      Object decimal = values.isNull(field) ? null : values.objects()[field];
      long word = decimal == null ? 0 : ((BigDecimal) decimal).unscaledValue().longValue();
      values.setWord(field, word);
    }
    System.arraycopy(values.nulls(), 0, fixed, 0, groups);
    fixed[groups - 1] &= lastGroup;
    System.arraycopy(values.words(), 0, fixed, groups, fields);
    return variable == null ? row : variable.write(fixed, values, input);
  }
}
