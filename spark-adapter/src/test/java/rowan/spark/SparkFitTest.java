package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.contract.NaiveFit;
import rowan.contract.People;
import rowan.contract.People.Person;
import rowan.contract.WindowOracle;
import rowan.fit.FitPlan;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Bits;
import rowan.type.TextForm;

/** Values fitted on Spark, however rows are spread, and features that take them. */
class SparkFitTest {

  private static final Graph GRAPH = Graph.of(People.Fitted.class);
  private static final Map<String, @Nullable Object> INPUTS = Map.of("old_age", 0.5);

  private final SparkSession spark = Sessions.local();

  private SparkAdapter adapter(List<Person> people, int partitions) {
    Dataset<Row> table =
        RecordTable.of(spark, GRAPH, GRAPH.sources().get(0), people, partitions);
    return SparkAdapter.on(spark).source("people", table);
  }

  private static void assertSame(
      Map<String, @Nullable Object> actual, Map<String, @Nullable Object> expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, value) -> {
          if (!Bits.equal(value, actual.get(name))) {
            differences.add(
                "%s: expected %s but was %s"
                    .formatted(name, TextForm.show(value), TextForm.show(actual.get(name))));
          }
        });
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "3,7", "20261123,16"})
  void fittedValues_equalTheNaiveLoopBitByBit_howeverRowsAreSpread(long seed, int partitions) {
    List<Person> people = People.random(150, seed);
    FittedValues fitted =
        adapter(people, partitions).input("old_age", 0.5).fit(FitPlan.of(GRAPH));
    assertSame(fitted.values(), NaiveFit.fit(GRAPH, INPUTS, people));
    assertThat(fitted.training())
        .allSatisfy(rows -> assertThat(rows.rows()).isEqualTo(people.size()));
  }

  @Test
  void noRows_giveWhatEmptyWindowsDo() {
    FittedValues fitted = adapter(List.of(), 1).input("old_age", 0.5).fit(FitPlan.of(GRAPH));
    assertSame(fitted.values(), NaiveFit.fit(GRAPH, INPUTS, List.of()));
  }

  @Test
  void condition_choosesTrainingRows() {
    List<Person> people = People.random(60, 9);
    FittedValues fitted =
        adapter(people, 3)
            .where("visits > 1 and member")
            .fit(FitPlan.of(GRAPH, Request.of("age_mean", "people")));
    Map<String, @Nullable Object> expected =
        new LinkedHashMap<>(
            NaiveFit.fit(
                GRAPH,
                INPUTS,
                people.stream().filter(one -> one.visits() > 1 && one.member()).toList()));
    expected.keySet().retainAll(List.of("age_mean", "people"));
    assertSame(fitted.values(), expected);
  }

  @Test
  void features_takeFittedValues() {
    List<Person> people = People.random(80, 4);
    FittedValues fitted = adapter(people, 2).input("old_age", 0.5).fit(FitPlan.of(GRAPH));
    Plan plan = Plan.of(GRAPH, Request.of(GRAPH.features().stream().map(Node::name).toList()));
    WindowOracle oracle = new WindowOracle(plan, with(fitted), people);
    JavaRows rows =
        new JavaRows(
            adapter(people, 3).input("old_age", 0.5).fitted(fitted).run(plan).orderBy("id"),
            plan.features(),
            GRAPH);
    for (Person person : people) {
      assertSame(rows.next(), oracle.features(person));
    }
    assertThat(
            Parity.compare(
                    adapter(people, 3),
                    plan,
                    fitted.giveTo(plan, Inputs.of("old_age", 0.5)),
                    Long.MAX_VALUE)
                .examples())
        .isEmpty();
  }

  private static Map<String, @Nullable Object> with(FittedValues fitted) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fitted.values());
    all.putAll(INPUTS);
    return all;
  }

  @Test
  void missingInput_isToldBeforeAnythingIsFitted() {
    assertThatThrownBy(() -> adapter(List.of(), 1).fit(FitPlan.of(GRAPH)))
        .hasMessage(
            """
            Cannot run the plan of Fitted, Households: 1 problem
            1. [missing-input] input "old_age"
               The plan needs a double; give it one.""");
    assertThatThrownBy(
            () -> adapter(List.of(), 1).input("old_ages", 1.0).fit(FitPlan.of(GRAPH)))
        .hasMessage(
            """
            Cannot fit Fitted, Households: 1 problem
            1. [unknown-feature] "old_ages"
               No feature, input or column of Fitted, Households has this name.
               Did you mean: old_age, ages?""");
  }
}
