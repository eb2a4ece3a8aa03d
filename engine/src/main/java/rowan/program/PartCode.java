package rowan.program;

import static org.objectweb.asm.Opcodes.*;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;

/** Writes one generated method: the calls of a part, one after the other. */
final class PartCode {

  // The locals that are its arguments; 0 is the unit itself.
  private static final int SLOTS = 1;
  private static final int ROW = 2;

  // The locals with what the slots have.
  private static final int WORDS = 3;
  private static final int OBJECTS = 4;
  private static final int NULLS = 5;

  private static final int NO_FLAG = -1;

  /** How many doubles at most are looked at together for NaN. */
  private static final int DOUBLES_AT_ONCE = 8;

  /** How many arguments a failure is told of one by one; more would not fit one call. */
  private static final int MOST_SHOWN = 100;

  private static final long LOW_HALF = 0xFFFF_FFFFL;
  private static final Type OBJECT = Type.getType(Object.class);
  private static final String BASE_TYPE = "L" + UnitCode.BASE + ";";
  private static final Handle FAILURE =
      new Handle(
          H_INVOKESTATIC,
          UnitCode.BASE,
          "failure",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;I)Ljava/lang/invoke/CallSite;",
          false);

  /**
   * A value in a local variable.
   *
   * @param type the type of the variable
   * @param slot the slot whose value it is
   * @param index the number of the variable
   * @param isNull the number of the variable that is 1 when the value is null; none of an object,
   *     or of what is never null
   */
  private record Local(Type type, int slot, int index, int isNull) {
    boolean isObject() {
      return type.getSort() >= Type.ARRAY;
    }
  }

  /**
   * Null bits that the part computes, 64 slots of them at most.
   *
   * @param index the number of the variable that they are in
   * @param slots a bit for each of the slots
   */
  private record NullBits(int index, long slots) {}

  private final String unit;
  private final MethodVisitor code;
  private final ProgramCompiler program;
  private final Map<Integer, Local> locals = new HashMap<>();
  private final Map<Integer, NullBits> nullBits = new LinkedHashMap<>();

  /** Results in local variables that may be any NaN still, and are not stored yet. */
  private final List<Local> rawDoubles = new ArrayList<>();

  private final List<Runnable> handlers = new ArrayList<>();
  private int nextLocal = NULLS + 1;

  PartCode(String unit, MethodVisitor code, ProgramCompiler program) {
    this.unit = unit;
    this.code = code;
    this.program = program;
  }

  void write(List<Target> part) {
    code.visitCode();
    take("words", "()[J", WORDS);
    take("objects", "()[Ljava/lang/Object;", OBJECTS);
    take("nulls", "()[J", NULLS);
    part.forEach(this::write);
    finishDoubles();
    nullBits.forEach(this::writeNullBits);
    code.visitInsn(RETURN);
    handlers.forEach(Runnable::run);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void take(String accessor, String type, int variable) {
    code.visitVarInsn(ALOAD, SLOTS);
    code.visitMethodInsn(INVOKEVIRTUAL, UnitCode.SLOTS, accessor, type, false);
    code.visitVarInsn(ASTORE, variable);
  }

  private void write(Target target) {
    Operation operation = target.operation();
    if (operation.kind() == Kind.VECTOR) {
      writeVector(target);
      return;
    }
    for (Operand operand : operation.operands()) {
      if (rawDoubles.contains(local(operand.slot()))) {
        finishDoubles();
      }
    }
    int slot = operation.result();
    Local result = newLocal(slot, target.result());
    Label skipped = new Label();
    boolean canSkip = skipOnNull(operation, skipped);
    writeCall(target, result);
    if (canSkip) {
      Label done = new Label();
      code.visitJumpInsn(GOTO, done);
      code.visitLabel(skipped);
      writeNull(result);
      code.visitLabel(done);
    }
    locals.put(slot, result);
    if (result.type().equals(Type.DOUBLE_TYPE)) {
      rawDoubles.add(result);
      if (rawDoubles.size() == DOUBLES_AT_ONCE) {
        finishDoubles();
      }
    } else if (program.isStored(slot)) {
      store(result);
    }
  }

  /** A vector begins its part, so that all its members are in their slots. */
  private void writeVector(Target target) {
    Local result = newLocal(target.operation().result(), target.result());
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, WORDS);
    code.visitVarInsn(ALOAD, NULLS);
    push(target.number());
    code.visitMethodInsn(INVOKEVIRTUAL, UnitCode.BASE, "vector", "([J[JI)[D", false);
    code.visitVarInsn(ASTORE, result.index());
    locals.put(result.slot(), result);
    if (program.isStored(result.slot())) {
      store(result);
    }
  }

  /**
   * Makes all NaN one, before anybody sees them, and stores the doubles. To look at each would cost
   * more than many features do, so several are added up: when one is NaN then so is the sum. It may
   * be NaN without them, of infinities; then they are looked at in vain.
   */
  private void finishDoubles() {
    if (rawDoubles.isEmpty()) {
      return;
    }
    load(rawDoubles.get(0));
    for (Local value : rawDoubles.subList(1, rawDoubles.size())) {
      load(value);
      code.visitInsn(DADD);
    }
    Label canonical = new Label();
    jumpIfNumber(canonical);
    for (Local value : rawDoubles) {
      load(value);
      callStatic(UnitCode.BASE, "canonical", "(D)D");
      code.visitVarInsn(DSTORE, value.index());
    }
    code.visitLabel(canonical);
    rawDoubles.stream().filter(value -> program.isStored(value.slot())).forEach(this::store);
    rawDoubles.clear();
  }

  private Local newLocal(int slot, Class<?> javaClass) {
    rowan.type.Type type = program.slot(slot).type();
    Type variable = type.isPrimitive() ? primitive(type) : Type.getType(javaClass);
    int index = newVariable(variable);
    boolean flagged = type.isPrimitive() && program.isNullable(slot);
    return new Local(variable, slot, index, flagged ? newVariable(Type.INT_TYPE) : NO_FLAG);
  }

  private int newVariable(Type type) {
    nextLocal += type.getSize();
    return nextLocal - type.getSize();
  }

  private static Type primitive(rowan.type.Type type) {
    return switch ((Scalar) type) {
      case BOOLEAN -> Type.BOOLEAN_TYPE;
      case INT -> Type.INT_TYPE;
      case LONG -> Type.LONG_TYPE;
      case FLOAT -> Type.FLOAT_TYPE;
      case DOUBLE -> Type.DOUBLE_TYPE;
      default -> throw new IllegalArgumentException(type + " is no primitive");
    };
  }

  // Values from slots and back.

  /** The value of a slot in a local variable; read from the slot the first time. */
  private Local local(int slot) {
    Local known = locals.get(slot);
    if (known != null) {
      return known;
    }
    if (slot == program.row()) {
      return new Local(OBJECT, slot, ROW, NO_FLAG);
    }
    Local local = newLocal(slot, Object.class);
    if (local.isObject()) {
      code.visitVarInsn(ALOAD, OBJECTS);
      push(slot);
      code.visitInsn(AALOAD);
    } else {
      code.visitVarInsn(ALOAD, WORDS);
      push(slot);
      code.visitInsn(LALOAD);
      fromWord(local.type());
    }
    code.visitVarInsn(local.type().getOpcode(ISTORE), local.index());
    if (local.isNull() != NO_FLAG) {
      code.visitVarInsn(ALOAD, NULLS);
      push(slot / 64);
      code.visitInsn(LALOAD);
      push(slot % 64);
      code.visitInsn(LUSHR);
      code.visitInsn(L2I);
      push(1);
      code.visitInsn(IAND);
      code.visitVarInsn(ISTORE, local.isNull());
    }
    locals.put(slot, local);
    return local;
  }

  private void fromWord(Type type) {
    switch (type.getSort()) {
      case Type.DOUBLE -> callStatic("java/lang/Double", "longBitsToDouble", "(J)D");
      case Type.FLOAT -> {
        code.visitInsn(L2I);
        callStatic("java/lang/Float", "intBitsToFloat", "(I)F");
      }
      case Type.INT, Type.BOOLEAN -> code.visitInsn(L2I);
      default -> {} // a long is its word
    }
  }

  private void store(Local value) {
    if (value.isObject()) {
      storeObject(value);
    } else {
      code.visitVarInsn(ALOAD, WORDS);
      push(value.slot());
      load(value);
      toWord(value.type());
      code.visitInsn(LASTORE);
    }
    if (program.isNullable(value.slot())) {
      addNullBit(value);
    }
  }

  private void storeObject(Local value) {
    code.visitVarInsn(ALOAD, OBJECTS);
    push(value.slot());
    load(value);
    code.visitInsn(AASTORE);
    Slot slot = program.slot(value.slot());
    if (slot.kept() && isTime(slot.type())) {
      code.visitVarInsn(ALOAD, WORDS);
      push(value.slot());
      load(value);
      callStatic(UnitCode.BASE, "word", "(" + value.type().getDescriptor() + ")J");
      code.visitInsn(LASTORE);
    }
  }

  /** Takes a double from the stack, and jumps when it is not NaN. */
  private void jumpIfNumber(Label target) {
    code.visitInsn(DUP2);
    code.visitInsn(DCMPL);
    code.visitJumpInsn(IFEQ, target);
  }

  private static boolean isTime(rowan.type.Type type) {
    return type == Scalar.INSTANT || type == Scalar.DATE || type == Scalar.DATE_TIME;
  }

  private void toWord(Type type) {
    switch (type.getSort()) {
      case Type.DOUBLE -> callStatic("java/lang/Double", "doubleToRawLongBits", "(D)J");
      case Type.FLOAT -> {
        callStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
        lowHalf();
      }
      case Type.INT -> lowHalf();
      case Type.BOOLEAN -> code.visitInsn(I2L);
      default -> {} // a long is its word
    }
  }

  private void lowHalf() {
    code.visitInsn(I2L);
    code.visitLdcInsn(LOW_HALF);
    code.visitInsn(LAND);
  }

  /** Null bits are gathered in local variables, and written once for the whole part. */
  private void addNullBit(Local value) {
    int group = value.slot() / 64;
    NullBits bits = nullBits.get(group);
    if (bits == null) {
      bits = new NullBits(newVariable(Type.LONG_TYPE), 0);
      code.visitInsn(LCONST_0);
    } else {
      code.visitVarInsn(LLOAD, bits.index());
    }
    nullBits.put(group, new NullBits(bits.index(), bits.slots() | 1L << value.slot()));
    loadIsNull(value);
    code.visitInsn(I2L);
    push(value.slot() % 64);
    code.visitInsn(LSHL);
    code.visitInsn(LOR);
    code.visitVarInsn(LSTORE, bits.index());
  }

  /** Replaces the bits of these slots, whatever they were in the row before. */
  private void writeNullBits(int group, NullBits bits) {
    code.visitVarInsn(ALOAD, NULLS);
    push(group);
    code.visitInsn(DUP2);
    code.visitInsn(LALOAD);
    code.visitLdcInsn(~bits.slots());
    code.visitInsn(LAND);
    code.visitVarInsn(LLOAD, bits.index());
    code.visitInsn(LOR);
    code.visitInsn(LASTORE);
  }

  // The call.

  private boolean skipOnNull(Operation operation, Label skipped) {
    boolean canSkip = false;
    for (Operand operand : operation.operands()) {
      if (!operand.nullable() && program.isNullable(operand.slot())) {
        Local value = local(operand.slot());
        if (value.isObject()) {
          load(value);
          code.visitJumpInsn(IFNULL, skipped);
        } else {
          code.visitVarInsn(ILOAD, value.isNull());
          code.visitJumpInsn(IFNE, skipped);
        }
        canSkip = true;
      }
    }
    return canSkip;
  }

  private void writeCall(Target target, Local result) {
    target
        .handle()
        .ifPresent(
            handle ->
                code.visitFieldInsn(
                    GETSTATIC, unit, UnitCode.handleField(target), UnitCode.HANDLE));
    for (int i = 0; i < target.operation().operands().size(); i++) {
      pushArgument(local(target.operation().operands().get(i).slot()), target.parameter(i));
    }
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    code.visitLabel(start);
    invoke(target);
    takeResult(target, result);
    code.visitLabel(end);
    handlers.add(() -> writeHandler(target, handler));
  }

  private void pushArgument(Local value, Class<?> wanted) {
    load(value);
    if (value.isObject()) {
      cast(value.type(), wanted);
    } else if (wanted.isPrimitive()) {
      widen(value.type(), Type.getType(wanted));
    } else {
      Type box = Type.getType(wanted);
      Type primitive = unboxedType(box);
      widen(value.type(), primitive);
      loadIsNull(value);
      callStatic(UnitCode.BASE, "boxed", "(%sI)%s".formatted(primitive, boxOf(primitive)));
    }
  }

  private void cast(Type given, Class<?> wanted) {
    if (wanted != Object.class && !given.equals(Type.getType(wanted))) {
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(wanted));
    }
  }

  private void widen(Type from, Type to) {
    switch (from.getDescriptor() + to.getDescriptor()) {
      case "IJ" -> code.visitInsn(I2L);
      case "ID" -> code.visitInsn(I2D);
      case "JD" -> code.visitInsn(L2D);
      case "FD" -> code.visitInsn(F2D);
      default -> {
        if (!from.equals(to)) {
          throw new IllegalArgumentException(
              "%s cannot be widened to %s".formatted(from.getClassName(), to.getClassName()));
        }
      }
    }
  }

  private void invoke(Target target) {
    String type = target.type().toMethodDescriptorString();
    Operation operation = target.operation();
    String owner = Type.getInternalName(operation.owner());
    if (target.handle().isPresent()) {
      code.visitMethodInsn(
          INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", type, false);
    } else if (operation.kind() == Kind.ACCESSOR) {
      String accessor = "()" + Type.getDescriptor(target.result());
      code.visitMethodInsn(INVOKEVIRTUAL, owner, operation.method(), accessor, false);
    } else {
      code.visitMethodInsn(INVOKESTATIC, owner, operation.method(), type, target.isInterface());
    }
  }

  /** Takes what the call returned into its variable, in canonical form. */
  private void takeResult(Target target, Local result) {
    if (!target.result().isPrimitive() && !target.operation().mayReturnNull()) {
      code.visitInsn(DUP);
      callStatic(UnitCode.BASE, "requireResult", "(Ljava/lang/Object;)V");
    }
    if (result.isObject()) {
      makeCanonical(target);
    } else {
      if (!target.result().isPrimitive()) {
        unbox(result);
      } else if (result.isNull() != NO_FLAG) {
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, result.isNull());
      }
      if (result.type().getSort() == Type.FLOAT) {
        callStatic(UnitCode.BASE, "canonical", "(F)F");
      }
    }
    code.visitVarInsn(result.type().getOpcode(ISTORE), result.index());
  }

  private void unbox(Local result) {
    if (result.isNull() != NO_FLAG) {
      code.visitInsn(DUP);
      callStatic(UnitCode.BASE, "isNull", "(Ljava/lang/Object;)I");
      code.visitVarInsn(ISTORE, result.isNull());
    }
    Type box = boxOf(result.type());
    callStatic(UnitCode.BASE, "unboxed", "(%s)%s".formatted(box, result.type()));
  }

  private void makeCanonical(Target target) {
    rowan.type.Type type = program.slot(target.operation().result()).type();
    if (isCanonical(type)) {
      return;
    }
    Label done = new Label();
    jumpIfTaken(target, type, done);
    if (type == Scalar.STRING || type == Scalar.INSTANT || type == Scalar.DATE) {
      Type result = Type.getType(target.result());
      callStatic(UnitCode.BASE, "canonical", "(%s)%s".formatted(result, result));
    } else {
      if (isOfPrimitives(target.result())) {
        jumpIfCanonical(target.result(), done);
      }
      code.visitVarInsn(ALOAD, 0);
      code.visitInsn(SWAP);
      push(target.number());
      code.visitMethodInsn(
          INVOKEVIRTUAL,
          UnitCode.BASE,
          "canonical",
          "(Ljava/lang/Object;I)Ljava/lang/Object;",
          false);
      cast(OBJECT, target.result());
    }
    code.visitLabel(done);
  }

  /** Jumps when the method returned one of its arguments, which are canonical. */
  private void jumpIfTaken(Target target, rowan.type.Type type, Label canonical) {
    for (Operand operand : target.operation().operands()) {
      if (program.slot(operand.slot()).type().equals(type)) {
        code.visitInsn(DUP);
        load(local(operand.slot()));
        code.visitJumpInsn(IF_ACMPEQ, canonical);
      }
    }
  }

  private static boolean isOfPrimitives(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents()).allMatch(c -> c.getType().isPrimitive());
  }

  /** Jumps when the record on the stack, which stays there, is null or has no NaN. */
  private void jumpIfCanonical(Class<?> record, Label canonical) {
    Label other = new Label();
    code.visitInsn(DUP);
    code.visitJumpInsn(IFNULL, canonical);
    for (RecordComponent component : record.getRecordComponents()) {
      Type type = Type.getType(component.getType());
      if (type.equals(Type.DOUBLE_TYPE) || type.equals(Type.FLOAT_TYPE)) {
        code.visitInsn(DUP);
        code.visitMethodInsn(
            INVOKEVIRTUAL,
            Type.getInternalName(record),
            component.getName(),
            "()" + type.getDescriptor(),
            false);
        widen(type, Type.DOUBLE_TYPE);
        Label number = new Label();
        jumpIfNumber(number);
        code.visitJumpInsn(GOTO, other);
        code.visitLabel(number);
      }
    }
    code.visitJumpInsn(GOTO, canonical);
    code.visitLabel(other);
  }

  /** Whether every object of a type is its own canonical form. */
  private static boolean isCanonical(rowan.type.Type type) {
    return type == Scalar.BINARY || type instanceof Enumeration || type instanceof Opaque;
  }

  private void writeNull(Local result) {
    switch (result.type().getSort()) {
      case Type.DOUBLE -> code.visitInsn(DCONST_0);
      case Type.FLOAT -> code.visitInsn(FCONST_0);
      case Type.LONG -> code.visitInsn(LCONST_0);
      case Type.INT, Type.BOOLEAN -> code.visitInsn(ICONST_0);
      default -> code.visitInsn(ACONST_NULL);
    }
    code.visitVarInsn(result.type().getOpcode(ISTORE), result.index());
    if (result.isNull() != NO_FLAG) {
      code.visitInsn(ICONST_1);
      code.visitVarInsn(ISTORE, result.isNull());
    }
  }

  /** What tells of a failed call. It is out of the way, so the normal path does not pay for it. */
  private void writeHandler(Target target, Label handler) {
    List<Operand> operands = target.operation().operands();
    String shown = BASE_TYPE;
    code.visitLabel(handler);
    code.visitVarInsn(ALOAD, 0);
    if (operands.size() > MOST_SHOWN) {
      shown += pushShown(operands);
    } else {
      for (Operand operand : operands) {
        shown += pushShown(local(operand.slot()));
      }
    }
    code.visitInvokeDynamicInsn(
        "failed",
        "(Ljava/lang/Throwable;" + shown + ")Ljava/lang/RuntimeException;",
        FAILURE,
        target.number());
    code.visitInsn(ATHROW);
  }

  /** Pushes an array of what messages show, and returns its type. */
  private String pushShown(List<Operand> operands) {
    push(operands.size());
    code.visitTypeInsn(ANEWARRAY, OBJECT.getInternalName());
    for (int i = 0; i < operands.size(); i++) {
      Local value = local(operands.get(i).slot());
      code.visitInsn(DUP);
      push(i);
      load(value);
      if (!value.isObject()) {
        loadIsNull(value);
        Type box = boxOf(value.type());
        callStatic(UnitCode.BASE, "boxed", "(%sI)%s".formatted(value.type(), box));
      }
      code.visitInsn(AASTORE);
    }
    return "[" + OBJECT.getDescriptor();
  }

  /** Pushes what messages show, and returns its type. */
  private String pushShown(Local value) {
    load(value);
    if (value.isNull() == NO_FLAG) {
      return value.isObject() ? OBJECT.getDescriptor() : value.type().getDescriptor();
    }
    loadIsNull(value);
    Type box = boxOf(value.type());
    callStatic(UnitCode.BASE, "boxed", "(%sI)%s".formatted(value.type(), box));
    return OBJECT.getDescriptor();
  }

  // Instructions.

  private void load(Local value) {
    code.visitVarInsn(value.type().getOpcode(ILOAD), value.index());
  }

  private void loadIsNull(Local value) {
    if (value.isObject()) {
      load(value);
      callStatic(UnitCode.BASE, "isNull", "(Ljava/lang/Object;)I");
    } else if (value.isNull() == NO_FLAG) {
      code.visitInsn(ICONST_0);
    } else {
      code.visitVarInsn(ILOAD, value.isNull());
    }
  }

  private void push(int number) {
    if (number >= -1 && number <= 5) {
      code.visitInsn(ICONST_0 + number);
    } else if (number <= Byte.MAX_VALUE) {
      code.visitIntInsn(BIPUSH, number);
    } else if (number <= Short.MAX_VALUE) {
      code.visitIntInsn(SIPUSH, number);
    } else {
      code.visitLdcInsn(number);
    }
  }

  private void callStatic(String owner, String method, String type) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, type, false);
  }

  private static Type boxOf(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> Type.getType(Boolean.class);
      case Type.INT -> Type.getType(Integer.class);
      case Type.LONG -> Type.getType(Long.class);
      case Type.FLOAT -> Type.getType(Float.class);
      default -> Type.getType(Double.class);
    };
  }

  private static Type unboxedType(Type box) {
    return switch (box.getClassName()) {
      case "java.lang.Boolean" -> Type.BOOLEAN_TYPE;
      case "java.lang.Integer" -> Type.INT_TYPE;
      case "java.lang.Long" -> Type.LONG_TYPE;
      case "java.lang.Float" -> Type.FLOAT_TYPE;
      case "java.lang.Double" -> Type.DOUBLE_TYPE;
      default -> throw new IllegalArgumentException("no number is a " + box.getClassName());
    };
  }
}
