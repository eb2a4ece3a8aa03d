package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import rowan.aggregate.Result;
import rowan.aggregate.Results;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The aggregates of one row of the spine, as Catalyst holds them. Numbers are not boxed. */
final class AggregateRow implements Results, Result {

  private final SparkType[] types;
  private final SpecificInternalRow row;
  private int feature;

  AggregateRow(List<SparkType> types) {
    this.types = types.toArray(SparkType[]::new);
    this.row =
        new SpecificInternalRow(
            ScalaSeq.<DataType>of(types.stream().map(SparkType::dataType).toList()));
  }

  SpecificInternalRow row() {
    return row;
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
  public void setNull() {
    row.setNullAt(feature);
  }

  @Override
  public void setLong(long value) {
    Type type = types[feature].type();
    if (type == Scalar.LONG) {
      row.setLong(feature, value);
    } else if (type == Scalar.INT) {
      row.setInt(feature, (int) value);
    } else if (type == Scalar.BOOLEAN) {
      row.setBoolean(feature, value != 0);
    } else {
      row.setDouble(feature, (double) value);
    }
  }

  @Override
  public void setDouble(double value) {
    if (types[feature].type() == Scalar.FLOAT) {
      row.setFloat(feature, (float) value);
    } else {
      row.setDouble(feature, Double.isNaN(value) ? Double.NaN : value);
    }
  }

  @Override
  public void set(Object value) {
    if (value instanceof Number number && types[feature].isPrimitive()) {
      setNumber(number);
    } else if (value instanceof Boolean flag) {
      row.setBoolean(feature, flag);
    } else {
      row.update(feature, types[feature].toCatalyst(value));
    }
  }

  private void setNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      setDouble(number.doubleValue());
    } else {
      setLong(number.longValue());
    }
  }
}
