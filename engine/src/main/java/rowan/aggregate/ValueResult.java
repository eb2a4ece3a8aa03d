package rowan.aggregate;

/** Hands over a value that was kept as an object. */
final class ValueResult {

  private ValueResult() {}

  /** Sets {@code value}, a canonical one, as its type wants it to be set. */
  static void set(Result result, Object value) {
    if (value instanceof Boolean truth) {
      result.setLong(truth ? 1 : 0);
    } else if (value instanceof Integer || value instanceof Long) {
      result.setLong(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      result.setDouble(((Number) value).doubleValue());
    } else {
      result.set(value);
    }
  }
}
