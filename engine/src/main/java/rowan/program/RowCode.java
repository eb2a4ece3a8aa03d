package rowan.program;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.plan.Call;
import rowan.program.ProgramDescription.Operation;
import rowan.type.CanonicalForm;
import rowan.type.Micros;

/**
 * What the generated classes of a {@link RowProgram} extend, and call. It is public only because
 * they live in another class loader; it is nothing for others to use.
 */
public abstract class RowCode {

  private static final long LOW_HALF = 0xFFFF_FFFFL;

  /** Up to this year, and as long before the year 0, the days of every date fit 32 bits. */
  private static final int SAFE_YEAR = 5_000_000;

  private static final MethodHandle FAILED = failedHandle();

  private final List<Call> calls;
  private final List<UnaryOperator<Object>> forms;
  private final @Nullable Gathering[] gatherings;

  /** A unit of the program of a description. */
  protected RowCode(ProgramDescription description) {
    this.calls = description.operations().stream().map(Operation::call).toList();
    this.forms =
        description.operations().stream()
            .map(operation -> CanonicalForm.of(description.slots().get(operation.result()).type()))
            .toList();
    this.gatherings =
        description.operations().stream()
            .map(operation -> Gathering.of(operation, description))
            .toArray(Gathering[]::new);
  }

  /**
   * Computes what the unit computes of a row, given what its slots hold and what is beside them.
   */
  public abstract void run(Slots slots, @Nullable Object row);

  /** The method of an operation that generated code cannot name; its initializer asks for it. */
  public static MethodHandle handle(Class<?> code, int operation) {
    return ((ProgramLoader) code.getClassLoader()).handle(operation);
  }

  // What a method returned.

  /** A method returned null that may not. */
  private static final class NullResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NullResult() {
      super(null, null, false, false);
    }
  }

  /** A method returned what the feature's type cannot hold. */
  private static final class InvalidResult extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IllegalArgumentException why;

    InvalidResult(IllegalArgumentException why) {
      super(null, why, false, false);
      this.why = why;
    }
  }

  /** Fails when a result is null. */
  public static void requireResult(@Nullable Object result) {
    if (result == null) {
      throw new NullResult();
    }
  }

  /** The canonical form of a result. */
  protected final @Nullable Object canonical(@Nullable Object result, int operation) {
    try {
      return result == null ? null : forms.get(operation).apply(result);
    } catch (IllegalArgumentException e) {
      throw new InvalidResult(e);
    }
  }

  /** The canonical form of a double: all NaN are one. */
  public static double canonical(double result) {
    return Double.isNaN(result) ? Double.NaN : result;
  }

  /** The canonical form of a float: all NaN are one. */
  public static float canonical(float result) {
    return Float.isNaN(result) ? Float.NaN : result;
  }

  /** The canonical form of a string. */
  public static @Nullable String canonical(@Nullable String result) {
    return result == null ? null : CanonicalForm.string(result);
  }

  /** The canonical form of an instant. */
  public static @Nullable Instant canonical(@Nullable Instant result) {
    try {
      return result == null ? null : Micros.floor(result);
    } catch (IllegalArgumentException e) {
      throw new InvalidResult(e);
    }
  }

  /** The canonical form of a date. */
  public static @Nullable LocalDate canonical(@Nullable LocalDate result) {
    try {
      if (result != null && (result.getYear() < -SAFE_YEAR || result.getYear() > SAFE_YEAR)) {
        word(result); // the exact range check
      }
      return result;
    } catch (IllegalArgumentException e) {
      throw new InvalidResult(e);
    }
  }

  /** 1 for null, 0 otherwise. */
  public static int isNull(@Nullable Object result) {
    return result == null ? 1 : 0;
  }

  /** The value, 0 for null. */
  public static boolean unboxed(@Nullable Boolean value) {
    return value != null && value;
  }

  /** The value, 0 for null. */
  public static int unboxed(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  /** The value, 0 for null. */
  public static long unboxed(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /** The value, 0 for null. */
  public static float unboxed(@Nullable Float value) {
    return value == null ? 0 : value;
  }

  /** The value, 0 for null. */
  public static double unboxed(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  /** A vector of the values of slots; null when one is null that may not be. */
  protected final double @Nullable [] vector(long[] words, long[] nulls, int operation) {
    return Objects.requireNonNull(gatherings[operation]).vector(words, nulls);
  }

  // Arguments.

  /** The value; null when {@code isNull} is 1. */
  public static @Nullable Boolean boxed(boolean value, int isNull) {
    return isNull == 0 ? value : null;
  }

  /** The value; null when {@code isNull} is 1. */
  public static @Nullable Integer boxed(int value, int isNull) {
    return isNull == 0 ? (Integer) value : null;
  }

  /** The value; null when {@code isNull} is 1. */
  public static @Nullable Long boxed(long value, int isNull) {
    return isNull == 0 ? (Long) value : null;
  }

  /** The value; null when {@code isNull} is 1. */
  public static @Nullable Float boxed(float value, int isNull) {
    return isNull == 0 ? (Float) value : null;
  }

  /** The value; null when {@code isNull} is 1. */
  public static @Nullable Double boxed(double value, int isNull) {
    return isNull == 0 ? (Double) value : null;
  }

  // Words.

  /** The word of an instant, 0 for null. */
  public static long word(@Nullable Instant value) {
    return value == null ? 0 : Micros.of(value);
  }

  /** The word of a date-time, 0 for null. */
  public static long word(@Nullable LocalDateTime value) {
    return value == null ? 0 : Micros.of(value);
  }

  /** The word of a date, 0 for null. */
  public static long word(@Nullable LocalDate value) {
    return value == null ? 0 : Micros.days(value) & LOW_HALF;
  }

  // Failures.

  /**
   * Links a call that tells of a failure, of type {@code (Throwable, RowCode, arguments)
   * RuntimeException}, the arguments one by one or as an array. It is linked when something fails
   * first, so it costs nothing before.
   */
  public static CallSite failure(
      MethodHandles.Lookup code, String name, MethodType type, int operation) {
    MethodHandle failed = MethodHandles.insertArguments(FAILED, 2, operation);
    if (type.equals(failed.type())) {
      return new ConstantCallSite(failed);
    }
    return new ConstantCallSite(
        failed.asCollector(Object[].class, type.parameterCount() - 2).asType(type));
  }

  private static MethodHandle failedHandle() {
    MethodType type =
        MethodType.methodType(
            RuntimeException.class, Throwable.class, RowCode.class, int.class, Object[].class);
    try {
      return MethodHandles.lookup().findStatic(RowCode.class, "failed", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static RuntimeException failed(
      Throwable thrown, RowCode code, int operation, @Nullable Object[] arguments) {
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
    Call call = code.calls.get(operation);
    if (thrown instanceof NullResult) {
      return call.returnedNull(arguments);
    }
    return thrown instanceof InvalidResult invalid
        ? call.returnedInvalid(invalid.why, arguments)
        : call.threw(thrown, arguments);
  }
}
