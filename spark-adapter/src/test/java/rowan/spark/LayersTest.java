package rowan.spark;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of the adapter form a chain; a package is imported only by later ones. */
@AnalyzeClasses(packages = "rowan.spark", importOptions = DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule CHAIN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("type")
          .definedBy("rowan.spark.type..")
          .layer("expression")
          .definedBy("rowan.spark.expression..")
          .optionalLayer("execution")
          .definedBy("rowan.spark.execution..")
          .layer("adapter")
          .definedBy("rowan.spark")
          .optionalLayer("learn")
          .definedBy("rowan.spark.learn..")
          .whereLayer("learn")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("adapter")
          .mayOnlyBeAccessedByLayers("learn")
          .whereLayer("execution")
          .mayOnlyBeAccessedByLayers("adapter", "learn")
          .whereLayer("expression")
          .mayOnlyBeAccessedByLayers("execution", "adapter", "learn");
}
