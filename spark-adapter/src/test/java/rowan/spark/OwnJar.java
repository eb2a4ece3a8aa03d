package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;

/** A feature class that is compiled now and comes to the executors in a jar of its own. */
final class OwnJar {

  private OwnJar() {}

  /**
   * The class, as the driver loads it.
   *
   * @param name its binary name
   * @param methods what is between its braces
   */
  static Class<?> of(SparkSession spark, Path folder, String name, String methods)
      throws IOException, ClassNotFoundException {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    Path source = Files.createDirectories(folder.resolve("own")).resolve(simple + ".java");
    Files.writeString(
        source,
        """
        package %s;
        @rowan.feature.Features(of = rowan.spark.PaymentFeatures.Payment.class)
        public abstract class %s {
        %s
        }
        """
            .formatted(name.substring(0, name.lastIndexOf('.')), simple, methods));
    compile(source, folder.resolve("own"));
    Path jar = folder.resolve(simple + ".jar");
    String entry = name.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry(entry));
      Files.copy(folder.resolve("own").resolve(entry), entries);
    }
    spark.sparkContext().addJar(jar.toString());
    ClassLoader parent = OwnJar.class.getClassLoader();
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent).loadClass(name);
  }

  private static void compile(Path source, Path classes) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-parameters",
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(compiled).isZero();
  }
}
