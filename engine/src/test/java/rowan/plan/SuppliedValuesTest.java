package rowan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Source;
import rowan.graph.CheckException;
import rowan.graph.Graph;

public class SuppliedValuesTest {

  public enum Mode {
    BATCH,
    ONLINE
  }

  @Source("payments")
  public record Payment(double txAmount, long id) {}

  @Features(of = Payment.class)
  public abstract static class WithInputs {
    @Input
    abstract long limit();

    @Input
    abstract @Nullable Double rate();

    @Input
    abstract Mode mode();

    @Input
    abstract Instant since();

    @Input
    abstract List<Long> blocked();

    @Input
    abstract Thread model();

    @Input
    public static double threshold() {
      return 100;
    }

    @Input
    public static Instant now() {
      return Instant.ofEpochSecond(1, 1);
    }

    public static String all(
        long limit,
        @Nullable Double rate,
        Mode mode,
        Instant since,
        List<Long> blocked,
        Thread model,
        double threshold,
        Instant now,
        double txAmount) {
      return "";
    }

    public static double scaled(double txAmount, double threshold) {
      return txAmount / threshold;
    }
  }

  private static final Plan ALL = Plan.of(Graph.of(WithInputs.class), "all");

  private static final Inputs RIGHT =
      Inputs.of("limit", 7L)
          .with("rate", 0.5)
          .with("mode", Mode.ONLINE)
          .with("since", Instant.EPOCH)
          .with("blocked", List.of(1L))
          .with("model", Thread.currentThread());

  @Test
  void values_thatAreRight_areTaken_andTheOthersHaveDefaults() {
    SuppliedValues values = SuppliedValues.of(ALL, RIGHT);

    assertThat(values.asMap())
        .containsOnlyKeys("limit", "rate", "mode", "since", "blocked", "model", "threshold", "now");
    assertThat(values.value("limit")).isEqualTo(7L);
    assertThat(values.value("mode")).isEqualTo(Mode.ONLINE);
    assertThat(values.value("model")).isSameAs(Thread.currentThread());
    assertThat(values.value("threshold")).isEqualTo(100.0);
    assertThat(values.value("now")).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(values.contains("limit")).isTrue();
    assertThat(values.contains("tx_amount")).isFalse();
  }

  @Test
  void values_areWidenedAndMadeCanonical() {
    SuppliedValues values =
        SuppliedValues.of(
            ALL,
            RIGHT
                .with("limit", 7)
                .with("rate", 1L)
                .with("mode", "BATCH")
                .with("since", Instant.ofEpochSecond(0, 999))
                .with("blocked", List.of(1, 2L))
                .with("threshold", 3));

    assertThat(values.value("limit")).isEqualTo(7L);
    assertThat(values.value("rate")).isEqualTo(1.0);
    assertThat(values.value("mode")).isEqualTo(Mode.BATCH);
    assertThat(values.value("since")).isEqualTo(Instant.EPOCH);
    assertThat(values.value("blocked")).isEqualTo(List.of(1L, 2L));
    assertThat(values.value("threshold")).isEqualTo(3.0);
  }

  @Test
  void null_givenWhereItMayBe_differsFromAbsent() {
    SuppliedValues values = SuppliedValues.of(ALL, RIGHT.with("rate", null));

    assertThat(values.contains("rate")).isTrue();
    assertThat(values.value("rate")).isNull();
  }

  @Test
  void names_inAnySpelling_theLastOneCounts() {
    Inputs inputs = Inputs.of("THRESHOLD", 1.0).with("threshold", 2.0);
    Plan plan = Plan.of(Graph.of(WithInputs.class), "scaled");

    assertThat(SuppliedValues.of(plan, inputs).value("threshold")).isEqualTo(2.0);
    assertRefused(
        plan,
        Inputs.of("ZIP", 1).with("zip", 2),
        """
        Cannot run the plan of WithInputs: 1 problem
        1. [unknown-input] input "zip"
           The plan takes no input of this name.\
        """);
  }

