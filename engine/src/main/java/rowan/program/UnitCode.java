package rowan.program;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes one class of some parts. */
final class UnitCode {

  static final String BASE = Type.getInternalName(RowCode.class);
  static final String HANDLE = Type.getDescriptor(MethodHandle.class);
  private static final String CONSTRUCTOR =
      "(" + Type.getDescriptor(ProgramDescription.class) + ")V";
  static final String SLOTS = Type.getInternalName(Slots.class);
  private static final String PART = "(L" + SLOTS + ";Ljava/lang/Object;)V";

  /** How many arguments a part has. */
  private static final int ARGUMENTS = 2;

  private final String name;
  private final ProgramCompiler program;
  private final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
          return "java/lang/Object"; // casts say more where more is wanted
        }
      };

  UnitCode(String name, ProgramCompiler program) {
    this.name = name;
    this.program = program;
  }

  byte[] write(List<List<Target>> parts) {
    writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, BASE, null);
    writeConstructor();
    writeHandles(parts.stream().flatMap(List::stream).filter(t -> t.handle().isPresent()).toList());
    writeRun(parts);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor() {
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitMethodInsn(INVOKESPECIAL, BASE, "<init>", CONSTRUCTOR, false);
    end(code);
  }

  /** HotSpot calls a method handle like a method when it is in a static final field. */
  private void writeHandles(List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (Target target : targets) {
      String field = handleField(target);
      writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, field, HANDLE, null, null).visitEnd();
      code.visitLdcInsn(Type.getObjectType(name));
      code.visitLdcInsn(target.number());
      code.visitMethodInsn(INVOKESTATIC, BASE, "handle", "(Ljava/lang/Class;I)" + HANDLE, false);
      code.visitFieldInsn(PUTSTATIC, name, field, HANDLE);
    }
    end(code);
  }

  static String handleField(Target target) {
    return "method" + target.number();
  }

  /** One part is the whole; more are called in order. */
  private void writeRun(List<List<Target>> parts) {
    if (parts.size() == 1) {
      writePart(ACC_PUBLIC, "run", parts.get(0));
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      writePart(ACC_PRIVATE, "part" + i, parts.get(i));
    }
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", PART, null, null);
    code.visitCode();
    for (int i = 0; i < parts.size(); i++) {
      for (int argument = 0; argument <= ARGUMENTS; argument++) {
        code.visitVarInsn(ALOAD, argument);
      }
      code.visitMethodInsn(INVOKESPECIAL, name, "part" + i, PART, false);
    }
    end(code);
  }

  private void writePart(int access, String method, List<Target> part) {
    MethodVisitor code = writer.visitMethod(access, method, PART, null, null);
    new PartCode(name, code, program).write(part);
  }

  private static void end(MethodVisitor code) {
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
