package rowan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside the engine the packages form a chain: each may import those before it, none after it. */
class LayersTest {

  private static final List<String> CHAIN =
      List.of(
          "rowan.type",
          "rowan.aggregate",
          "rowan.feature",
          "rowan.graph",
          "rowan.plan",
          "rowan.program",
          "rowan.fit",
          "rowan.model",
          "rowan.state",
          "rowan.inprocess",
          "rowan.arrow");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("rowan");

  @ParameterizedTest
  @MethodSource("packagesWithFollowers")
  void package_doesNotImportLaterOnes(String earlier, List<String> later) {
    noClasses()
        .that()
        .resideInAPackage(earlier + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(ENGINE);
  }

  static Stream<Arguments> packagesWithFollowers() {
    return IntStream.range(0, CHAIN.size() - 1)
        .mapToObj(
            i ->
                Arguments.of(
                    CHAIN.get(i),
                    CHAIN.subList(i + 1, CHAIN.size()).stream()
                        .map(later -> later + "..")
                        .toList()));
  }

  @Test
  void engine_knowsNoSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "rowan.spark..")
        .check(ENGINE);
  }

  @Test
  void engine_needsArrow_onlyForArrow() {
    noClasses()
        .that()
        .resideOutsideOfPackage("rowan.arrow..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.arrow..")
        .check(ENGINE);
  }

  @Test
  void engine_needsClientsOfStores_onlyInTheirTables() {
    assertOnlyIn("RocksDbTable.*", "org.rocksdb..");
    assertOnlyIn("RedisTable.*", "redis..");
  }

  private static void assertOnlyIn(String table, String client) {
    noClasses()
        .that()
        .haveNameNotMatching("rowan\\.state\\." + table)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(client)
        .check(ENGINE);
  }

  @Test
  void engine_hasNoPackageOutsideTheChain() {
    assertThat(packages()).isNotEmpty().isSubsetOf(CHAIN);
  }

  @Test
  void everyPackage_hasAPackageInfo() {
    assertThat(packages()).allSatisfy(name -> assertThat(packageInfo(name)).isNotNull());
  }

  private static Class<?> packageInfo(String name) throws ClassNotFoundException {
    return Class.forName(name + ".package-info");
  }

  private static Set<String> packages() {
    return ENGINE.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
