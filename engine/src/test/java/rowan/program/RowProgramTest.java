package rowan.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import rowan.plan.Call;
import rowan.plan.FeatureException;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.type.Bits;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Programs described by hand and at random, against calls by reflection. */
class RowProgramTest {

  @Property(tries = 300)
  void randomProgram_computesWhatCallsByReflectionDo(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int size) {
    assertComputes(new RandomProgram(seed, size), 5);
  }

  @Property(tries = 3)
  void programOf5000Operations_computesWhatCallsByReflectionDo(@ForAll long seed) {
    assertComputes(new RandomProgram(seed, 5_000), 3);
  }

  private static void assertComputes(RandomProgram random, int rows) {
    RowProgram program = RowProgram.compile(random.description());
    Slots slots = program.newSlots();
    for (int i = 0; i < rows; i++) {
      @Nullable Object[] row = random.row();
      slots.clear();
      fill(random.description(), row, slots);
      program.run(slots);
      random.fill(row);
      assertThat(differences(random.description(), row, slots)).isEmpty();
    }
  }

  private static void fill(ProgramDescription description, @Nullable Object[] row, Slots slots) {
    for (int slot = 0; slot < row.length; slot++) {
      if (description.isInput(slot)) {
        slots.store(slot, description.slots().get(slot).type(), row[slot]);
      }
    }
  }

  private static List<String> differences(
      ProgramDescription description, @Nullable Object[] expected, Slots actual) {
    List<String> differences = new ArrayList<>();
    for (int slot = 0; slot < expected.length; slot++) {
      Slot described = description.slots().get(slot);
      Slots one = Slots.ofSize(slot + 1);
      one.store(slot, described.type(), expected[slot]);
      boolean same =
          actual.isNull(slot) == one.isNull(slot)
              && actual.words()[slot] == one.words()[slot]
              && Bits.equal(actual.objects()[slot], one.objects()[slot]);
      if (described.kept() && !same) {
        differences.add(
            "%s: expected %s, word %x, but was %s, word %x"
                .formatted(
                    described.name(),
                    TextForm.show(expected[slot]),
                    one.words()[slot],
                    TextForm.show(actual.load(slot, described.type())),
                    actual.words()[slot]));
      }
    }
    return differences;
  }

  @Property(tries = 20)
  void generatedMethods_areSmallEnoughToBeCompiled(@ForAll long seed) {
    ProgramDescription description = new RandomProgram(seed, 2_000).description();
    List<Integer> sizes = new ArrayList<>();
    for (byte[] code : new ProgramCompiler(description).code()) {
      new ClassReader(code).accept(new Sizes(sizes), 0);
    }
    assertThat(sizes).hasSizeGreaterThan(10).allSatisfy(size -> assertThat(size).isLessThan(8_000));
  }

  /** The bytes of each method of a class. */
  private static final class Sizes extends ClassVisitor {
    private final List<Integer> sizes;

