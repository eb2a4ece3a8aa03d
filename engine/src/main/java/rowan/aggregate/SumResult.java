package rowan.aggregate;

import java.math.BigDecimal;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Scalar;

/** What a sum is: a long, a double, or a decimal of 38 digits and the scale of what is summed. */
final class SumResult {

  private SumResult() {}

  static Type type(Type input) {
    if (input instanceof Decimal decimal) {
      return new Decimal(Decimal.MAX_PRECISION, decimal.scale());
    }
    return Operands.isInteger(input) ? Scalar.LONG : Scalar.DOUBLE;
  }

  static Object value(ExactSum sum, Type type) {
    if (type instanceof Decimal decimal) {
      return decimal(sum, decimal.scale());
    }
    if (type == Scalar.LONG) {
      return sum.longValueExact();
    }
    return sum.doubleValue();
  }

  static BigDecimal decimal(ExactSum sum, int scale) {
    BigDecimal value = new BigDecimal(sum.integerValue(), scale);
    if (value.precision() > Decimal.MAX_PRECISION) {
      throw new ArithmeticException(
          "the sum %s has more than %d digits"
              .formatted(value.toPlainString(), Decimal.MAX_PRECISION));
    }
    return value;
  }
}
