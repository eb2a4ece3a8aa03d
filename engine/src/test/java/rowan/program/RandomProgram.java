package rowan.program;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rowan.plan.Call;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.type.CanonicalForm;
import rowan.type.JavaForm;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Field;
import rowan.type.Type.ListOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;
import rowan.type.Widening;

/** A program of random operations over random inputs, and what it has to compute. */
final class RandomProgram {

  private static final Set<String> FAULTY = Set.of("faulty", "tooLate", "refuses", "fatal");

  private static final List<Method> METHODS =
      Arrays.stream(Calls.class.getMethods())
          .filter(method -> method.getDeclaringClass() == Calls.class)
          .filter(method -> !FAULTY.contains(method.getName()))
          .sorted(Comparator.comparing(Method::getName))
          .toList();

  private static final Type PAIR =
      new Struct(
          Calls.Pair.class.getName(),
          List.of(
              new Field(Name.of("left"), Scalar.INT, false),
              new Field(Name.of("right"), Scalar.DOUBLE, true),
              new Field(Name.of("text"), Scalar.STRING, false)));

  private static final Type SPOT =
      new Struct(
          Calls.Spot.class.getName(),
          List.of(
              new Field(Name.of("x"), Scalar.DOUBLE, false),
              new Field(Name.of("count"), Scalar.INT, false),
              new Field(Name.of("y"), Scalar.FLOAT, false),
              new Field(Name.of("marked"), Scalar.BOOLEAN, false)));

  private static final Map<Class<?>, Type> TYPES =
      Map.ofEntries(
          Map.entry(boolean.class, Scalar.BOOLEAN),
          Map.entry(Boolean.class, Scalar.BOOLEAN),
          Map.entry(int.class, Scalar.INT),
          Map.entry(Integer.class, Scalar.INT),
          Map.entry(long.class, Scalar.LONG),
          Map.entry(Long.class, Scalar.LONG),
          Map.entry(float.class, Scalar.FLOAT),
          Map.entry(Float.class, Scalar.FLOAT),
          Map.entry(double.class, Scalar.DOUBLE),
          Map.entry(Double.class, Scalar.DOUBLE),
          Map.entry(String.class, Scalar.STRING),
          Map.entry(Instant.class, Scalar.INSTANT),
          Map.entry(LocalDate.class, Scalar.DATE),
          Map.entry(LocalDateTime.class, Scalar.DATE_TIME),
          Map.entry(byte[].class, Scalar.BINARY),
          Map.entry(BigDecimal.class, new Decimal(20, 3)),
          Map.entry(List.class, new ListOf(Scalar.DOUBLE, true)),
          Map.entry(Calls.Pair.class, PAIR),
          Map.entry(Calls.Spot.class, SPOT),
          Map.entry(
              Calls.Hidden.class,
              new Enumeration(Calls.Hidden.class.getName(), List.of("ODD", "EVEN"))));

  private static final List<Type> INPUTS =
      List.of(
          Scalar.BOOLEAN,
          Scalar.INT,
          Scalar.LONG,
          Scalar.FLOAT,
          Scalar.DOUBLE,
          Scalar.STRING,
          Scalar.INSTANT);

  private final Random random;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final int inputs;

  RandomProgram(long seed, int size) {
    this.random = new Random(seed);
    for (Type type : INPUTS) {
      slots.add(new Slot("in" + slots.size(), type, false, false));
      slots.add(new Slot("in" + slots.size(), type, true, false));
    }
    this.inputs = slots.size();
    while (operations.size() < size) {
      int kind = random.nextInt(16);
      if (kind < 2) {
        addAccessor();
      } else if (kind == 2) {
        addVector();
      } else {
        addCall(METHODS.get(random.nextInt(METHODS.size())));
      }
    }
  }

  ProgramDescription description() {
    return new ProgramDescription(slots, operations);
  }

