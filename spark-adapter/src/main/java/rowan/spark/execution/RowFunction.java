package rowan.spark.execution;

import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import rowan.program.RowProgram;
import rowan.program.Slots;

/** A row program from one of Spark's rows to another. */
final class RowFunction {

  private final RowProgram program;
  private final Slots slots;
  private final RowReader reader;
  private final RowWriter writer;

  /**
   * @param positions where in a row each of the columns is that are read
   */
  RowFunction(CompiledFeatures compiled, int[] positions) {
    this.program = compiled.program();
    this.slots = compiled.constants().copy();
    this.reader = new RowReader(compiled.features(), positions);
    this.writer = new RowWriter(compiled.features().outputs(), positions);
  }

  /** The row with its features; valid until the next. */
  UnsafeRow apply(UnsafeRow row) {
    slots.clear();
    reader.read(row, slots);
    program.run(slots);
    return writer.write(slots, row);
  }
}
