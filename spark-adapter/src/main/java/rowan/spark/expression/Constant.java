package rowan.spark.expression;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.SparkType;
import rowan.type.Type;

/**
 * The value of an input, the same for all rows. A value of a column type travels to the executors
 * as Spark's own kind of value, since a record need not be serializable; any other, such as a
 * model, must be.
 */
public final class Constant implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable SparkType type;
  private final @Nullable Object stored;
  private transient volatile @Nullable Object value;

  private Constant(@Nullable SparkType type, @Nullable Object stored) {
    this.type = type;
    this.stored = stored;
  }

  /** A value of a column type. */
  public static Constant of(SparkType type, @Nullable Object value) {
    return new Constant(type, value == null ? null : type.toCatalyst(value));
  }

  /** A value that no column can hold. */
  public static Constant of(@Nullable Serializable value) {
    return new Constant(null, value);
  }

  /** The type of the value. */
  public Type type() {
    return type == null
        ? new Type.Opaque(stored == null ? "null" : stored.getClass().getName())
        : type.type();
  }

  /** The Java value. */
  public @Nullable Object value() {
    if (value == null && stored != null) {
      value = Optional.ofNullable(type).map(t -> t.toJava(stored)).orElse(stored);
    }
    return value;
  }

  /** What no column can hold, such as a model, is compared by identity: it may be large. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Constant constant
        && Objects.equals(constant.type, type)
        && (type == null ? constant.stored == stored : Objects.equals(constant.stored, stored));
  }

  @Override
  public int hashCode() {
    return type == null ? System.identityHashCode(stored) : Objects.hash(type, stored);
  }
}
