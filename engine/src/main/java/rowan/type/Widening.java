package rowan.type;

import rowan.type.Type.Decimal;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;

/**
 * Which values may flow where. An edge keeps its type or widens it, int to long to double and float
 * to double; it never narrows. {@code int} does not go to {@code float}, which cannot hold it.
 */
public enum Widening {
  /** The value is taken as it is. */
  SAME,
  /** The value is widened without asking. */
  WIDER,
  /** The value would lose digits or range. */
  NARROWER,
  /** The types have nothing to do with each other. */
  UNRELATED;

  /** Whether a value may flow. */
  public boolean isAllowed() {
    return this == SAME || this == WIDER;
  }

  /** What happens to a value of type {@code from} that is handed to a place of type {@code to}. */
  public static Widening between(Type from, Type to) {
    if (from.equals(to)) {
      return SAME;
    }
    if (from instanceof Scalar source && to instanceof Scalar target) {
      return betweenScalars(source, target);
    }
    if (from instanceof Decimal && to instanceof Decimal) {
      return SAME; // one Java type; a result is brought to its declared scale where it is made
    }
    if (isNumber(from) && isNumber(to)) {
      return isInteger(from) ? UNRELATED : NARROWER; // a decimal may well hold an int
    }
    if (from instanceof ListOf source && to instanceof ListOf target) {
      return keepsNulls(source.nullableElements(), target.nullableElements())
          ? sameOnly(between(source.element(), target.element()))
          : UNRELATED;
    }
    if (from instanceof MapOf source && to instanceof MapOf target) {
      return keepsNulls(source.nullableValues(), target.nullableValues())
              && between(source.key(), target.key()) == SAME
          ? sameOnly(between(source.value(), target.value()))
          : UNRELATED;
    }
    return UNRELATED;
  }

  private static Widening betweenScalars(Scalar from, Scalar to) {
    if (!isNumber(from) || !isNumber(to)) {
      return UNRELATED;
    }
    boolean widens =
        (from == Scalar.INT && (to == Scalar.LONG || to == Scalar.DOUBLE))
            || (from == Scalar.LONG && to == Scalar.DOUBLE)
            || (from == Scalar.FLOAT && to == Scalar.DOUBLE);
    return widens ? WIDER : NARROWER;
  }

  /** A Java collection is handed over whole, so its elements cannot be widened on the way. */
  private static Widening sameOnly(Widening elements) {
    return elements == SAME ? SAME : UNRELATED;
  }

  private static boolean keepsNulls(boolean from, boolean to) {
    return to || !from;
  }

  private static boolean isInteger(Type type) {
    return type == Scalar.INT || type == Scalar.LONG;
  }

  private static boolean isNumber(Type type) {
    return type instanceof Decimal
        || type == Scalar.INT
        || type == Scalar.LONG
        || type == Scalar.FLOAT
        || type == Scalar.DOUBLE;
  }
}
