package rowan.fit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Event;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** A training row as an operator sees it. */
final class TrainingEvent implements Event {

  private final @Nullable Object[] row;
  private final List<Integer> positions;
  private final List<Type> types;
  private final long time;

  /**
   * The values of a row at some positions.
   *
   * @param types as what the operator takes them
   */
  TrainingEvent(@Nullable Object[] row, List<Integer> positions, List<Type> types, long time) {
    this.row = row;
    this.positions = positions;
    this.types = types;
    this.time = time;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long longAt(int position) {
    Object value = value(position);
    return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).longValue();
  }

  @Override
  public double doubleAt(int position) {
    return ((Number) value(position)).doubleValue();
  }

  /** The value, widened where the parameter is wider than what it is given. */
  @Override
  public Object valueAt(int position) {
    Object value = value(position);
    Type wanted = types.get(position);
    if (wanted == Scalar.DOUBLE) {
      return ((Number) value).doubleValue();
    }
    return wanted == Scalar.LONG ? (Object) ((Number) value).longValue() : value;
  }

  private Object value(int position) {
    return Objects.requireNonNull(row[positions.get(position)]);
  }
}