  private void addCall(Method method) {
    List<Operand> operands = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      List<Integer> fitting = fitting(TYPES.get(parameter.getType()));
      if (fitting.isEmpty()) {
        return;
      }
      boolean nullable = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
      operands.add(new Operand(recent(fitting), parameter.getType(), nullable));
    }
    add(
        method,
        false,
        operands,
        method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class));
  }

  private void addAccessor() {
    List<Integer> fitting = fitting(PAIR);
    if (!fitting.isEmpty()) {
      RecordComponent[] components = Calls.Pair.class.getRecordComponents();
      Method accessor = components[random.nextInt(components.length)].getAccessor();
      add(accessor, true, List.of(new Operand(recent(fitting), Calls.Pair.class, false)), true);
    }
  }

  private void addVector() {
    List<Integer> fitting = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      if (slots.get(slot).type().isPrimitive()) {
        fitting.add(slot);
      }
    }
    List<Operand> members = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      members.add(new Operand(recent(fitting), double.class, random.nextInt(3) > 0));
    }
    String name = "op" + operations.size();
    List<String> parameters = members.stream().map(o -> slots.get(o.slot()).name()).toList();
    operations.add(
        new Operation(
            new Call(name, "vector", parameters),
            Kind.VECTOR,
            Calls.class,
            "vector",
            members,
            slots.size(),
            false));
    slots.add(new Slot(name, new Type.Vector(), true, random.nextInt(3) == 0));
  }

  private List<Integer> fitting(Type wanted) {
    List<Integer> fitting = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      if (Widening.between(slots.get(slot).type(), wanted).isAllowed()) {
        fitting.add(slot);
      }
    }
    return fitting;
  }

  /** Mostly one of the latest, so that chains are long. */
  private int recent(List<Integer> fitting) {
    int back =
        random.nextInt(random.nextInt(4) == 0 ? fitting.size() : Math.min(5, fitting.size()));
    return fitting.get(fitting.size() - 1 - back);
  }

  private void add(Method method, boolean accessor, List<Operand> operands, boolean mayReturnNull) {
    String name = "op" + operations.size();
    List<String> parameters = operands.stream().map(o -> slots.get(o.slot()).name()).toList();
    operations.add(
        new Operation(
            new Call(name, method.getName(), parameters),
            accessor ? Kind.ACCESSOR : Kind.METHOD,
            method.getDeclaringClass(),
            method.getName(),
            operands,
            slots.size(),
            mayReturnNull));
    slots.add(new Slot(name, TYPES.get(method.getReturnType()), true, random.nextInt(3) == 0));
  }

  /** Values of the inputs; null for the others. */
  @Nullable Object[] row() {
    @Nullable Object[] row = new @Nullable Object[slots.size()];
    for (int i = 0; i < inputs; i++) {
      boolean isNull = slots.get(i).nullable() && random.nextInt(3) == 0;
      row[i] = isNull ? null : value((Scalar) slots.get(i).type());
    }
    return row;
  }

  private Object value(Scalar type) {
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt(5) - 2;
      case LONG -> random.nextBoolean() ? random.nextLong() : random.nextInt(3);
      case FLOAT -> new float[] {Float.NaN, -0.0f, 0.0f, 1.5f, Float.MIN_VALUE}[random.nextInt(5)];
      case DOUBLE ->
          new double[] {
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                -0.0,
                0.0,
                -1.5,
                Double.MAX_VALUE
              }
              [random.nextInt(7)];
      case STRING -> new String[] {"", "abc", "a longer text"}[random.nextInt(3)];
      default -> Instant.ofEpochSecond(random.nextInt(1_000_000_000), random.nextInt(1000) * 1000L);
    };
  }

  /** Computes the results of a row, by reflection and one after the other. */
  void fill(@Nullable Object[] row) {
    for (Operation operation : operations) {
      row[operation.result()] = evaluate(operation, row);
    }
  }

  private @Nullable Object evaluate(Operation operation, @Nullable Object[] row) {
    @Nullable Object[] arguments = new @Nullable Object[operation.operands().size()];
    Class<?>[] classes = new Class<?>[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Operand operand = operation.operands().get(i);
      Object value = row[operand.slot()];
      if (value == null && !operand.nullable()) {
        return null;
      }
      classes[i] = operand.javaClass();
      Type wanted = TYPES.get(operand.javaClass());
      arguments[i] =
          value == null || !(wanted instanceof Scalar) || operation.kind() == Kind.VECTOR
              ? value
              : JavaForm.of(wanted, name -> Object.class).convert(value);
    }
    if (operation.kind() == Kind.VECTOR) {
      return vector(operation, row);
    }
    try {
      Object result =
          operation.kind() == Kind.ACCESSOR
              ? operation.owner().getMethod(operation.method()).invoke(arguments[0])
              : operation.owner().getMethod(operation.method(), classes).invoke(null, arguments);
      return result == null
          ? null
          : CanonicalForm.of(slots.get(operation.result()).type()).apply(result);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(operation.toString(), e);
    }
  }

  private static double[] vector(Operation operation, @Nullable Object[] row) {
    return operation.operands().stream()
        .map(operand -> row[operand.slot()])
        .mapToDouble(
            value ->
                value instanceof Boolean flag
                    ? (flag ? 1 : 0)
                    : value == null ? Double.NaN : ((Number) value).doubleValue())
        .toArray();
  }
}
