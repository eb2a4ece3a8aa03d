package rowan.inprocess;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.plan.Pass;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The values that a pass keeps of an event, in slots, widened to what the features take. */
final class SlotEvent {

  private static final int WHOLE_ROW = -1;

  private final int[] slots;
  private final Type[] types;
  private final Type[] wanted;

  SlotEvent(List<Pass.Value> values, SlotTable table) {
    this.slots =
        values.stream()
            .mapToInt(value -> value.node().map(table::slot).orElse(WHOLE_ROW))
            .toArray();
    this.types =
        values.stream()
            .map(value -> value.node().map(node -> node.type()).orElse(value.type()))
            .toArray(Type[]::new);
    this.wanted = values.stream().map(Pass.Value::type).toArray(Type[]::new);
  }

  /**
   * The values of a row.
   *
   * @param whole the row itself, where a value is that
   */
  EventRow of(Slots row, @Nullable Object whole) {
    return new EventRow() {
      @Override
      public boolean isNull(int column) {
        return slots[column] != WHOLE_ROW && row.isNull(slots[column]);
      }

      @Override
      public long bits(int column) {
        return SlotEvent.this.bits(row.words()[slots[column]], column);
      }

      @Override
      public Object object(int column) {
        return requireNonNull(slots[column] == WHOLE_ROW ? whole : row.objects()[slots[column]]);
      }
    };
  }

  private long bits(long bits, int column) {
    long value = types[column] == Scalar.INT ? (int) bits : bits;
    if (wanted[column] != Scalar.DOUBLE || types[column] == Scalar.DOUBLE) {
      return value;
    }
    double wide =
        types[column] == Scalar.FLOAT ? Float.intBitsToFloat((int) value) : (double) value;
    return Double.doubleToLongBits(wide);
  }
}
