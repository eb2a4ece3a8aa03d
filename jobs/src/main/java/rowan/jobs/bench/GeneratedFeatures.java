package rowan.jobs.bench;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import rowan.feature.Features;

/** Feature classes with as many methods as a benchmark wants, made while it runs. */
public final class GeneratedFeatures {

  private static final AtomicInteger MADE = new AtomicInteger();

  private GeneratedFeatures() {}

  /**
   * A method of a generated class. It returns what {@code formula} does for its parameters and its
   * own constant.
   *
   * @param name the name of the feature
   * @param formula a public static method of a public class; a double is its last parameter
   * @param parameters the names of the other parameters, in order
   * @param constant what the last parameter is given
   */
  public record Feature(String name, Method formula, List<String> parameters, double constant) {
    public Feature {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A new feature class of the rows of a source. It is in this package and has the class loader of
   * this class, so that generated code can name it.
   *
   * @param source the record that declares the source
   */
  public static Class<?> define(Class<?> source, List<Feature> features) {
    String name = Type.getInternalName(GeneratedFeatures.class) + MADE.incrementAndGet();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER,
        name,
        null,
        Type.getInternalName(Object.class),
        null);
    AnnotationVisitor annotation = writer.visitAnnotation(Type.getDescriptor(Features.class), true);
    annotation.visit("of", Type.getType(source));
    annotation.visitEnd();
    features.forEach(feature -> write(feature, writer));
    writer.visitEnd();
    try {
      return MethodHandles.lookup().defineClass(writer.toByteArray());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Feature feature, ClassWriter writer) {
    Type formula = Type.getType(feature.formula());
    Type[] all = formula.getArgumentTypes();
    Type[] own = Arrays.copyOf(all, all.length - 1);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            feature.name(),
            Type.getMethodDescriptor(formula.getReturnType(), own),
            null,
            null);
    feature.parameters().forEach(parameter -> method.visitParameter(parameter, 0));
    method.visitCode();
    int local = 0;
    for (Type type : own) {
      method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
    method.visitLdcInsn(feature.constant());
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(feature.formula().getDeclaringClass()),
        feature.formula().getName(),
        formula.getDescriptor(),
        false);
    method.visitInsn(formula.getReturnType().getOpcode(Opcodes.IRETURN));
    method.visitMaxs(0, 0); // counted by the writer
    method.visitEnd();
  }
}
