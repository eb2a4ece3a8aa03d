package rowan.defs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Definitions are plain Java over what authors write with, so that they run on every adapter. */
@AnalyzeClasses(packages = "rowan.defs", importOptions = DoNotIncludeTests.class)
class DefinitionsArchitectureTest {

  @ArchTest
  static final ArchRule IMPORT_ONLY_WHAT_AUTHORS_WRITE_WITH =
      classes()
          .that()
          .resideInAPackage("rowan.defs..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "rowan.defs..", "rowan.feature..", "rowan.aggregate..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("rowan.defs.(*)..").should().notDependOnEachOther();

  /** They may give other last bits on another processor; StrictMath gives the same everywhere. */
  @ArchTest
  static final ArchRule CALL_NO_MATH_THAT_DEPENDS_ON_THE_PROCESSOR =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(Math.class)))
                  .and(
                      target(
                          nameMatching("a?(sin|cos|tan)h?|atan2|exp|expm1|log.*|pow|cbrt|hypot"))));
}
