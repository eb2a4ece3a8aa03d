package rowan.inprocess;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.graph.Argument;
import rowan.graph.Node;
import rowan.plan.Call;
import rowan.plan.FeatureException;
import rowan.type.CanonicalForm;
import rowan.type.Type;

/** Computes one feature from slots into a slot: the null rule, the call, the value rules. */
final class SlotCall {

  private final Call call;
  private final MethodHandle method;
  private final int result;
  private final Type type;
  private final boolean nullable;
  private final UnaryOperator<Object> canonical;
  private final int[] arguments;
  private final Type[] argumentTypes;

  /** Arguments for which the method is not called when they are null. */
  private final int[] required;

  /**
   * @param node the feature
   * @param handle its method, or the accessor of a record's component
   * @param mayReturnNull whether the method may return null of itself
   * @param slots the slot of each node by name
   */
  SlotCall(Node node, MethodHandle handle, boolean mayReturnNull, SlotTable slots) {
    this.call = Call.of(node);
    this.result = slots.slot(node.name());
    this.type = node.type();
    this.nullable = mayReturnNull;
    this.canonical = CanonicalForm.of(type);
    List<Argument> bound = node.arguments();
    this.arguments = bound.stream().mapToInt(argument -> slots.slot(argument.node())).toArray();
    this.argumentTypes =
        bound.stream().map(argument -> slots.type(argument.node())).toArray(Type[]::new);
    this.required =
        bound.stream()
            .filter(argument -> !argument.parameter().use().nullable())
            .mapToInt(argument -> slots.slot(argument.node()))
            .toArray();
    this.method = onSlots(handle);
  }

  /** Turns a handle of the method's own type into one that takes slots and returns nothing. */
  private MethodHandle onSlots(MethodHandle handle) {
    MethodHandle[] readers = new MethodHandle[arguments.length];
    for (int i = 0; i < readers.length; i++) {
      Class<?> wanted = handle.type().parameterType(i);
      readers[i] = SlotAccess.reader(arguments[i], argumentTypes[i], wanted);
    }
    MethodHandle reading = MethodHandles.filterArguments(handle, 0, readers);
    MethodHandle oneSlots =
        MethodHandles.permuteArguments(
            readers.length == 0 ? MethodHandles.dropArguments(reading, 0, Slots.class) : reading,
            java.lang.invoke.MethodType.methodType(handle.type().returnType(), Slots.class),
            new int[Math.max(1, readers.length)]);
    MethodHandle writer = SlotAccess.writer(result, type, handle.type().returnType());
    return MethodHandles.foldArguments(writer, oneSlots);
  }

  /**
   * Computes the feature.
   *
   * @throws FeatureException when the method throws, or returns what its type cannot hold
   */
  void run(Slots slots) {
    for (int argument : required) {
      if (slots.nulls[argument]) {
        slots.nulls[result] = true;
        slots.objects[result] = null;
        return;
      }
    }
    invoke(slots);
    if (slots.nulls[result]) {
      if (!nullable) {
        throw call.returnedNull(shown(slots));
      }
    } else if (!type.isPrimitive()) {
      makeCanonical(slots);
    }
  }

  /** Computes features in order; an error names the row. */
  static void runAll(List<SlotCall> calls, Slots slots, Object row) {
    try {
      for (SlotCall call : calls) {
        call.run(slots);
      }
    } catch (FeatureException e) {
      throw new FeatureException(e.getMessage() + ", in row " + row, e.getCause());
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever an author's method throws is told as its fault
  private void invoke(Slots slots) {
    try {
      method.invokeExact(slots);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable thrown) {
      throw call.threw(thrown, shown(slots));
    }
  }

  private void makeCanonical(Slots slots) {
    Object value = slots.objects[result];
    if (value == null) {
      throw new IllegalStateException(call.feature() + " has no value");
    }
    try {
      slots.objects[result] = canonical.apply(value);
    } catch (IllegalArgumentException e) {
      throw call.returnedInvalid(e, shown(slots));
    }
  }

  private @Nullable Object[] shown(Slots slots) {
    List<@Nullable Object> shown = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      shown.add(slots.load(arguments[i], argumentTypes[i]));
    }
    return shown.toArray();
  }
}
