package rowan.jobs.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import rowan.feature.Features;

/**
 * A feature class as its author's compiler would make it, with a method for each feature of a graph
 * that is too large to write, in a jar of its own.
 */
final class GeneratedFeatures {

  private GeneratedFeatures() {}

  /** Writes the jar, and loads the class from it. */
  static Class<?> load(DrawnGraph graph, Path jar) throws IOException, ClassNotFoundException {
    String name = "rowan.jobs.bench.%s%d".formatted(graph.source().getSimpleName(), graph.size());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
      entries.write(bytecode(graph, name.replace('.', '/')));
    }
    ClassLoader parent = Thread.currentThread().getContextClassLoader();
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent).loadClass(name);
  }

  private static byte[] bytecode(DrawnGraph graph, String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER,
        name,
        null,
        Type.getInternalName(Object.class),
        null);
    AnnotationVisitor features = writer.visitAnnotation(Type.getDescriptor(Features.class), true);
    features.visit("of", Type.getType(graph.source()));
    features.visitEnd();
    graph.features().forEach(feature -> addMethod(writer, feature));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void addMethod(ClassWriter writer, DrawnGraph.Feature feature) {
    WideFunction function = feature.function();
    Type first = Type.getType(function.first());
    Type second = Type.getType(function.second());
    Type result = Type.getType(function.result());
    String descriptor = Type.getMethodDescriptor(result, first, second);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor method = writer.visitMethod(access, feature.name(), descriptor, null, null);
    method.visitParameter(feature.first(), 0);
    method.visitParameter(feature.second(), 0);
    method.visitCode();
    method.visitVarInsn(first.getOpcode(Opcodes.ILOAD), 0);
    method.visitVarInsn(second.getOpcode(Opcodes.ILOAD), first.getSize());
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(WideFunctions.class),
        function.method(),
        descriptor,
        false);
    method.visitInsn(result.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
