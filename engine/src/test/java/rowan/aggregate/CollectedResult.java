package rowan.aggregate;

import org.jspecify.annotations.Nullable;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Keeps the value of an operator, and fails when it is set in another form than its type has. */
final class CollectedResult implements Result {

  private final Type type;
  private @Nullable Object value;
  private boolean set;

  CollectedResult(Type type) {
    this.type = type;
  }

  @Nullable Object value() {
    if (!set) {
      throw new AssertionError("the operator set no value");
    }
    return value;
  }

  @Override
  public void setNull() {
    set = true;
  }

  @Override
  public void setLong(long number) {
    set = true;
    if (type == Scalar.BOOLEAN) {
      value = number == 1;
    } else if (type == Scalar.INT) {
      value = Math.toIntExact(number);
    } else if (type == Scalar.LONG) {
      value = number;
    } else {
      throw new AssertionError("setLong for a " + type);
    }
  }

  @Override
  public void setDouble(double number) {
    set = true;
    if (type == Scalar.FLOAT) {
      value = (float) number;
    } else if (type == Scalar.DOUBLE) {
      value = number;
    } else {
      throw new AssertionError("setDouble for a " + type);
    }
  }

  @Override
  public void set(Object object) {
    set = true;
    if (type instanceof Scalar scalar && scalar.compareTo(Scalar.STRING) < 0) {
      throw new AssertionError("set for a " + type);
    }
    value = object;
  }
}
