package rowan.jobs.bench;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import rowan.feature.Features;

/**
 * A graph of any number of features over {@link DoubleRow}, and the same computation in one method.
 * Feature {@code i} is {@code f_i = a * k + b / l} of a column and the feature seven before it; the
 * classes are those that a compiler makes of the source that nobody wants to read.
 */
public final class WideGraph {

  private static final String ROW = Type.getInternalName(DoubleRow.class);
  private static final int COLUMNS = 10;
  private static final int BACK = 7;

  private final int features;
  private final Loader loader = new Loader();

  /** A graph of {@code features} features. */
  public WideGraph(int features) {
    this.features = features;
  }

  /** The computation of all features in one method. */
  public interface ByHand {
    /** Computes the features of a row, in their order. */
    void compute(DoubleRow row, double[] features);
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(WideGraph.class.getClassLoader());
    }

    Class<?> define(ClassWriter writer) {
      byte[] code = writer.toByteArray();
      return defineClass(null, code, 0, code.length);
    }
  }

  /** The feature class: a method for each feature. */
  public Class<?> featureClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(
        V17,
        ACC_PUBLIC | ACC_ABSTRACT | ACC_SUPER,
        "rowan/jobs/bench/WideFeatures",
        null,
        "java/lang/Object",
        null);
    AnnotationVisitor of = writer.visitAnnotation(Type.getDescriptor(Features.class), true);
    of.visit("of", Type.getType(DoubleRow.class));
    of.visitEnd();
    for (int i = 0; i < features; i++) {
      MethodVisitor code =
          writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "f" + i, "(DD)D", null, null);
      code.visitParameter(first(i), 0);
      code.visitParameter(second(i), 0);
      code.visitCode();
      code.visitVarInsn(DLOAD, 0);
      formula(code, i, 2);
      code.visitInsn(DRETURN);
      end(code);
    }
    return loader.define(writer);
  }

  private static String first(int feature) {
    return "c" + feature % COLUMNS;
  }

  private static String second(int feature) {
    return feature < BACK ? "c" + (feature + 3) % COLUMNS : "f" + (feature - BACK);
  }

  /** Of the first on the stack, and the second in a variable. */
  private static void formula(MethodVisitor code, int feature, int second) {
    code.visitLdcInsn(1.0 + feature % 5 / 8.0);
    code.visitInsn(DMUL);
    code.visitVarInsn(DLOAD, second);
    code.visitLdcInsn(2.0 + feature % 3);
    code.visitInsn(DDIV);
    code.visitInsn(DADD);
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** The same by hand. */
  public ByHand byHand() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(
        V17,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
        "rowan/jobs/bench/WideByHand",
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(ByHand.class)});
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    end(constructor);
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC, "compute", "(L" + ROW + ";[D)V", null, null);
    code.visitCode();
    for (int i = 0; i < COLUMNS; i++) {
      code.visitVarInsn(ALOAD, 1);
      code.visitMethodInsn(INVOKEVIRTUAL, ROW, "c" + i, "()D", false);
      code.visitVarInsn(DSTORE, column(i));
    }
    for (int i = 0; i < features; i++) {
      int second = i < BACK ? column((i + 3) % COLUMNS) : feature(i - BACK);
      code.visitVarInsn(DLOAD, column(i % COLUMNS));
      formula(code, i, second);
      code.visitVarInsn(DSTORE, feature(i));
      code.visitVarInsn(ALOAD, 2);
      code.visitLdcInsn(i);
      code.visitVarInsn(DLOAD, feature(i));
      code.visitInsn(DASTORE);
    }
    code.visitInsn(RETURN);
    end(code);
    try {
      return (ByHand) loader.define(writer).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int column(int number) {
    return 3 + 2 * number;
  }

  private static int feature(int number) {
    return 3 + 2 * (COLUMNS + number);
  }
}
