package rowan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.contract.Everything.Money;
import rowan.contract.EverythingFeatures.Lookup;
import rowan.feature.Model;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Bits;
import rowan.type.TextForm;

/**
 * What every adapter does alike: the same features, bit by bit, and the same errors. An adapter's
 * own test extends it. Not covered here: windows, and how an adapter reads its rows.
 */
public abstract class AdapterContract {

  private static final Graph GRAPH = Graph.of(EverythingFeatures.class);
  private static final Graph FAULTY = Graph.of(FaultyFeatures.class);

  /** The values of the plan's features, by node name, in the order of the row keys. */
  protected abstract List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows);

  private record Doubling() implements Lookup, Serializable {
    @Override
    public double find(long key) {
      return key * 2.0;
    }
  }

  /** A model that tells the order of its inputs. */
  private record Weighing() implements Model {
    @Override
    public double predict(double[] inputs) {
      double prediction = 0;
      for (int i = 0; i < inputs.length; i++) {
        prediction += Double.isNaN(inputs[i]) ? 0.25 : (i + 1) * inputs[i];
      }
      return prediction;
    }
  }

  private static final Money FEE = new Money(new BigDecimal("0.25"), null, Instant.EPOCH);

  private static final Inputs INPUTS =
      Inputs.of("offset", 40)
          .with("suffix", null)
          .with("fee", FEE)
          .with("lookup", new Doubling())
          .with("model", new Weighing())
          .with("no_flag", null);

  private static Plan everything() {
    return Plan.of(GRAPH, Request.of(GRAPH.features().stream().map(Node::name).toList()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_123})
  void everyFeature_ofRandomRows_equalsTheOracleBitByBit(long seed) {
    List<Everything> rows = new RandomRows(seed).rows(60);
    Plan plan = everything();
    List<Map<String, @Nullable Object>> actual = run(plan, INPUTS, rows);
    java.util.HashMap<String, @Nullable Object> inputs = new java.util.HashMap<>();
    inputs.put("offset", 40L);
    inputs.put("suffix", null);
    inputs.put("fee", FEE);
    inputs.put("lookup", new Doubling());
    inputs.put("model", new Weighing());
    inputs.put("no_flag", null);
    NaiveOracle oracle = new NaiveOracle(GRAPH, inputs);

    assertThat(actual).hasSize(rows.size());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, @Nullable Object> expected = oracle.features(plan.features(), rows.get(i));
      assertThat(actual.get(i).keySet()).containsExactlyElementsOf(expected.keySet());
      for (String feature : expected.keySet()) {
        if (!Bits.equal(expected.get(feature), actual.get(i).get(feature))) {
          differences.add(
              "seed %d row %d %s: expected %s but was %s"
                  .formatted(
                      seed,
                      i,
                      feature,
                      TextForm.show(expected.get(feature)),
                      TextForm.show(actual.get(i).get(feature))));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void nullArgument_ofAParameterThatTakesNone_makesTheFeatureNull() {
    Everything row = new RandomRows(5).rows(1).get(0);
    Plan plan = Plan.of(GRAPH, "never_called", "with_suffix", "with_offset");
    Map<String, @Nullable Object> features =
        run(plan, Inputs.of("suffix", null).with("offset", 1L), List.of(row)).get(0);
    assertThat(features.get("never_called")).isNull();
    assertThat(features.get("with_suffix")).isEqualTo(row.text() + "null");
    assertThat(features.get("with_offset")).isEqualTo(row.small() + 1L);
  }

  @Test
  void override_replacesAFeatureAndWhatIsBehindIt() {
    List<Everything> rows = new RandomRows(6).rows(2);
    Plan plan =
        Plan.of(GRAPH, Request.of("deep", "found").overriding("found", "after_null", "wraps"));
    List<Map<String, @Nullable Object>> features =
        run(plan, Inputs.of("found", 1.5).with("after_null", 1.0).with("wraps", 1), rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(features.get(i).get("found")).isEqualTo(1.5);
      assertThat(features.get(i).get("deep")).isEqualTo(!rows.get(i).flag());
    }
  }

  @Test
  void override_ofTheOnlyColumn_keepsTheRows() {
    List<Everything> rows = new RandomRows(6).rows(3);
    Plan plan = Plan.of(GRAPH, Request.of("not_flag").overriding("everything.flag"));
    assertThat(run(plan, Inputs.of("flag", true), rows))
        .isEqualTo(java.util.Collections.nCopies(3, Map.of("not_flag", false)));
  }

  @Test
  void override_isWidenedWhereTheEdgeWidens() {
    Everything row = new RandomRows(6).rows(1).get(0);
    Plan plan =
        Plan.of(
            GRAPH,
            Request.of("widened_to_long", "takes_null", "input_widened")
                .overriding("everything.small", "everything.maybe_small"));
    Inputs inputs = Inputs.of("small", 4).with("maybe_small", 5);
    assertThat(run(plan, inputs, List.of(row)))
        .isEqualTo(List.of(Map.of("widened_to_long", 5L, "takes_null", 5L, "input_widened", 12.0)));
  }

  @Test
  void missingInputs_areNamedTogether() {
    Plan plan = Plan.of(GRAPH, "with_offset", "with_suffix", "found");
    List<Everything> rows = new RandomRows(7).rows(1);
    assertThatThrownBy(() -> run(plan, Inputs.of("ofset", 3), rows))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot run the plan of EverythingFeatures: 4 problems
            1. [missing-input] input "lookup"
               The plan needs a Lookup; give it one.
            2. [missing-input] input "offset"
               The plan needs a long; give it one.
            3. [missing-input] input "suffix"
               The plan needs a String; give it one.
            4. [unknown-input] input "ofset"
               The plan takes no input of this name.
               Did you mean: offset?""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throwing | Cannot compute throwing: rowan.contract.FaultyFeatures.throwing threw java.lang.NumberFormatException: For input string: \"x\" for (small = 0, text = \"x\")",
        "throwing_checked | Cannot compute throwing_checked: rowan.contract.FaultyFeatures.throwingChecked threw java.io.IOException: no disk for 7 for (rowId = 7)",
        "nothing | Cannot compute nothing: rowan.contract.FaultyFeatures.nothing returned null for (text = \"x\"); mark its result @Nullable if it may",
        "too_long | Cannot compute too_long: rowan.contract.FaultyFeatures.tooLong returned an invalid value for (price = 123.45): the decimal 123.45 does not fit decimal(4,2)",
        "too_late | Cannot compute too_late: rowan.contract.FaultyFeatures.tooLate returned an invalid value for (happenedAt = 1970-01-01T00:00:00Z): the instant +1000000000-12-31T23:59:59.999999999Z is out of range (64 bits of microseconds)",
        "holey | Cannot compute holey: rowan.contract.FaultyFeatures.holey returned an invalid value for (words = [null]): an element of a List<String> is null; mark its type @Nullable if it may be",
      })
  void methodThatFails_isToldWithFeatureMethodAndInputs(String feature, String message) {
    Throwable thrown =
        catchThrowable(() -> run(Plan.of(FAULTY, feature), Inputs.none(), List.of(faultyRow())));
    assertThat(featureException(thrown)).startsWith(message);
  }

  @Test
  void methodThatFails_doesNotDisturbAPlanWithoutIt() {
    Everything row = faultyRow();
    assertThat(run(Plan.of(FAULTY, "fine"), Inputs.none(), List.of(row)).get(0))
        .isEqualTo(Map.of("fine", row.real()));
  }

  private static Everything faultyRow() {
    Everything row = new RandomRows(8).rows(1).get(0);
    return new Everything(
        7,
        Instant.EPOCH,
        true,
        0,
        row.big(),
        row.single(),
        0.5,
        "x",
        new BigDecimal("123.45"),
        row.day(),
        row.local(),
        row.bytes(),
        row.point(),
        row.color(),
        java.util.Collections.singletonList(null),
        row.weights(),
        row.money(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The message of the feature's error, wherever the engine has wrapped it. */
  protected static String featureException(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof FeatureException) {
        return t.getMessage();
      }
    }
    throw new AssertionError("no FeatureException", thrown);
  }
}
