package rowan.aggregate;

/** Takes the value of an aggregate. A value is widened where the feature's type is wider. */
public interface Result {

  /** The value is undefined. */
  void setNull();

  /** The value is a boolean (1 is true), an int or a long. */
  void setLong(long value);

  /** The value is a float or a double. */
  void setDouble(double value);

  /** The value is an object in canonical form. */
  void set(Object value);
}