  @Test
  void inputs_withEveryFault_areToldOfEach() {
    Inputs inputs =
        Inputs.of("limit", 1.5)
            .with("mode", "OFFLINE")
            .with("since", null)
            .with("blocked", Arrays.asList(1L, null))
            .with("model", "gbt")
            .with("treshold", 1.0)
            .with("zip", 1);
    assertRefused(
        ALL,
        inputs,
        """
        Cannot run the plan of WithInputs: 8 problems
        1. [input-type] input "blocked"
           [1, null] (ArrayList) is not a List<long>: an element of a List<long> is null; mark its type @Nullable if it may be.
        2. [input-type] input "limit"
           1.5 (Double) is not a long: expected a Long.
        3. [input-type] input "mode"
           "OFFLINE" (String) is not a Mode: its constants are BATCH, ONLINE.
        4. [input-type] input "model"
           "gbt" (String) is not a Thread: expected a Thread.
        5. [missing-input] input "rate"
           The plan needs a double; give it one.
        6. [null-input] input "since"
           It is null, but not declared @Nullable.
        7. [unknown-input] input "treshold"
           The plan takes no input of this name.
           Did you mean: threshold?
        8. [unknown-input] input "zip"
           The plan takes no input of this name.\
        """);
  }

  @Test
  void input_thatTheGraphHasButThePlanDoesNotNeed_isUnknown() {
    Plan plan = Plan.of(Graph.of(WithInputs.class), "scaled");

    assertRefused(
        plan,
        Inputs.of("limit", 1L),
        """
        Cannot run the plan of WithInputs: 1 problem
        1. [unknown-input] input "limit"
           No wanted feature reads it as an input; leave it out.\
        """);
  }

  @Test
  void inputs_none_whenAllHaveDefaults() {
    Plan plan = Plan.of(Graph.of(WithInputs.class), "scaled");

    assertThat(SuppliedValues.of(plan, Inputs.none()).asMap().keySet())
        .containsExactly("threshold");
  }

  @Test
  void override_isGivenByTheNameOfTheColumn_withOrWithoutItsSource() {
    Plan plan = Plan.of(Graph.of(WithInputs.class), Request.of("scaled").overriding("tx_amount"));

    assertThat(SuppliedValues.of(plan, Inputs.of("txAmount", 5)).value("payments.tx_amount"))
        .isEqualTo(5.0);
    assertThat(
            SuppliedValues.of(plan, Inputs.of("payments.tx_amount", 5)).value("payments.tx_amount"))
        .isEqualTo(5.0);
  }

  @Test
  void override_notGiven_isMissing_evenOfAnInputlessFeature() {
    Plan plan = Plan.of(Graph.of(WithInputs.class), Request.of("scaled").overriding("scaled"));

    assertRefused(
        plan,
        Inputs.none(),
        """
        Cannot run the plan of WithInputs: 1 problem
        1. [missing-input] input "scaled"
           The plan needs a double; give it one.\
        """);
  }

  private static void assertRefused(Plan plan, Inputs inputs, String message) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> SuppliedValues.of(plan, inputs))
        .withMessage(message);
  }

  @Features
  public abstract static class BadDefaults {
    @Input
    public static String throwing() {
      throw new IllegalStateException("no network");
    }

    @Input
    public static String nothing() {
      return null;
    }

    public static String uses(String throwing) {
      return throwing;
    }

    public static String usesNothing(String nothing) {
      return nothing;
    }
  }

  @Test
  void default_thatThrows_saysWhich_andKeepsTheCause() {
    Plan plan = Plan.of(Graph.of(BadDefaults.class), "uses");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuppliedValues.of(plan, Inputs.none()))
        .withMessage(
            "Cannot compute the default of the input rowan.plan.SuppliedValuesTest.BadDefaults.throwing: java.lang.IllegalStateException: no network")
        .withRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void default_thatIsNull_isRefusedWhereItMayNotBe() {
    assertRefused(
        Plan.of(Graph.of(BadDefaults.class), "usesNothing"),
        Inputs.none(),
        """
        Cannot run the plan of BadDefaults: 1 problem
        1. [null-input] input "nothing"
           It is null, but not declared @Nullable.\
        """);
  }

  @Test
  void default_isNotComputed_whenAValueIsGiven() {
    Plan plan = Plan.of(Graph.of(BadDefaults.class), "uses");

    assertThat(SuppliedValues.of(plan, Inputs.of("throwing", "x")).value("throwing"))
        .isEqualTo("x");
  }
}
