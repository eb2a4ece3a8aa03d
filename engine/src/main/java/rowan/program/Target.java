package rowan.program;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Optional;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;

/**
 * The method of an operation, found in its class; a vector has none. Generated code calls it by
 * name; or, where the types that it takes or returns are not public, or two loaders have classes of
 * one name, by a handle that takes them as objects.
 */
record Target(
    int number,
    Operation operation,
    MethodType type,
    boolean isInterface,
    Optional<MethodHandle> handle) {

  /**
   * Finds the method.
   *
   * @throws IllegalArgumentException when it cannot be called
   * @throws IllegalStateException when its class has it no more
   */
  static Target of(int number, Operation operation, ProgramLoader loader) {
    if (operation.kind() == Kind.VECTOR) {
      MethodType type = MethodType.methodType(double[].class);
      return new Target(number, operation, type, false, Optional.empty());
    }
    try {
      MethodHandle handle = MethodHandles.publicLookup().unreflect(method(operation));
      MethodType named = named(handle.type(), loader);
      boolean linkable = named.equals(handle.type()) && canLink(operation.owner(), loader);
      return new Target(
          number,
          operation,
          named,
          operation.owner().isInterface(),
          linkable ? Optional.empty() : Optional.of(handle.asType(named)));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Cannot call %s; its package must be open to its callers"
              .formatted(operation.call().method()),
          e);
    }
  }

  private static Method method(Operation operation) {
    Class<?>[] parameters =
        operation.kind() == Kind.ACCESSOR
            ? new Class<?>[0]
            : operation.operands().stream().map(Operand::javaClass).toArray(Class<?>[]::new);
    try {
      return operation.owner().getMethod(operation.method(), parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "%s has no such method any more; is another version of the class on the class path?"
              .formatted(operation.call().method()),
          e);
    }
  }

  private static boolean canLink(Class<?> type, ProgramLoader loader) {
    if (type.isArray()) {
      return canLink(type.getComponentType(), loader);
    }
    try {
      return type.isPrimitive()
          || (MethodHandles.publicLookup().accessClass(type) == type && loader.link(type));
    } catch (IllegalAccessException e) {
      return false;
    }
  }

  /** The type, with objects for what generated code cannot name. */
  private static MethodType named(MethodType type, ProgramLoader loader) {
    MethodType named = type;
    for (int i = 0; i < type.parameterCount(); i++) {
      if (!canLink(type.parameterType(i), loader)) {
        named = named.changeParameterType(i, Object.class);
      }
    }
    return canLink(type.returnType(), loader) ? named : named.changeReturnType(Object.class);
  }

  Class<?> parameter(int index) {
    return type.parameterType(index);
  }

  Class<?> result() {
    return type.returnType();
  }

  /** Whether the method itself may give no value. */
  boolean mayReturnNull() {
    return operation.mayReturnNull() && !result().isPrimitive();
  }
}
