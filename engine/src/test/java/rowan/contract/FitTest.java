package rowan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.contract.People.Person;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Mean;
import rowan.fit.FitPlan;
import rowan.fit.FitProgram;
import rowan.fit.FitState;
import rowan.fit.FitStep;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Bits;
import rowan.type.Micros;
import rowan.type.TextForm;

/** Fitted values over random rows, however they are spread; as files; and in plans. */
public class FitTest {

  private static final Graph GRAPH = Graph.of(People.Fitted.class);
  private static final Inputs INPUTS = Inputs.of("old_age", 0.5);

  private static FittedValues fit(FitPlan plan, List<Person> people, long seed) {
    return plan.fit(
        inputs(plan), (step, program, inputs) -> run(step, program, inputs, people, seed));
  }

  private static Inputs inputs(FitPlan plan) {
    return plan.graph().find("old_age").isPresent() ? INPUTS : Inputs.none();
  }

  /** Rows in any order, in states of any size, which are merged in any order. */
  private static FitState run(
      FitStep step, FitProgram program, Inputs inputs, List<Person> people, long seed) {
    Random random = new Random(seed);
    Map<String, @Nullable Object> known = new HashMap<>();
    for (String name : inputs.names().stream().map(name -> name.snakeCase()).toList()) {
      known.put(name, inputs.value(name));
    }
    WindowOracle oracle = new WindowOracle(step.plan(), known, people);
    List<FitState> states = new ArrayList<>(List.of(program.newState()));
    List<Person> shuffled = new ArrayList<>(people);
    java.util.Collections.shuffle(shuffled, random);
    for (Person person : shuffled) {
      if (random.nextInt(10) == 0) {
        states.add(program.newState());
      }
      FitState state = states.get(random.nextInt(states.size()));
      program.add(state, oracle.features(person).values().toArray(), Micros.of(person.joinedAt()));
    }
    while (states.size() > 1) {
      FitState one = states.remove(random.nextInt(states.size()));
      FitState other = states.remove(random.nextInt(states.size()));
      states.add(program.merge(one, other));
    }
    return states.get(0);
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

  private static Map<String, @Nullable Object> naive(List<Person> people) {
    return NaiveFit.fit(GRAPH, Map.of("old_age", 0.5), people);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 20_261_123})
  void fittedValues_ofRowsHoweverSpread_equalTheNaiveLoopBitByBit(long seed) {
    List<Person> people = People.random(120, seed);
    Map<String, @Nullable Object> expected = naive(people);
    for (long spread = 0; spread < 3; spread++) {
      assertSame(fit(FitPlan.of(GRAPH), people, spread).values(), expected);
    }
  }

  @Test
  void noRows_giveWhatEmptyWindowsDo() {
    FittedValues fitted = fit(FitPlan.of(GRAPH), List.of(), 1);
    assertSame(fitted.values(), naive(List.of()));
    assertThat(fitted.values())
        .containsEntry("people", 0L)
        .containsEntry("old_budget", -1.0)
        .containsEntry("age_mean", null);
    assertThat(fitted.training().get(0).first()).isEmpty();
  }

  @Test
  void file_keepsEveryBit() {
    for (List<Person> people : List.of(People.random(60, 7), List.<Person>of())) {
      FittedValues fitted = fit(FitPlan.of(GRAPH), people, 1);
      FittedValues read = FittedValues.read(GRAPH, fitted.toJson());
      assertSame(read.values(), fitted.values());
      assertThat(read.training()).isEqualTo(fitted.training());
      assertThat(read.toJson()).isEqualTo(fitted.toJson());
    }
  }

  @Test
  void plan_fitsLevelByLevel() {
    FitPlan plan = FitPlan.of(GRAPH, Request.of("relative_age"));
    assertThat(plan.toString())
        .isEqualTo(
            """
            pass 1 over people:
              double age_mean = Mean(people.age) of all people
              double age_stddev = StdDev[sample=false](people.age) of all people
            pass 2 over people:
              double oldest = Max(age_normalized) of all people
            """);
    assertThat(
            FitPlan.of(GRAPH, Request.of("oldest").overriding("age_mean")).steps().get(0).values())
        .hasSize(1);
  }

