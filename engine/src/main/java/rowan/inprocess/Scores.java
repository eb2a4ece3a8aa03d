package rowan.inprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The features of one row. Numbers and booleans are read without boxing, by name in any spelling or
 * by position; a service looks positions up once, with {@link #position}.
 */
public final class Scores {

  private final ScoreLayout layout;
  private final Slots slots;
  private boolean isComplete = true;

  Scores(ScoreLayout layout, Slots slots) {
    this.layout = layout;
    this.slots = slots;
  }

  /** The slots, for the scorer whose layout it is. */
  Slots slotsOf(ScoreLayout scorer) {
    if (scorer != layout) {
      throw new IllegalArgumentException("These scores are of another scorer");
    }
    return slots;
  }

  /**
   * Whether the row saw all events that it should. It did not when the scorer had to forget some of
   * them to keep within its {@link rowan.state.Retention}; its aggregates may then be wrong.
   */
  public boolean isComplete() {
    return isComplete;
  }

  void setComplete(boolean complete) {
    isComplete = complete;
  }

  /**
   * Where a feature is; the same for all rows of a scorer.
   *
   * @throws IllegalArgumentException when the plan has no such feature
   */
  public int position(String feature) {
    return layout.position(feature);
  }

  /** Whether the feature is null. */
  public boolean isNull(String feature) {
    return isNull(position(feature));
  }

  /** Whether the feature at a position is null. */
  public boolean isNull(int position) {
    return slots.isNull(layout.slot(position));
  }

  /**
   * A boolean feature.
   *
   * @throws IllegalStateException when it is null or of another type; so do the other getters
   */
  public boolean asBoolean(String feature) {
    return asBoolean(position(feature));
  }

  /** The boolean feature at a position. */
  public boolean asBoolean(int position) {
    return bits(position, "boolean", Scalar.BOOLEAN) != 0;
  }

  /** An int feature. */
  public int asInt(String feature) {
    return asInt(position(feature));
  }

  /** The int feature at a position. */
  public int asInt(int position) {
    return (int) bits(position, "int", Scalar.INT);
  }

  /** A long or int feature. */
  public long asLong(String feature) {
    return asLong(position(feature));
  }

  /** The long or int feature at a position. */
  public long asLong(int position) {
    long bits = bits(position, "long", Scalar.LONG, Scalar.INT);
    return layout.type(position) == Scalar.INT ? (int) bits : bits;
  }

  /** A float feature. */
  public float asFloat(String feature) {
    return asFloat(position(feature));
  }

  /** The float feature at a position. */
  public float asFloat(int position) {
    return Float.intBitsToFloat((int) bits(position, "float", Scalar.FLOAT));
  }

  /** A numeric feature, widened to a double. */
  public double asDouble(String feature) {
    return asDouble(position(feature));
  }

  /** The numeric feature at a position, widened to a double. */
  public double asDouble(int position) {
    long bits = bits(position, "double", Scalar.DOUBLE, Scalar.FLOAT, Scalar.LONG, Scalar.INT);
    Type type = layout.type(position);
    if (type == Scalar.DOUBLE) {
      return Double.longBitsToDouble(bits);
    }
    if (type == Scalar.FLOAT) {
      return Float.intBitsToFloat((int) bits);
    }
    return type == Scalar.INT ? (int) bits : (double) bits;
  }

  /** A feature of any type as an object, null when it is null. */
  public @Nullable Object value(String feature) {
    return value(position(feature));
  }

  /** The feature at a position as an object, null when it is null. */
  public @Nullable Object value(int position) {
    return slots.load(layout.slot(position), layout.type(position));
  }

  /**
   * All features as doubles, in the order of the plan, as {@link #copyTo} puts them.
   *
   * @throws IllegalStateException as {@link #copyTo}
   */
  public double[] toArray() {
    double[] values = new double[layout.features().size()];
    copyTo(values);
    return values;
  }

  /**
   * Puts all features, in the order of the plan, where a model takes them: a number widened to a
   * double, a boolean as 1 or 0, a null as NaN.
   *
   * @param into has a place for each feature, at least
   * @throws IllegalStateException when a feature is neither a number nor a boolean
   */
  public void copyTo(double[] into) {
    for (int i = 0; i < layout.features().size(); i++) {
      if (isNull(i)) {
        into[i] = Double.NaN;
      } else if (layout.type(i) == Scalar.BOOLEAN) {
        into[i] = asBoolean(i) ? 1 : 0;
      } else {
        into[i] = asDouble(i);
      }
    }
  }

  /**
   * The features as a record, each component the feature of its name in any spelling. Numbers are
   * widened where the component is wider.
   *
   * @throws IllegalArgumentException when the plan has no feature of a component's name, the
   *     component cannot hold it, or it is null and the component a primitive
   */
  public <R extends Record> R as(Class<R> type) {
    return layout.form(type).make(this);
  }

  /** All features as objects, by name, in the order of the plan. */
  public Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < layout.features().size(); i++) {
      values.put(layout.features().get(i).column(), value(i));
    }
    return values;
  }

  private long bits(int position, String wanted, Scalar... readable) {
    Type type = layout.type(position);
    for (Scalar scalar : readable) {
      if (type == scalar) {
        if (isNull(position)) {
          throw unreadable(position, wanted, "it is null; ask isNull first");
        }
        return slots.words()[layout.slot(position)];
      }
    }
    throw unreadable(position, wanted, "it is a " + type);
  }

  private IllegalStateException unreadable(int position, String wanted, String why) {
    return new IllegalStateException(
        "Cannot read %s as a %s: %s"
            .formatted(layout.features().get(position).name(), wanted, why));
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
