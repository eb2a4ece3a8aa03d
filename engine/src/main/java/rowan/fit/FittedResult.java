package rowan.fit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Result;
import rowan.type.JavaForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Takes a fitted value, as its feature's type. */
final class FittedResult implements Result {

  private final Type type;
  private final JavaForm form;
  private @Nullable Object value;

  FittedResult(Type type, Function<String, Class<?>> classNamed) {
    this.type = type;
    this.form = JavaForm.of(type, classNamed);
  }

  /** The value that was set last. */
  @Nullable Object value() {
    return value;
  }

  @Override
  public void setNull() {
    value = null;
  }

  @Override
  public void setLong(long number) {
    if (type == Scalar.BOOLEAN) {
      value = number != 0;
    } else {
      set(type == Scalar.INT ? (Object) (int) number : number);
    }
  }

  @Override
  public void setDouble(double number) {
    set(type == Scalar.FLOAT ? (Object) (float) number : number);
  }

  @Override
  public void set(Object whole) {
    value = form.convert(whole);
  }
}
