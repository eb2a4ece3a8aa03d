package rowan.spark.expression;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rowan.spark.expression.CallDescription.FromChild;
import rowan.spark.expression.CallDescription.FromInput;
import rowan.spark.expression.CallDescription.ParameterDescription;
import rowan.spark.expression.CallDescription.Source;
import rowan.type.JavaForm;
import rowan.type.Type.Scalar;

/**
 * A call made by reflection, for where Catalyst interprets an expression rather than compiles it.
 */
final class InterpretedCall {

  private final CallDescription description;
  private final @Nullable Method method;

  InterpretedCall(CallDescription description) {
    this.description = description;
    this.method = description.isVector() ? null : method(description);
  }

  /** The author's method. */
  static Method method(CallDescription description) {
    Class<?>[] parameters =
        description.parameters().stream()
            .map(ParameterDescription::javaClass)
            .toArray(Class<?>[]::new);
    try {
      return description.owner().getMethod(description.method(), parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "%s has no such method any more; is another version of the class on the class path?"
              .formatted(description.call().method()),
          e);
    }
  }

  /** Applies the call to the values of the expression's children. */
  @Nullable Object apply(@Nullable Object[] children) {
    for (int i = 0; i < description.parameters().size(); i++) {
      checkColumn(i, description.parameters().get(i).argument(), children);
    }
    if (description.parameters().stream().anyMatch(parameter -> isUncalled(parameter, children))) {
      return null;
    }
    @Nullable Object[] arguments = new @Nullable Object[description.parameters().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(description.parameters().get(i), children);
    }
    return result(invoke(arguments), arguments);
  }

  private void checkColumn(int parameter, Source argument, @Nullable Object[] children) {
    if (argument instanceof FromChild from
        && from.requiredColumn() != null
        && children[from.child()] == null) {
      int keys = description.identity().types().size();
      throw description.nullColumn(
          parameter, Arrays.copyOfRange(children, children.length - keys, children.length));
    }
  }

  private static boolean isUncalled(ParameterDescription parameter, @Nullable Object[] children) {
    Object value =
        parameter.argument() instanceof FromChild from
            ? children[from.child()]
            : ((FromInput) parameter.argument()).constant().value();
    return value == null && !parameter.nullable();
  }

  private @Nullable Object argument(ParameterDescription parameter, @Nullable Object[] children) {
    if (parameter.argument() instanceof FromInput input) {
      return input.constant().value();
    }
    FromChild from = (FromChild) parameter.argument();
    Object value = children[from.child()];
    if (value == null) {
      return null;
    }
    try {
      return widened(parameter.javaClass(), from.type().toJava(value));
    } catch (IllegalArgumentException e) {
      throw description.invalidArgument(e);
    }
  }

  private static Object widened(Class<?> parameter, Object value) {
    if (parameter == Long.class || parameter == long.class) {
      return JavaForm.of(Scalar.LONG, name -> Object.class).convert(value);
    }
    if (parameter == Double.class || parameter == double.class) {
      return JavaForm.of(Scalar.DOUBLE, name -> Object.class).convert(value);
    }
    return value;
  }

  private @Nullable Object invoke(@Nullable Object[] arguments) {
    if (method == null) {
      return Arrays.stream(arguments).mapToDouble(CallDescription::member).toArray();
    }
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw description.threw(e.getTargetException(), arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object result(@Nullable Object value, @Nullable Object[] arguments) {
    if (value == null) {
      if (!description.mayReturnNull()) {
        throw description.returnedNull(arguments);
      }
      return null;
    }
    try {
      return description.result().toCatalyst(value);
    } catch (IllegalArgumentException e) {
      throw description.returnedInvalid(e, arguments);
    }
  }
}
