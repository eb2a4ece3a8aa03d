package rowan.graph;

import java.math.BigDecimal;
import rowan.type.CanonicalForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The value of an operator over no events, in the feature's type. */
final class EmptyValue {

  private EmptyValue() {}

  /**
   * Brings a number to a type.
   *
   * @throws IllegalArgumentException when the type cannot hold it; the message completes "it "
   */
  static Object of(double value, Type type) {
    if (type instanceof Type.Decimal) {
      return CanonicalForm.of(type).apply(BigDecimal.valueOf(value));
    }
    if (type == Scalar.DOUBLE) {
      return value;
    }
    if (type == Scalar.FLOAT) {
      return (float) value;
    }
    if (type == Scalar.LONG && (double) (long) value == value) {
      return (long) value;
    }
    if (type == Scalar.INT && (double) (int) value == value) {
      return (int) value;
    }
    throw new IllegalArgumentException("cannot be " + type.withArticle());
  }
}