  @Test
  void span_takesOnlyRowsInIt() {
    List<Person> people = People.random(80, 11);
    Instant from = Instant.ofEpochSecond(1_000_000);
    Instant to = Instant.ofEpochSecond(3_000_000);
    FitPlan plan =
        FitPlan.of(GRAPH, Request.of("age_mean", "people"))
            .between(Optional.of(from), Optional.of(to));
    List<Person> within =
        people.stream()
            .filter(p -> !p.joinedAt().isBefore(from) && p.joinedAt().isBefore(to))
            .toList();
    FittedValues fitted = fit(plan, people, 1);
    Map<String, @Nullable Object> expected = new LinkedHashMap<>(naive(within));
    expected.keySet().retainAll(List.of("age_mean", "people"));
    assertSame(fitted.values(), expected);
    assertThat(fitted.training().get(0).rows()).isEqualTo(within.size());
    assertThat(fitted.training().get(0).first())
        .isEqualTo(within.stream().map(Person::joinedAt).min(Instant::compareTo));
  }

  @Test
  void scorer_takesFittedValues_andValuesByHandWin() {
    List<Person> people = People.random(50, 5);
    FittedValues fitted = fit(FitPlan.of(GRAPH), people, 1);
    Plan plan = Plan.of(GRAPH, "age_normalized", "gender_code", "budget_bin", "risk", "inputs");
    Scorer scorer = Scorer.of(plan, fitted.giveTo(plan, Inputs.none()));
    WindowOracle oracle = new WindowOracle(plan, fitted.values(), people);
    List<Person> inOrder = new ArrayList<>(people);
    inOrder.sort(java.util.Comparator.comparing(Person::joinedAt).thenComparing(Person::id));
    for (Person person : inOrder) {
      Scores scores = scorer.scoreAndObserve(person);
      oracle
          .features(person)
          .forEach(
              (name, expected) ->
                  assertThat(Bits.equal(scores.value(name), expected)).as(name).isTrue());
    }
    Inputs byHand = fitted.giveTo(plan, Inputs.of("ageMean", 40).with("age_stddev", 10));
    Person person = people.get(0);
    assertThat(Scorer.of(plan, byHand).score(person).value("age_normalized"))
        .isEqualTo((person.age() - 40) / 10);
  }

  @Test
  void plan_withoutFittedValues_saysWhatToRun() {
    assertThatThrownBy(() -> Scorer.of(Plan.of(GRAPH, "age_normalized"), Inputs.none()))
        .hasMessage(
            """
            Cannot run the plan of Fitted, Households: 2 problems
            1. [not-fitted] fitted value "age_mean"
               The plan needs a value fitted over the rows of "people"; run rowan fit and give its file (--fitted FILE, or FittedValues.read), or give a value by hand, as if it were an input.
            2. [not-fitted] fitted value "age_stddev"
               The plan needs a value fitted over the rows of "people"; run rowan fit and give its file (--fitted FILE, or FittedValues.read), or give a value by hand, as if it were an input.""");
  }

  @Test
  void file_ofAnotherDefinition_isRefused() {
    String json = fit(FitPlan.of(GRAPH, Request.of("age_mean")), People.random(9, 1), 1).toJson();
    String other =
        json.replaceFirst("\"definition\" : \"[0-9a-f]{16}\"", "\"definition\" : \"00\"");
    assertThat(other).isNotEqualTo(json);
    assertThatThrownBy(() -> FittedValues.read(GRAPH, other))
        .hasMessage(
            """
            Cannot take fitted values for Fitted, Households: 1 problem
            1. [stale-fit] fitted value "age_mean"
               It was fitted by another definition than the graph has now; fit it again, or train the model anew that it came with.""");
    for (String none :
        Arrays.asList("[]", "{}", "x", json.replace("\"version\" : 1", "\"version\" : 2"))) {
      assertThatThrownBy(() -> FittedValues.read(GRAPH, none))
          .hasMessageContaining("[no-fitted-values] file");
    }
  }

  /** A mean that is 0 of no rows. */
  @Features(of = Person.class)
  public abstract static class NoneIsZero {
    @Fit
    @Mean
    @Empty(0)
    abstract double ageMean(double age);
  }

  /** The same mean, but 7 of no rows. */
  @Features(of = Person.class)
  public abstract static class NoneIsSeven {
    @Fit
    @Mean
    @Empty(7)
    abstract double ageMean(double age);
  }

  @Test
  void file_ofAnotherEmptyValue_isRefused() {
    Graph zero = Graph.of(NoneIsZero.class);
    String json = fit(FitPlan.of(zero), List.of(), 1).toJson();
    assertThat(FittedValues.read(zero, json).values()).containsEntry("age_mean", 0.0);
    assertThatThrownBy(() -> FittedValues.read(Graph.of(NoneIsSeven.class), json))
        .hasMessage(
            """
            Cannot take fitted values for NoneIsSeven: 1 problem
            1. [stale-fit] fitted value "age_mean"
               It was fitted by another definition than the graph has now; fit it again, or train the model anew that it came with.""");
  }
}