    Sizes(List<Integer> sizes) {
      super(Opcodes.ASM9, new ClassWriter(0));
      this.sizes = sizes;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] thrown) {
      MethodVisitor writer = super.visitMethod(access, name, type, signature, thrown);
      return new MethodVisitor(Opcodes.ASM9, writer) {
        @Override
        public void visitMaxs(int stack, int locals) {
          Label end = new Label();
          super.visitLabel(end);
          sizes.add(end.getOffset());
          super.visitMaxs(stack, locals);
        }
      };
    }
  }

  // One operation after another, by hand.

  private static Operation call(
      String method, int result, boolean mayReturnNull, Operand... given) {
    List<String> parameters = new ArrayList<>();
    for (Operand operand : given) {
      parameters.add("p" + operand.slot());
    }
    Call call = new Call(method + "_" + result, "Calls." + method, parameters);
    return new Operation(
        call, Kind.METHOD, Calls.class, method, List.of(given), result, mayReturnNull);
  }

  private static Operand of(int slot, Class<?> type) {
    return new Operand(slot, type, false);
  }

  private static Operand nullable(int slot, Class<?> type) {
    return new Operand(slot, type, true);
  }

  private static Slot input(Type type, boolean nullable) {
    return new Slot("input", type, nullable, false);
  }

  private static Slot kept(Type type) {
    return new Slot("kept", type, true, true);
  }

  /** A program in whose middle something fails for 1, 2 and 3. */
  private static ProgramDescription faulty(int size) {
    List<Slot> slots = new ArrayList<>(List.of(input(Scalar.INT, false)));
    List<Operation> operations = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      slots.add(kept(i == size / 2 ? Scalar.STRING : Scalar.INT));
      operations.add(
          i == size / 2
              ? call("faulty", i, false, of(0, int.class))
              : call("small", i, true, nullable(0, Long.class)));
    }
    return new ProgramDescription(slots, operations);
  }

  private static Slots run(ProgramDescription description, @Nullable Object... inputs) {
    RowProgram program = RowProgram.compile(description);
    Slots slots = program.newSlots();
    for (int slot = 0; slot < inputs.length; slot++) {
      slots.store(slot, description.slots().get(slot).type(), inputs[slot]);
    }
    program.run(slots);
    return slots;
  }

  @Test
  void methodThatThrows_inTheMiddleOfABigProgram_isToldWithItsArguments() {
    assertThatThrownBy(() -> run(faulty(3_000), 1))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot compute faulty_1500: Calls.faulty threw java.lang.IllegalArgumentException: no 1"
                + " for (p0 = 1)")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run(faulty(30), 2))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot compute faulty_15: Calls.faulty threw java.lang.AssertionError for (p0 = 2)");
    assertThat(run(faulty(3_000), 4).load(1_500, Scalar.STRING)).isEqualTo("fine");
  }

  @Test
  void methodThatReturnsNullWithoutSayingSo_isTold() {
    assertThatThrownBy(() -> run(faulty(30), 3))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot compute faulty_15: Calls.faulty returned null for (p0 = 3); mark its result"
                + " @Nullable if it may");
  }

  @Test
  void methodThatReturnsWhatItsTypeCannotHold_isTold() {
    ProgramDescription description =
        new ProgramDescription(
            List.of(input(Scalar.BOOLEAN, true), kept(Scalar.INSTANT)),
            List.of(call("tooLate", 1, false, of(0, boolean.class))));
    assertThatThrownBy(() -> run(description, true))
        .isInstanceOf(FeatureException.class)
        .hasMessageStartingWith(
            "Cannot compute tooLate_1: Calls.tooLate returned an invalid value for (p0 = true): the"
                + " instant +1000000000-12-31T23:59:59.999999999Z is out of range");
    assertThat(run(description, false).words()[1]).isZero();
    assertThat(run(description, new Object[] {null}).isNull(1)).isTrue();
  }

  @Test
  void errorOfTheMachine_isThrownAsItIs() {
    ProgramDescription description =
        new ProgramDescription(
            List.of(input(Scalar.INT, false), kept(Scalar.INT)),
            List.of(call("fatal", 1, false, of(0, int.class))));
    assertThatThrownBy(() -> run(description, 7))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("not really, 7");
  }

  @Test
  void failure_showsArgumentsAsTheyWereGiven_nullsToo() {
    Operand[] operands = {of(0, double.class), nullable(1, String.class), nullable(2, Long.class)};
    ProgramDescription description =
        new ProgramDescription(
            List.of(
                input(Scalar.INT, false),
                input(Scalar.STRING, true),
                input(Scalar.INT, true),
                kept(Scalar.INT)),
            List.of(call("refuses", 3, false, operands)));
    assertThatThrownBy(() -> run(description, 7, "a", null))
        .hasMessageEndingWith("for (p0 = 7, p1 = \"a\", p2 = null)");
    assertThatThrownBy(() -> run(description, 7, null, 8))
        .hasMessageEndingWith("for (p0 = 7, p1 = null, p2 = 8)");
  }

  /** A class with the method {@code over}: one divided by its first argument, of very many. */
  private static Class<?> manyParameters(int count) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Many", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "over",
            "(" + "D".repeat(count) + ")I",
            null,
            null);
    code.visitCode();
    code.visitInsn(Opcodes.ICONST_1);
    code.visitVarInsn(Opcodes.DLOAD, 0);
    code.visitInsn(Opcodes.D2I);
    code.visitInsn(Opcodes.IDIV);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    byte[] bytes = writer.toByteArray();
    return new ClassLoader(RowProgramTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass("Many", bytes, 0, bytes.length);
      }
    }.define();
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void methodOfAsManyParametersAsThereCanBe_isCalled_andTold(
      @ForAll @IntRange(min = 98, max = 127) int count) {
    List<Slot> slots = new ArrayList<>();
    List<Operand> operands = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    @Nullable Object[] inputs = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      slots.add(input(i == 1 ? Scalar.INT : Scalar.DOUBLE, false));
      operands.add(of(i, double.class));
      parameters.add("p" + i);
      inputs[i] = i == 1 ? (Object) 5 : (Object) (i + 0.5);
    }
    slots.add(kept(Scalar.INT));
    Operation over =
        new Operation(
            new Call("many", "Many.over", parameters),
            Kind.METHOD,
            manyParameters(count),
            "over",
            operands,
            count,
            false);
    ProgramDescription description = new ProgramDescription(slots, List.of(over));
    assertThatThrownBy(() -> run(description, inputs))
        .hasMessageStartingWith(
            "Cannot compute many: Many.over threw java.lang.ArithmeticException: / by zero for (p0 ="
                + " 0.5, p1 = 5, p2 = 2.5, ")
        .hasMessageEndingWith(", p%d = %s)".formatted(count - 1, count - 0.5));
    inputs[0] = 1.0;
    assertThat(run(description, inputs).load(count, Scalar.INT)).isEqualTo(1);
  }

  @Test
  void description_thatReadsWhatIsNotThereYet_isRefused() {
    List<Slot> slots = List.of(kept(Scalar.BOOLEAN), kept(Scalar.BOOLEAN));
    Operation first = call("flip", 0, false, of(1, boolean.class));
    Operation second = call("flip", 1, false, of(0, boolean.class));
    assertThatThrownBy(() -> new ProgramDescription(slots, List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("flip_0 reads slot 1 before it is filled");
    assertThatThrownBy(
            () ->
                new ProgramDescription(
                    List.of(input(Scalar.BOOLEAN, false), kept(Scalar.BOOLEAN)),
                    List.of(second, second)))
        .hasMessage("slot 1 is filled twice, once by flip_1");
  }

  @Test
  void methodThatIsGone_isTold() {
    ProgramDescription description =
        new ProgramDescription(
            List.of(input(Scalar.INT, false), kept(Scalar.INT)),
            List.of(call("gone", 1, false, of(0, int.class))));
    assertThatThrownBy(() -> RowProgram.compile(description))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Calls.gone has no such method any more; is another version of the class on the class"
                + " path?");
  }

  @Test
  void constants_stayFromRowToRow() {
    ProgramDescription description =
        new ProgramDescription(
            List.of(input(Scalar.INT, true), input(Scalar.BOOLEAN, true), kept(Scalar.LONG)),
            List.of(
                call(
                    "orNothing", 2, true, nullable(0, Integer.class), nullable(1, Boolean.class))));
    RowProgram program = RowProgram.compile(description);
    Slots slots = program.newSlots();
    slots.setConstant(1, Scalar.BOOLEAN, null);
    slots.store(0, Scalar.INT, 1);
    program.run(slots);
    assertThat(slots.isNull(2)).isTrue();

    slots.setConstant(1, Scalar.BOOLEAN, true);
    Slots copy = slots.copy();
    for (Slots each : List.of(slots, copy)) {
      each.clear();
      each.store(0, Scalar.INT, 2);
      program.run(each);
      assertThat(each.load(2, Scalar.LONG)).isEqualTo(2L);
    }
  }

  // As a job and a service use them.

  @Property(tries = 20)
  void description_survivesSerialization(@ForAll long seed) throws Exception {
    RandomProgram random = new RandomProgram(seed, 60);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(random.description());
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ProgramDescription copy = (ProgramDescription) in.readObject();
    assertThat(copy).isEqualTo(random.description());

    Slots slots = RowProgram.compile(copy).newSlots();
    @Nullable Object[] row = random.row();
    fill(copy, row, slots);
    RowProgram.compile(copy).run(slots);
    random.fill(row);
    assertThat(differences(copy, row, slots)).isEmpty();
  }

  @Test
  void oneProgram_isRunByManyThreads() throws Exception {
    RandomProgram random = new RandomProgram(8, 400);
    ProgramDescription description = random.description();
    RowProgram program = RowProgram.compile(description);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(random.row());
      random.fill(rows.get(i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> found = new ArrayList<>();
      for (@Nullable Object[] row : rows) {
        found.add(threads.submit(() -> runOften(program, row)));
      }
      for (Future<List<String>> each : found) {
        assertThat(each.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> runOften(RowProgram program, @Nullable Object[] row) {
    Slots slots = program.newSlots();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < 2_000 && differences.isEmpty(); i++) {
      slots.clear();
      fill(program.description(), row, slots);
      program.run(slots);
      differences.addAll(differences(program.description(), row, slots));
    }
    return differences;
  }

  /** Loads the classes that programs call itself, and not by its parent. */
  private static final class ChildLoader extends ClassLoader {
    ChildLoader() {
      super(RowProgramTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Calls.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void definitions_ofSeveralChildLoaders_areCalledAsTheyAre() throws Exception {
    List<Slot> slots =
        new ArrayList<>(
            List.of(
                input(Scalar.INT, false), input(Scalar.DOUBLE, true), input(Scalar.STRING, false)));
    List<Operation> operations = new ArrayList<>();
    List<Class<?>> pairs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Class<?> calls = new ChildLoader().loadClass(Calls.class.getName());
      Class<?> pair = calls.getClassLoader().loadClass(Calls.Pair.class.getName());
      pairs.add(pair);
      int next = slots.size();
      slots.add(kept(new Type.Opaque(pair.getName())));
      slots.add(kept(Scalar.STRING));
      slots.add(kept(Scalar.BINARY));
      operations.add(
          new Operation(
              new Call("pair", "pair", List.of("left", "right", "text")),
              Kind.METHOD,
              calls,
              "pair",
              List.of(of(0, int.class), nullable(1, Double.class), of(2, String.class)),
              next,
              false));
      operations.add(
          new Operation(
              new Call("text", "text", List.of("pair")),
              Kind.ACCESSOR,
              pair,
              "text",
              List.of(of(next, pair)),
              next + 1,
              false));
      operations.add(
          new Operation(
              new Call("bytes", "bytes", List.of("text")),
              Kind.METHOD,
              calls,
              "bytes",
              List.of(of(next + 1, String.class)),
              next + 2,
              false));
    }
    Slots run = run(new ProgramDescription(slots, operations), 1, null, "abc");
    for (int i = 0; i < 3; i++) {
      Object pair = run.objects()[3 + 3 * i];
      assertThat(pair).isInstanceOf(pairs.get(i)).isNotInstanceOf(Calls.Pair.class);
      assertThat(run.objects()[4 + 3 * i]).isEqualTo("abc");
      assertThat((byte[]) run.objects()[5 + 3 * i]).containsExactly('a', 'b', 'c');
    }
  }
}
