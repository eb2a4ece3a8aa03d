package rowan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static rowan.Golden.assertGolden;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Named;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;

public class PlanTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      long customerId,
      @Named("amt") double amount,
      String country) {}

  @Source("customers")
  public record Customer(@RowKey long customerId, int age) {}

  public record Range(double low, double high) {}

  @Features(of = Payment.class)
  public abstract static class PaymentFeatures {
    @Input
    abstract double rate();

    @Input
    public static double threshold() {
      return 100;
    }

    @Input
    abstract Thread model();

    public static double fee(double amount, double rate) {
      return amount * rate;
    }

    public static double amountAndFee(double amount, double fee) {
      return amount + fee;
    }

    public static boolean highAmount(double amountAndFee, double threshold) {
      return amountAndFee > threshold;
    }

    public static Range range(double amount) {
      return new Range(amount, amount);
    }

    public static double width(double rangeLow, double rangeHigh) {
      return rangeHigh - rangeLow;
    }

    public static int countryLength(String country) {
      return country.length();
    }

    public static String modelName(Thread model) {
      return model.getName();
    }
  }

  @Features(of = Customer.class)
  public abstract static class CustomerFeatures {
    public static boolean adult(int age) {
      return age >= 18;
    }
  }

  private static final Graph GRAPH = Graph.of(PaymentFeatures.class, CustomerFeatures.class);

  @Test
  void plan_computesOnlyTheAncestorsOfWhatIsWanted() {
    Plan plan = Plan.of(GRAPH, "amountAndFee");

    assertThat(columns(plan)).containsExactly("payments.amt");
    assertThat(names(plan.supply().nodes())).containsExactly("rate");
    assertThat(computed(plan)).containsExactly(List.of("fee"), List.of("amount_and_fee"));
    assertThat(names(plan.features())).containsExactly("amount_and_fee");
    assertThat(plan.spine()).map(SourceTable::table).contains("payments");
    assertThat(plan.graph()).isSameAs(GRAPH);
  }

  @Test
  void plan_selectsInTheOrderOfTheRequest_eachOnce() {
    Plan plan = Plan.of(GRAPH, "width", "fee", "country_length", "FEE", "amount");

    assertThat(names(plan.features()))
        .containsExactly("width", "fee", "country_length", "payments.amt");
  }

  @Test
  void plan_keepsWhatIdentifiesARow_withoutScanningItForFeatures() {
    Plan plan = Plan.of(GRAPH, "fee");

    assertThat(names(plan.select().identity()))
        .containsExactly("payments.payment_id", "payments.paid_at");
    assertThat(columns(plan)).containsExactly("payments.amt");
  }

  @Test
  void plan_levels_holdWhatDoesNotDependOnEachOther() {
    assertThat(computed(Plan.of(GRAPH, "width", "highAmount")))
        .containsExactly(
            List.of("range", "fee"),
            List.of("range_low", "range_high", "amount_and_fee"),
            List.of("width", "high_amount"));
  }

  @Test
  void override_cutsOffWhatOnlyItDependsOn() {
    Plan plan = Plan.of(GRAPH, Request.of("highAmount").overriding("amount_and_fee"));

    assertThat(columns(plan)).isEmpty();
    assertThat(plan.spine()).map(SourceTable::table).contains("payments");
    assertThat(plan.toString()).startsWith("scan payments\n");
    assertThat(names(plan.supply().nodes()))
        .containsExactlyInAnyOrder("threshold", "amount_and_fee");
    assertThat(computed(plan)).containsExactly(List.of("high_amount"));
  }

  @Test
  void override_keepsWhatOtherFeaturesDependOn() {
    Plan plan = Plan.of(GRAPH, Request.of("highAmount", "fee").overriding("amountAndFee"));

    assertThat(columns(plan)).containsExactly("payments.amt");
    assertThat(computed(plan)).containsExactly(List.of("fee"), List.of("high_amount"));
  }

  @Test
  void override_ofAColumn_isSuppliedAndNotScanned() {
    Plan plan = Plan.of(GRAPH, Request.of("fee", "countryLength").overriding("amount"));

    assertThat(columns(plan)).containsExactly("payments.country");
    assertThat(names(plan.supply().nodes())).containsExactlyInAnyOrder("payments.amt", "rate");
  }

  @Test
  void override_ofAnInput_isThatInput() {
    Plan plan = Plan.of(GRAPH, Request.of("fee").overriding("rate"));

    assertThat(names(plan.supply().nodes())).containsExactly("rate");
  }

  @Test
  void override_ofARecord_leavesItsPartsToBeTakenFromIt() {
    Plan plan = Plan.of(GRAPH, Request.of("width").overriding("range"));

    assertThat(names(plan.supply().nodes())).containsExactly("range");
    assertThat(computed(plan))
        .containsExactly(List.of("range_low", "range_high"), List.of("width"));
  }

  @Test
  void override_ofWhatIsWanted_isSelected() {
    Plan plan = Plan.of(GRAPH, Request.of("fee").overriding("fee"));

    assertThat(plan.compute()).isEmpty();
    assertThat(names(plan.features())).containsExactly("fee");
  }

  @Test
  void override_ofWhatIsNotNeeded_isNotSupplied() {
    Plan plan = Plan.of(GRAPH, Request.of("countryLength").overriding("fee"));

    assertThat(plan.supply().nodes()).isEmpty();
    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("Scan", "RowFeatures", "Select");
  }

  @Test
  void request_isImmutable_andGrows() {
    Request request = Request.of("fee");

    assertThat(request.overriding("amount").overriding("rate"))
        .isEqualTo(
            new Request(
                List.of("fee"), Set.of("amount", "rate"), Optional.empty(), Optional.empty()));
    assertThat(request.overrides()).isEmpty();
  }

  @Test
  void request_ofNothing_isRefused() {
    assertRefused(
        Request.of(),
        """
        Cannot plan features of PaymentFeatures, CustomerFeatures: 1 problem
        1. [nothing-wanted] request
           Name at least one feature.\
        """);
  }

  @Test
  void request_withEveryFault_isToldOfEach() {
    assertRefused(
        Request.of("hihgAmount", "model", "fee", "customerId", "adult").overriding("rat"),
        """
        Cannot plan features of PaymentFeatures, CustomerFeatures: 5 problems
        1. [unknown-feature] "hihgAmount"
           No feature, input or column of PaymentFeatures, CustomerFeatures has this name.
           Did you mean: high_amount?
        2. [ambiguous-column] "customerId"
           Several columns have this name; put the source in front: payments.customer_id, customers.customer_id.
        3. [unknown-feature] "rat"
           No feature, input or column of PaymentFeatures, CustomerFeatures has this name.
           Did you mean: rate?
        4. [unsupported-type] "model"
           No column can hold a Thread; ask for the features that are computed from it.
        5. [several-sources] request
           The features describe rows of different sources; ask for those of one at a time: customers (adult), payments (fee).\
        """);
  }

  private static void assertRefused(Request request, String message) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Plan.of(GRAPH, request))
        .withMessage(message);
  }

  @Test
  void plan_ofFeaturesThatReadNoRow_scansNothing() {
    Plan plan = Plan.of(GRAPH, "modelName");

    assertThat(plan.scan()).isEmpty();
    assertThat(plan.spine()).isEmpty();
    assertThat(plan.select().identity()).isEmpty();
    assertThat(plan)
        .hasToString(
            """
            supply: model Thread (required)
            row features:
              String model_name = rowan.plan.PlanTest.PaymentFeatures.modelName(model)
            select: model_name
            """);
  }

  @Test
  void plan_asText_isAsBefore() {
    Request request =
        Request.of("highAmount", "width", "countryLength", "amount").overriding("country");

    assertGolden(Plan.of(GRAPH, request).toString(), "plan.txt");
  }

  @Test
  void plan_isAPureFunction() {
    assertThat(Plan.of(GRAPH, "fee", "width")).isEqualTo(Plan.of(GRAPH, "fee", "width"));
  }

  private static List<String> columns(Plan plan) {
    return names(plan.scan().orElseThrow().columns());
  }

  private static List<List<String>> computed(Plan plan) {
    return plan.compute().stream().map(step -> names(((Step.RowFeatures) step).nodes())).toList();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }
}
