package rowan.inprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Result;
import rowan.aggregate.Results;
import rowan.graph.Node;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.CanonicalForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Where a pass puts its aggregates. */
final class SlotResults {

  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final List<Node> features;
  private final int[] slots;
  private final Type[] types;
  private final List<UnaryOperator<Object>> forms = new ArrayList<>();

  SlotResults(List<Node> features, SlotTable table) {
    this.features = features;
    this.slots = features.stream().mapToInt(table::slot).toArray();
    this.types = features.stream().map(Node::type).toArray(Type[]::new);
    for (Type type : types) {
      forms.add(CanonicalForm.of(type));
    }
  }

  /**
   * Takes the aggregates of one row.
   *
   * @param listener is told of those that see no event; null when nobody is
   */
  Into into(Slots row, @Nullable ScoreListener listener) {
    return new Into(row, listener);
  }

  /** The slots of one row. */
  final class Into implements Results, Result {

    private final Slots row;
    private final @Nullable ScoreListener listener;
    private int feature;

    private Into(Slots row, @Nullable ScoreListener listener) {
      this.row = row;
      this.listener = listener;
    }

    /** The feature that was written last, or is being. */
    int feature() {
      return feature;
    }

    @Override
    public Result at(int position) {
      feature = position;
      return this;
    }

    @Override
    public void empty(int aggregate) {
      if (listener != null) {
        listener.empty(features.get(aggregate));
      }
    }

    @Override
    public void setNull() {
      row.store(slots[feature], types[feature], null);
    }

    @Override
    public void setLong(long value) {
      if (types[feature] == Scalar.DOUBLE || types[feature] == Scalar.FLOAT) {
        setDouble((double) value);
      } else {
        row.setWord(slots[feature], types[feature] == Scalar.INT ? value & LOW_HALF : value);
      }
    }

    @Override
    public void setDouble(double value) {
      row.setWord(
          slots[feature],
          types[feature] == Scalar.FLOAT
              ? Float.floatToIntBits((float) value) & LOW_HALF
              : Double.doubleToLongBits(value));
    }

    @Override
    public void set(Object value) {
      if (value instanceof Number number && types[feature].isPrimitive()) {
        if (number instanceof Double || number instanceof Float) {
          setDouble(number.doubleValue());
        } else {
          setLong(number.longValue());
        }
      } else {
        row.store(slots[feature], types[feature], forms.get(feature).apply(value));
      }
    }
  }
}
