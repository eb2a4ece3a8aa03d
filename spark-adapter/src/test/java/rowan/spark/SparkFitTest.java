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
    Dataset<Row> table = RecordTable.of(spark, GRAPH, GRAPH.sources().get(0), people, partitions);
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
    FittedValues fitted = adapter(people, partitions).input("old_age", 0.5).fit(FitPlan.of(GRAPH));
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
                    Long.MAX_VALUE,
                    line -> {})
                .examples())
        .isEmpty();
  }

  @Test
  void trainingRows_areGivenValuesThatWereFittedWithoutThem() {
    List<Person> people = People.random(90, 8);
    Plan plan = Plan.of(GRAPH, "risk", "age_normalized", "relative_age");
    FitPlan needed = FitPlan.of(GRAPH, Request.of("risk", "relative_age"));
    OutOfFold outOfFold = OutOfFold.fit(adapter(people, 3), needed, GRAPH.sources().get(0), 4);
    Map<Long, Row> actual = new LinkedHashMap<>();
    outOfFold.run(plan).collectAsList().forEach(row -> actual.put(row.getLong(0), row));
    Map<Long, Integer> folds = folds(people);
    assertThat(actual).hasSize(people.size());
    assertThat(folds.values()).contains(0, 1, 2, 3);
    for (int fold = 0; fold < 4; fold++) {
      int left = fold;
      List<Person> others =
          people.stream().filter(one -> folds.getOrDefault(one.id(), -1) != left).toList();
      Map<String, @Nullable Object> expected = NaiveFit.fit(GRAPH, INPUTS, others);
      outOfFold
          .values(fold)
          .values()
          .forEach((name, value) -> assertThat(Bits.equal(value, expected.get(name))).isTrue());
      WindowOracle oracle = new WindowOracle(plan, expected, people);
      for (Person person : people) {
        if (folds.getOrDefault(person.id(), -1) == fold) {
          Row row = actual.get(person.id());
          oracle
              .features(person)
              .forEach(
                  (name, value) ->
                      assertThat(Bits.equal(row.getAs(name), value))
                          .as(person.id() + " " + name)
                          .isTrue());
        }
      }
    }
  }

  private Map<Long, Integer> folds(List<Person> people) {
    Map<Long, Integer> folds = new LinkedHashMap<>();
    RecordTable.of(spark, GRAPH, GRAPH.sources().get(0), people, 1)
        .selectExpr("id", "cast(pmod(xxhash64(id), 4) as int)")
        .collectAsList()
        .forEach(row -> folds.put(row.getLong(0), row.getInt(1)));
    return folds;
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
    assertThatThrownBy(() -> adapter(List.of(), 1).input("old_ages", 1.0).fit(FitPlan.of(GRAPH)))
        .hasMessage(
            """
            Cannot fit Fitted, Households: 1 problem
            1. [unknown-feature] "old_ages"
               No feature, input or column of Fitted, Households has this name.
               Did you mean: old_age, ages?""");
  }
}
