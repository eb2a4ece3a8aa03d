package rowan.spark.execution;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.GenerateUnsafeRowJoiner;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowJoiner;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import rowan.spark.execution.HotKeys.HotKey;
import rowan.spark.type.ScalaSeq;

/** Adds to the rows of a partition the numbers of their slices, and puts the copies after them. */
final class SliceTask implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

  private static final long serialVersionUID = 1L;

  private static final StructType ADDED =
      new StructType().add("slice", DataTypes.IntegerType).add("copy", DataTypes.BooleanType);

  private static final int[] NOWHERE = {};

  private final WindowPass pass;
  private final AsOfColumns columns;
  private final int[] positions;
  private final StructType input;
  private final HotKeys keys;

  /**
   * @param positions where in a row each of the pass's columns is
   * @param input the columns of a row
   */
  SliceTask(WindowPass pass, AsOfColumns columns, int[] positions, StructType input, HotKeys keys) {
    this.pass = pass;
    this.columns = columns;
    this.positions = positions.clone();
    this.input = input;
    this.keys = keys;
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> partition) {
    return new Slicing(partition);
  }

  /** The rows with their copies; each is valid until the next. */
  private final class Slicing implements Iterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final UnsafeProjection toUnsafe = UnsafeProjection.create(input);
    private final UnsafeProjection keyOf =
        UnsafeProjection.create(
            ScalaSeq.of(
                AsOfRow.references(
                    IntStream.range(0, columns.keys()).boxed().toList(), positions, input)));
    private final UnsafeRowJoiner joiner = GenerateUnsafeRowJoiner.create(input, ADDED);
    private final UnsafeRow added = new UnsafeRow(ADDED.length());
    private @Nullable UnsafeRow row;
    private @Nullable HotKey hot;
    private int[] copies = NOWHERE;
    private int nextCopy;

    Slicing(Iterator<InternalRow> rows) {
      this.rows = rows;
      int bytes = UnsafeRow.calculateBitSetWidthInBytes(ADDED.length()) + 8 * ADDED.length();
      added.pointTo(new byte[bytes], bytes);
    }

    @Override
    public boolean hasNext() {
      return nextCopy < copies.length || rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (nextCopy < copies.length) {
        int slice = copies[nextCopy++];
        return joined(Objects.requireNonNull(hot).number(slice), true);
      }
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow next = rows.next();
      row = next instanceof UnsafeRow unsafe ? unsafe : toUnsafe.apply(next);
      return joined(turnTo(row), false);
    }

    /** The number of the slice of a row, whose copies come next. */
    private int turnTo(UnsafeRow turned) {
      nextCopy = 0;
      copies = NOWHERE;
      hot = keys.of(keyOf.apply(turned));
      if (hot == null) {
        return HotKeys.NOT_HOT;
      }
      long time = turned.getLong(positions[columns.time()]);
      int source = source(turned);
      if (source >= 0 && !hot.isNull()) {
        copies = hot.slices().copies(source, time);
      }
      return hot.number(hot.slices().of(time));
    }

    private UnsafeRow joined(int number, boolean isCopy) {
      added.setInt(0, number);
      added.setBoolean(1, isCopy);
      return joiner.join(Objects.requireNonNull(row), added);
    }
  }

  /** The source whose event a row is; -1 when it only asks. */
  private int source(UnsafeRow row) {
    int kind = columns.kind() < 0 ? pass.sources().size() : row.getInt(positions[columns.kind()]);
    return kind < pass.sources().size() ? kind : pass.spine();
  }
}
