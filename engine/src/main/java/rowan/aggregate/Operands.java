package rowan.aggregate;

import java.util.List;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;

/** What an operator takes: checks of the inputs, with messages that complete "it ". */
final class Operands {

  private static final int MAX_LIMIT = 1_000_000;
  private static final double SMALLEST_ERROR = 1e-6;

  private Operands() {}

  static Type number(Arguments arguments) {
    Type input = one(arguments, "number");
    require(isNumber(input), "takes one number, not " + input.withArticle());
    return input;
  }

  static Type one(Arguments arguments, String what) {
    List<Type> inputs = arguments.inputs();
    require(inputs.size() == 1, "takes one %s, not %s".formatted(what, parameters(inputs)));
    return inputs.get(0);
  }

  static Type ordered(Arguments arguments) {
    Type input = one(arguments, "value");
    try {
      ValueOrder.of(input);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "takes one value of a type with an order, not " + input.withArticle(), e);
    }
    return input;
  }

  /** A value that {@link ValueCounts} can count. */
  static Type countable(Arguments arguments) {
    Type input = one(arguments, "value");
    require(
        input instanceof Scalar || input instanceof Decimal || input instanceof Enumeration,
        "takes one value of a simple type, not " + input.withArticle());
    return input;
  }

  /** What may be the key of a map of categories. */
  static Type category(Type input, String what) {
    boolean fits =
        input == Scalar.STRING
            || input == Scalar.BOOLEAN
            || isInteger(input)
            || input instanceof Enumeration;
    require(
        fits,
        "takes %s (a String, an enum, an int, a long or a boolean), not %s"
            .formatted(what, input.withArticle()));
    return input;
  }

  static void noneOrOne(Arguments arguments) {
    require(
        arguments.inputs().size() <= 1,
        "takes one value or none, not " + parameters(arguments.inputs()));
  }

  /** The first so many, last so many: at least one, and so few that a state can hold them. */
  static int limit(Arguments arguments) {
    int limit = arguments.setting("value", Integer.class);
    require(
        limit >= 1 && limit <= MAX_LIMIT,
        "needs a number from 1 to %d, not %d".formatted(MAX_LIMIT, limit));
    return limit;
  }

  /** The share of values that lie below a quantile. */
  static double share(Arguments arguments) {
    double share = arguments.setting("value", Double.class);
    require(share >= 0 && share <= 1, "needs a share from 0 to 1, not " + share);
    return share;
  }

  /** The greatest relative error of an approximate quantile. */
  static double relativeError(Arguments arguments) {
    double error = arguments.setting("relativeError", Double.class);
    require(
        error >= SMALLEST_ERROR && error < 1,
        "needs a relative error from 0.000001 to below 1, not " + error);
    return error;
  }

  /** How many parameters there are, in words. */
  static String parameters(List<Type> inputs) {
    return inputs.size() == 1 ? "1 parameter" : inputs.size() + " parameters";
  }

  static boolean isNumber(Type type) {
    return isInteger(type) || isFloating(type) || type instanceof Decimal;
  }

  static boolean isInteger(Type type) {
    return type == Scalar.INT || type == Scalar.LONG;
  }

  static boolean isFloating(Type type) {
    return type == Scalar.FLOAT || type == Scalar.DOUBLE;
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
