package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.graph.CheckException;

class GraphCatalogTest {

  private static final String PURCHASES = "rowan.defs.ltv.PurchaseFeatures";

  @TempDir Path folder;

  /** A catalog of the class path and of jars which declare further graphs. */
  private GraphCatalog with(String... files) throws IOException {
    URL[] jars = new URL[files.length];
    for (int i = 0; i < files.length; i++) {
      Path jar = folder.resolve("jar" + i);
      Files.createDirectories(jar.resolve("META-INF/rowan"));
      Files.writeString(jar.resolve(GraphCatalog.RESOURCE), files[i]);
      jars[i] = url(jar);
    }
    return GraphCatalog.of(new URLClassLoader(jars, getClass().getClassLoader()));
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  @Test
  void shortNameInAnySpelling() throws IOException {
    assertThat(with("my_purchases = " + PURCHASES).load("MyPurchases").title())
        .isEqualTo("PurchaseFeatures");
  }

  @Test
  void severalClassesAreOneGraph() throws IOException {
    assertThat(with("both=%s , rowan.jobs.TestFeatures".formatted(PURCHASES)).load("both").title())
        .isEqualTo("PurchaseFeatures, TestFeatures");
  }

  @Test
  void nameOfClass() throws IOException {
    assertThat(with().load(PURCHASES).title()).isEqualTo("PurchaseFeatures");
  }

  @Test
  void declaredTwiceAlikeIsOne() throws IOException {
    assertThat(with("mine=" + PURCHASES, "mine=" + PURCHASES).load("mine").title())
        .isEqualTo("PurchaseFeatures");
  }

  @Test
  void declaredTwiceDifferently() throws IOException {
    GraphCatalog catalog = with("mine=a.B", "mine=" + PURCHASES);
    assertThatThrownBy(() -> catalog.load("mine"))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot find the graph: 1 problem
            1. [ambiguous-graph] "mine"
               Several files META-INF/rowan/graphs.properties on the class path declare it, each with other classes: a.B and %s. Name the class, or leave a jar out."""
                .formatted(PURCHASES));
  }

  @Test
  void unknownClassOfDeclaredGraph() throws IOException {
    GraphCatalog catalog = with("mine=a.B");
    assertThatThrownBy(() -> catalog.load("mine"))
        .hasMessage(
            """
            Cannot find the graph: 1 problem
            1. [unknown-class] "mine"
               META-INF/rowan/graphs.properties says that it is made of a.B, but no such class is on the class path; correct the name, or add the jar that holds it.""");
  }

  @Test
  void linesAreAligned() throws IOException {
    assertThat(Arrays.asList(with("longer=a.B,c.D").lines().toArray()))
        .containsExactly(
            "fraud   rowan.defs.fraud.FraudModel",
            "longer  a.B, c.D",
            "ltv     rowan.defs.ltv.CustomerModel");
  }
}
