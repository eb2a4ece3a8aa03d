package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Named;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Tag;
import rowan.type.Type;

/** What a sound graph says of itself. Its printed forms are in {@link GraphFormatTest}. */
public class GraphTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      long customerId,
      double amount,
      @Tag(name = "pii", value = "yes") @Nullable String country,
      @KnownAfter("7d") boolean fraud,
      @KnownAfter("36h") boolean disputed) {}

  @Source("customers")
  public record Customer(@RowKey long customerId, @Named("birth_dt") LocalDate born) {}

  public record Stats(double mean, @Nullable Double deviation) {}

  @Features(of = Payment.class)
  @Tag(name = "owner", value = "fraud-team")
  public abstract static class PaymentFeatures {
    @Input
    abstract double rate();

    @Input
    public static double threshold() {
      return 100;
    }

    public static double fee(double amount, double rate) {
      return amount * rate;
    }

    @Tag(name = "owner", value = "finance")
    @Tag(name = "unit", value = "EUR")
    public static double amountAndFee(double amount, double fee) {
      return amount + fee;
    }

    public static boolean highAmount(double amountAndFee, double threshold) {
      return amountAndFee > threshold;
    }

    public static double fraudLoss(boolean fraud, double amount) {
      return fraud ? amount : 0;
    }

    public static double anyLoss(double fraudLoss, boolean disputed) {
      return disputed ? 0 : fraudLoss;
    }

    public static Stats stats(double amount) {
      return new Stats(amount, null);
    }

    public static double usesPart(double statsMean, Stats stats) {
      return statsMean + stats.mean();
    }

    public static int countryLength(String country) {
      return country.length();
    }

    public static int countryOrZero(@Nullable String country) {
      return country == null ? 0 : country.length();
    }

    public static @Nullable String upper(long customerId) {
      return null;
    }

    public static int upperLength(String upper, double amount) {
      return upper.length();
    }

    public static long hour(@EventTime Instant whenever) {
      return whenever.getEpochSecond() / 3600;
    }
  }

  @Features(of = Customer.class)
  public abstract static class CustomerFeatures {
    public static int birthYear(LocalDate born) {
      return born.getYear();
    }
  }

  private static final Graph GRAPH = Graph.of(PaymentFeatures.class, CustomerFeatures.class);

  // ---- finding

  @ParameterizedTest
  @ValueSource(strings = {"amountAndFee", "amount_and_fee", "AMOUNT_AND_FEE", "amountandfee"})
  void find_feature_inAnySpelling(String name) {
    assertThat(GRAPH.node(name).name()).isEqualTo("amount_and_fee");
  }

  @ParameterizedTest
  @CsvSource({
    "amount, payments.amount",
    "payments.amount, payments.amount",
    "Payments.Amount, payments.amount",
    "paidAt, payments.paid_at",
    "born, customers.birth_dt",
    "birth_dt, customers.birth_dt",
    "customers.birthDt, customers.birth_dt",
    "payments.customer_id, payments.customer_id",
    "customers.customerId, customers.customer_id",
    "rate, rate",
    "stats_mean, stats_mean",
    "statsDeviation, stats_deviation",
  })
  void find_anyNode(String name, String node) {
    assertThat(GRAPH.find(name)).map(Node::name).contains(node);
  }

  @Test
  void find_columnOfTwoSources_isNeither() {
    assertThat(GRAPH.find("customer_id")).isEmpty();
    assertUnfound(
        "customerId",
        """
        Cannot search the graph of PaymentFeatures, CustomerFeatures: 1 problem
        1. [ambiguous-column] "customerId"
           Several columns have this name; put the source in front: payments.customer_id, customers.customer_id.\
        """);
  }

  @Test
  void find_unknownName_hasNearMisses() {
    assertThat(GRAPH.find("amontAndFee")).isEmpty();
    assertUnfound(
        "amontAndFee",
        """
        Cannot search the graph of PaymentFeatures, CustomerFeatures: 1 problem
        1. [unknown-feature] "amontAndFee"
           No feature, input or column of PaymentFeatures, CustomerFeatures has this name.
           Did you mean: amount_and_fee?\
        """);
  }

  private static void assertUnfound(String name, String message) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> GRAPH.node(name))
        .withMessage(message);
  }

  // ---- lineage

  @Test
  void nodes_comeAfterWhatTheyDependOn() {
    List<String> names = names(GRAPH.nodes());

    assertThat(GRAPH.nodes())
        .allSatisfy(
            node ->
                assertThat(node.arguments())
                    .allSatisfy(
                        argument ->
                            assertThat(names.indexOf(argument.node()))
                                .isBetween(0, names.indexOf(node.name()) - 1)));
    assertThat(names).doesNotHaveDuplicates().hasSize(27);
  }

  @Test
  void features_areTheComputedNodes() {
    assertThat(names(GRAPH.features()))
        .containsExactlyInAnyOrder(
            "fee",
            "amount_and_fee",
            "high_amount",
            "fraud_loss",
            "any_loss",
            "stats",
            "stats_mean",
            "stats_deviation",
            "uses_part",
            "country_length",
            "country_or_zero",
            "upper",
            "upper_length",
            "hour",
            "birth_year");
  }

  @Test
  void upstream_isTheNodeAndItsAncestorsInOrder() {
    assertThat(names(GRAPH.upstreamOf("highAmount")))
        .containsExactly(
            "payments.amount", "rate", "threshold", "fee", "amount_and_fee", "high_amount");
    assertThat(names(GRAPH.upstreamOf("amount"))).containsExactly("payments.amount");
  }

  @Test
  void position_isThatAmongAllNodes() {
    assertThat(GRAPH.nodes())
        .allSatisfy(node -> assertThat(GRAPH.nodes().get(node.position())).isSameAs(node));
  }

  @Test
  void dependencies_areTheNodesThatANodeNames() {
    assertThat(GRAPH.nodes())
        .allSatisfy(
            node ->
                assertThat(names(GRAPH.dependenciesOf(node)))
                    .containsExactlyElementsOf(node.dependencies()));
    assertThat(names(GRAPH.argumentsOf(GRAPH.node("highAmount"))))
        .containsExactly("amount_and_fee", "threshold");
  }

  @Test
  void known_isTheNodeOfTheExactName() {
    assertThat(GRAPH.nodes())
        .allSatisfy(node -> assertThat(GRAPH.known(node.name())).isSameAs(node));
    assertThatIllegalStateException()
        .isThrownBy(() -> GRAPH.known("highAmount"))
        .withMessage("the graph has no node highAmount");
  }

  @Test
  void upstream_cut_isNotLookedBehind() {
    List<Node> wanted = List.of(GRAPH.node("highAmount"));

    assertThat(names(GRAPH.upstreamOf(wanted, java.util.Set.of("amount_and_fee"))))
        .containsExactly("threshold", "amount_and_fee", "high_amount");
  }

  @Test
  void downstream_isTheNodeAndItsDescendantsInOrder() {
    assertThat(names(GRAPH.downstreamOf("rate")))
        .containsExactly("rate", "fee", "amount_and_fee", "high_amount");
    assertThat(names(GRAPH.downstreamOf("birthYear"))).containsExactly("birth_year");
  }

  @Test
  void between_isEveryPath_bothEndsIncluded() {
    assertThat(names(GRAPH.between("payments.amount", "amount_and_fee")))
        .containsExactly("payments.amount", "fee", "amount_and_fee");
    assertThat(names(GRAPH.between("fee", "fee"))).containsExactly("fee");
  }

  @Test
  void between_againstTheArrowsOrApart_isEmpty() {
    assertThat(GRAPH.between("amount_and_fee", "rate")).isEmpty();
    assertThat(GRAPH.between("born", "fee")).isEmpty();
  }

  @Test
  void tagged_methodTagReplacesThatOfItsClass() {
    assertThat(names(GRAPH.tagged("owner", "finance"))).containsExactly("amount_and_fee");
    assertThat(names(GRAPH.tagged("owner", "fraud-team")))
        .contains("fee", "rate", "stats", "stats_mean")
        .doesNotContain("amount_and_fee", "birth_year", "payments.amount");
    assertThat(GRAPH.node("amountAndFee").tags())
        .isEqualTo(Map.of("owner", "finance", "unit", "EUR"));
  }

  @Test
  void tagged_columnsToo_andByTheExactValue() {
    assertThat(names(GRAPH.tagged("pii", "yes"))).containsExactly("payments.country");
    assertThat(GRAPH.tagged("pii", "no")).isEmpty();
    assertThat(GRAPH.tagged("nothing", "yes")).isEmpty();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  // ---- records as results

  @Test
  void record_isAFeature_andSoAreItsParts() {
    Node stats = GRAPH.node("stats");
    Node mean = GRAPH.node("statsMean");
    Node deviation = GRAPH.node("statsDeviation");

    assertThat(stats.type()).isInstanceOf(Type.Struct.class).hasToString("Stats");
    assertThat(mean.type()).isEqualTo(Type.Scalar.DOUBLE);
    assertThat(mean.definition()).isInstanceOf(Definition.Part.class);
    assertThat(mean.arguments()).extracting(Argument::node).containsExactly("stats");
    assertThat(((Definition.Part) deviation.definition()).index()).isEqualTo(1);
    assertThat(mean.nullable()).isFalse();
    assertThat(deviation.nullable()).isTrue();
    assertThat(mean.level()).isEqualTo(2);
    assertThat(mean.definedBy()).isEqualTo("rowan.graph.GraphTest.PaymentFeatures.stats");
  }

  @Features(of = Payment.class)
  public abstract static class NullableRecord {
    public static @Nullable Stats stats(double amount) {
      return null;
    }
  }

  @Test
  void record_thatMayBeNull_hasPartsThatMayBe() {
    assertThat(Graph.of(NullableRecord.class).node("stats_mean").nullable()).isTrue();
  }

  // ---- nulls

  @ParameterizedTest
  @CsvSource({
    "payments.country, true", // declared so
    "payments.amount, false",
    "fee, false",
    "countryLength, true", // not called because of a null
    "countryOrZero, false", // takes the null, and returns none
    "upper, true", // the method may return null
    "upperLength, true", // reaches it over two edges
    "rate, false",
  })
  void nullable_whenAMethodMakesANull_orIsNotCalledBecauseOfOne(String name, boolean nullable) {
    assertThat(GRAPH.node(name).nullable()).isEqualTo(nullable);
  }

  // ---- time

  @ParameterizedTest
  @CsvSource({
    "payments.fraud, P7D",
    "payments.disputed, PT36H",
    "fraudLoss, P7D",
    "anyLoss, P7D",
    "fee, PT0S",
    "rate, PT0S",
  })
  void knownAfter_isTheLongestOfWhatAFeatureReads(String name, Duration knownAfter) {
    assertThat(GRAPH.node(name).knownAfter()).isEqualTo(knownAfter);
  }

  @Test
  void eventTimeParameter_isTheEventTime_whateverItsName() {
    assertThat(GRAPH.node("hour").arguments())
        .extracting(Argument::node)
        .containsExactly("payments as of");
  }

  @Test
  void asOfTime_isBoundToTheEventTime_andIsNeitherAFeatureNorFound() {
    Node asOf = GRAPH.known("payments as of");

    assertThat(asOf.definition().kind()).isEqualTo("as of");
    assertThat(asOf.type()).isEqualTo(Type.Scalar.INSTANT);
    assertThat(asOf.arguments()).extracting(Argument::node).containsExactly("payments.paid_at");
    assertThat(asOf.source()).contains("payments");
    assertThat(asOf.level()).isZero();
    assertThat(asOf.isFeature()).isFalse();
    assertThat(GRAPH.find("paymentsAsOf")).isEmpty();
    assertThat(GRAPH.find("payments as of")).isEmpty();
  }

  // ---- sources

  @Test
  void source_isThatOfTheRowsAFeatureDescribes() {
    assertThat(GRAPH.node("anyLoss").source()).contains("payments");
    assertThat(GRAPH.node("birthYear").source()).contains("customers");
    assertThat(GRAPH.node("rate").source()).isEmpty();
  }

  @Features
  public abstract static class Arithmetic {
    @Input
    abstract long a();

    public static double half(double a) {
      return a / 2;
    }
  }

  @Features(of = Payment.class, uses = Arithmetic.class)
  public abstract static class UsesArithmetic {
    public static double amountAndHalf(double amount, double half) {
      return amount + half;
    }
  }

  @Features(uses = UsesArithmetic.class)
  public abstract static class UsesUsesArithmetic {
    public static double twice(double amountAndHalf) {
      return 2 * amountAndHalf;
    }
  }

  @Test
  void class_withoutSource_hasFeaturesOfNoSource() {
    Graph graph = Graph.of(Arithmetic.class);

    assertThat(names(graph.nodes())).containsExactly("a", "half");
    assertThat(graph.node("half").source()).isEmpty();
  }

  @Test
  void class_withoutSource_thatUsesOneWith_describesItsRows() {
    Graph graph = Graph.of(UsesUsesArithmetic.class);

    assertThat(graph.node("twice").source()).contains("payments");
    assertThat(graph.node("half").source()).isEmpty();
    assertThat(graph.title()).isEqualTo("UsesUsesArithmetic, UsesArithmetic, Arithmetic");
  }

  // ---- levels and types

  @ParameterizedTest
  @CsvSource({
    "payments.amount, 0",
    "rate, 0",
    "threshold, 0",
    "fee, 1",
    "amountAndFee, 2",
    "highAmount, 3"
  })
  void level_isOneMoreThanThatOfTheHighestArgument(String name, int level) {
    assertThat(GRAPH.node(name).level()).isEqualTo(level);
  }

  @Features
  public abstract static class NoParameters {
    public static long answer() {
      return 42;
    }
  }

  @Test
  void feature_withoutParameters_isComputedAtLevelOne() {
    assertThat(Graph.of(NoParameters.class).node("answer").level()).isEqualTo(1);
  }

  public enum Color {
    RED
  }

  public record Tree(List<Tree> children) {}

  record NotPublic(long id) {}

  @Source("everything")
  @SuppressWarnings({"ArrayRecordComponent", "NullablePrimitiveArray"})
  public record Everything(
      Boolean bool,
      Integer integer,
      Long big,
      Float single,
      Double twice,
      BigDecimal exact,
      @Digits(precision = 12, scale = 2) BigDecimal money,
      @Digits(precision = 5, scale = 1) List<BigDecimal> moneys,
      LocalDateTime local,
      byte[] bytes,
      byte @Nullable [] someBytes,
      @Nullable byte[] otherBytes,
      Color color,
      List<@Nullable String> words,
      Map<String, @Nullable List<Long>> lists,
      @Nullable Stats stats) {}

  @Features(of = Everything.class)
  public abstract static class ReadsEverything {
    @Digits(precision = 10, scale = 4)
    public static BigDecimal rounded(BigDecimal money) {
      return money;
    }

    @Input
    abstract Tree tree();

    @Input
    abstract NotPublic notPublic();

    @Input
    abstract Map<byte[], Long> bytesAreNoKey();

    @Input
    abstract Optional<String> maybe();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bool; boolean; false",
        "integer; int; false",
        "big; long; false",
        "single; float; false",
        "twice; double; false",
        "exact; decimal(38,18); false",
        "money; decimal(12,2); false",
        "moneys; List<decimal(5,1)>; false",
        "local; LocalDateTime; false",
        "bytes; byte[]; false",
        "someBytes; byte[]; true",
        "otherBytes; byte[]; true",
        "color; Color; false",
        "words; List<@Nullable String>; false",
        "lists; Map<String,@Nullable List<long>>; false",
        "stats; Stats; true",
        "rounded; decimal(10,4); false",
      })
  void type_isAsDeclared(String name, String type, boolean nullable) {
    Node node = Graph.of(ReadsEverything.class).node(name);

    assertThat(node.type()).hasToString(type);
    assertThat(node.nullable()).isEqualTo(nullable);
    assertThat(node.type().isColumn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree", "notPublic", "bytesAreNoKey", "maybe"})
  void type_thatNoColumnHolds_isForInputsAllTheSame(String name) {
    assertThat(Graph.of(ReadsEverything.class).node(name).type().isColumn()).isFalse();
  }

  // ---- classes

  @Test
  void classes_ofWhatTheGraphNames_areKnown() {
    Graph graph = Graph.of(ReadsEverything.class, PaymentFeatures.class);

    assertThat(graph.classNamed(Color.class.getName())).isEqualTo(Color.class);
    assertThat(graph.classNamed(Stats.class.getName())).isEqualTo(Stats.class);
    assertThat(graph.classNamed(Payment.class.getName())).isEqualTo(Payment.class);
    assertThat(graph.classNamed("java.util.Optional<java.lang.String>")).isEqualTo(Optional.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> graph.classNamed("a.Other"))
        .withMessage("the graph of ReadsEverything, PaymentFeatures has no class a.Other");
  }

  @Test
  void method_loaded_isTheOneDeclared() throws ReflectiveOperationException {
    Definition.Computed fee = (Definition.Computed) GRAPH.node("fee").definition();

    assertThat(GRAPH.loaded(fee.method()).invoke(null, 10.0, 0.5)).isEqualTo(5.0);
  }

  @Test
  void graph_isMadeAnewEachTimeAndTheSame() {
    assertThat(Graph.of(PaymentFeatures.class, CustomerFeatures.class).nodes())
        .isEqualTo(GRAPH.nodes());
    assertThat(GRAPH).hasToString(GRAPH.print(GraphFormat.TEXT));
  }
}
