package rowan.spark.expression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.plan.Call;
import rowan.plan.FeatureException;
import rowan.program.ProgramDescription.Kind;
import rowan.spark.type.SparkType;

/**
 * A feature's call, as {@link FeatureCall} makes it; or a vector of the arguments, for which no
 * method is called.
 *
 * @param call the call, as errors tell of it
 * @param kind whether it is the call of a method, or a vector
 * @param owner the feature class
 * @param method the name of its method
 * @param parameters its parameters, in order
 * @param result the type of what it returns
 * @param mayReturnNull whether it may return null
 * @param nullable whether the feature may be null, for whatever reason
 * @param identity the rows that it is called for
 */
public record CallDescription(
    Call call,
    Kind kind,
    Class<?> owner,
    String method,
    List<ParameterDescription> parameters,
    SparkType result,
    boolean mayReturnNull,
    boolean nullable,
    RowIdentity identity)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public CallDescription {
    parameters = new ArrayList<>(parameters);
  }

  /** Whether the result is the vector of the arguments. */
  public boolean isVector() {
    return kind == Kind.VECTOR;
  }

  /**
   * A parameter and what it is given.
   *
   * @param javaClass the class that the method declares
   * @param nullable whether the method takes null
   * @param argument where the value comes from
   */
  public record ParameterDescription(Class<?> javaClass, boolean nullable, Source argument)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Where an argument comes from. */
  public sealed interface Source extends Serializable {}

  /**
   * The value of a child expression.
   *
   * @param child which
   * @param type its type, which is the parameter's or a narrower one
   * @param requiredColumn the name of a column that must not be null, when it is one
   */
  public record FromChild(int child, SparkType type, @Nullable String requiredColumn)
      implements Source {
    private static final long serialVersionUID = 1L;
  }

  /** A value that is the same for all rows. */
  public record FromInput(Constant constant) implements Source {
    private static final long serialVersionUID = 1L;
  }

  /** What stands for an argument in a vector; generated code calls it. */
  public static double member(@Nullable Object argument) {
    if (argument instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return argument == null ? Double.NaN : ((Number) argument).doubleValue();
  }

  /** The error that the column of a parameter is null; generated code throws it. */
  public FeatureException nullColumn(int parameter, @Nullable Object[] rowKey) {
    Source argument = parameters.get(parameter).argument();
    String column =
        argument instanceof FromChild from && from.requiredColumn() != null
            ? from.requiredColumn()
            : call.parameters().get(parameter);
    return identity.nullColumn(column, rowKey);
  }

  /** The error that the value of an argument is none of its type; generated code throws it. */
  public FeatureException invalidArgument(IllegalArgumentException why) {
    return new FeatureException(
        "Cannot compute %s: an argument of %s is invalid: %s"
            .formatted(call.feature(), call.method(), why.getMessage()),
        why);
  }

  /** The error that the method threw; generated code throws it. */
  public RuntimeException threw(Throwable thrown, @Nullable Object[] arguments) {
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
    return call.threw(thrown, arguments);
  }

  /** The error that the method returned null; generated code throws it. */
  public FeatureException returnedNull(@Nullable Object[] arguments) {
    return call.returnedNull(arguments);
  }

  /** The error that the result is none of its type; generated code throws it. */
  public FeatureException returnedInvalid(
      IllegalArgumentException why, @Nullable Object[] arguments) {
    return call.returnedInvalid(why, arguments);
  }
}
