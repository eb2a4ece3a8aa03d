package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how feature classes are compiled: parameter names and documentation. */
class CompiledFeaturesTest {

  private static final String SHOP =
      """
      package shop;

      import java.time.Instant;
      import rowan.feature.*;

      /** Where the shop's features are. */
      public class Shop {
        /**
         * A payment. It is made once.
         *
         * @param amount What was paid, in {@code EUR}. Never negative.
         * @param paidAt when = it: C:\\temp #1
         * @param country the two-letter <i>code</i>
         */
        @Source("payments")
        public record Payment(@RowKey long id, @EventTime Instant paidAt, double amount,
            String country) {}

        @Features(of = Payment.class)
        public abstract static class Fees {
          /** The share of the bank. Set by contract. */
          @Input abstract double rate();

          /**
           * What the bank takes for
           * {@link Payment one payment}, \\u00e0 la carte! And more.
           *
           * @param amount ignored
           */
          public static double fee(double amount, double rate) {
            return amount * rate;
          }

          public static double undocumented(double amount) {
            return amount;
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void class_compiledWithoutParameters_saysHowToCompileIt() throws Exception {
    compile("-proc:none");

    try (URLClassLoader loader = loader()) {
      assertThatExceptionOfType(CheckException.class)
          .isThrownBy(() -> Graph.of(fees(loader)))
          .withMessage(
              """
              Cannot build the graph of Fees: 1 problem
              1. [no-parameter-names] shop.Shop.Fees
                 The class was compiled without parameter names; compile it with javac -parameters (Maven: <maven.compiler.parameters>true</maven.compiler.parameters>).\
              """);
    }
  }

  @Test
  void class_compiledWithDebugInformationOnly_lacksParametersToo() throws Exception {
    compile("-proc:none", "-g");

    try (URLClassLoader loader = loader()) {
      assertThatExceptionOfType(CheckException.class)
          .isThrownBy(() -> Graph.of(fees(loader)))
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::code)
                      .containsExactly("no-parameter-names"));
    }
  }

  @Test
  void class_compiledWithParameters_isAGraphOfItsOwnLoader() throws Exception {
    compile("-proc:none", "-parameters");

    try (URLClassLoader loader = loader()) {
      Graph graph = Graph.of(fees(loader));

      assertThat(graph.classNamed("shop.Shop$Payment").getClassLoader()).isSameAs(loader);
      assertThat(graph.node("fee").doc()).isEmpty();
    }
  }

  @Test
  void javadoc_keptByTheProcessor_landsInTheGraph() throws Exception {
    compile("-parameters");

    try (URLClassLoader loader = loader()) {
      assertDocumented(Graph.of(fees(loader)));
    }
  }

  @Test
  void javadoc_isKeptInUtf8_whateverTheEncodingOfTheSources() throws Exception {
    compile("-parameters", "-encoding", "ISO-8859-1");

    try (URLClassLoader loader = loader()) {
      assertDocumented(Graph.of(fees(loader)));
    }
  }

  private static void assertDocumented(Graph graph) {
    assertThat(graph.node("fee").doc())
        .isEqualTo("What the bank takes for Payment one payment, à la carte!");
    assertThat(graph.node("rate").doc()).isEqualTo("The share of the bank.");
    assertThat(graph.node("undocumented").doc()).isEmpty();
    assertThat(graph.node("amount").doc()).isEqualTo("What was paid, in EUR.");
    assertThat(graph.node("paid_at").doc()).isEqualTo("when = it: C:\\temp #1");
    assertThat(graph.node("country").doc()).isEqualTo("the two-letter code");
    assertThat(graph.node("payments.id").doc()).isEmpty();
  }

  @Test
  void javadoc_isKeptOfFeatureClassesAndSourcesOnly() throws Exception {
    compile("-parameters");

    try (Stream<Path> kept = Files.list(folder.resolve("META-INF/rowan/doc"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("shop.Shop$Fees.properties", "shop.Shop$Payment.properties");
    }
  }

  @Test
  void processor_isFoundByTheCompiler() {
    assertThat(java.util.ServiceLoader.load(javax.annotation.processing.Processor.class))
        .hasAtLeastOneElementOfType(JavadocProcessor.class);
  }

  @Test
  void firstSentence_isOneLineWithoutMarkup() {
    assertThat(JavadocProcessor.firstSentence(" A {@code b} and\n <b>c</b>.\n D.\n @return e"))
        .isEqualTo("A b and c.");
    assertThat(JavadocProcessor.firstSentence("Version 1.5 of it")).isEqualTo("Version 1.5 of it");
    assertThat(JavadocProcessor.firstSentence("Is it? Yes.")).isEqualTo("Is it?");
    assertThat(JavadocProcessor.firstSentence(" @return nothing said")).isEmpty();
  }

  private void compile(String... options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> all =
        Stream.concat(
                Stream.of(options),
                Stream.of(
                    "-d", folder.toString(), "-classpath", System.getProperty("java.class.path")))
            .toList();
    JavaCompiler.CompilationTask task =
        compiler.getTask(messages, null, null, all, null, List.of(source()));
    if (!List.of(options).contains("-proc:none")) {
      task.setProcessors(List.of(new JavadocProcessor()));
    }
    assertThat(task.call()).as("%s", messages).isTrue();
  }

  private static JavaFileObject source() {
    return new SimpleJavaFileObject(URI.create("string:///Shop.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return SHOP;
      }
    };
  }

  private URLClassLoader loader() throws IOException {
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, CompiledFeaturesTest.class.getClassLoader());
  }

  private static Class<?> fees(ClassLoader loader) {
    try {
      return loader.loadClass("shop.Shop$Fees");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
