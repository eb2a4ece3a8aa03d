package rowan.spark.execution;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.spark.type.SparkType;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The values of an event in an {@code UnsafeRow}, widened to what the features take. */
final class UnsafeEvent implements EventRow {

  private final int[] positions;
  private final SparkType[] types;
  private final Type[] wanted;
  private @Nullable UnsafeRow row;

  UnsafeEvent(int[] positions, List<SparkType> types, List<Type> wanted) {
    this.positions = positions;
    this.types = types.toArray(SparkType[]::new);
    this.wanted = wanted.toArray(Type[]::new);
  }

  UnsafeEvent of(UnsafeRow newRow) {
    row = newRow;
    return this;
  }

  @Override
  public boolean isNull(int column) {
    return requireNonNull(row).isNullAt(positions[column]);
  }

  @Override
  public long bits(int column) {
    UnsafeRow event = requireNonNull(row);
    int at = positions[column];
    Type type = types[column].type();
    if (type == Scalar.DOUBLE) {
      return Double.doubleToLongBits(event.getDouble(at));
    }
    if (type == Scalar.FLOAT) {
      float value = event.getFloat(at);
      return wanted[column] == Scalar.DOUBLE
          ? Double.doubleToLongBits(value)
          : Float.floatToIntBits(value);
    }
    long whole = whole(event, at, type);
    return wanted[column] == Scalar.DOUBLE ? Double.doubleToLongBits((double) whole) : whole;
  }

  private static long whole(UnsafeRow event, int at, Type type) {
    if (type == Scalar.LONG) {
      return event.getLong(at);
    }
    return type == Scalar.INT ? event.getInt(at) : event.getBoolean(at) ? 1 : 0;
  }

  @Override
  public Object object(int column) {
    SparkType type = types[column];
    return type.toJava(requireNonNull(row).get(positions[column], type.dataType()));
  }
}
