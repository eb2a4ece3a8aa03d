package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.aggregate.WindowSpec;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.execution.HotKeySearch;

/** Keys in many small slices, against the definition; and which keys are cut. */
class HotKeysTest {

  private static final SparkSession SPARK = Sessions.local();

  @AfterProperty
  void reset() {
    SPARK.conf().set(HotKeySearch.SETTING, "off");
  }

  @AfterContainer
  static void resetPartitions() {
    SPARK.conf().set("spark.sql.shuffle.partitions", "2");
  }

  /** Of about fifty rows, each second one of the hot key, slices have two or three. */
  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void everyFeature_ofRowsInSlices_isWhatTheDefinitionSays(@ForAll("cases") WindowCase tested) {
    SPARK.conf().set(HotKeySearch.SETTING, "5");
    Plan plan = cuttable(tested.plan());
    SparkWindowsTest.assertEverywhere(plan, WindowCase.declared(plan, tested.rows()));
  }

  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void everyOperator_ofRowsInSlices_isWhatTheDefinitionSays(@ForAll("cases") WindowCase tested) {
    SPARK.conf().set(HotKeySearch.SETTING, "5");
    for (Class<?> features : List.of(TradeHistory.Summary.class, TradeHistory.Windows.class)) {
      Graph graph = Graph.of(features);
      List<String> wanted = WindowCase.askedOf("payments", graph).map(Node::name).toList();
      Plan plan = cuttable(Plan.of(graph, Request.of(wanted).spine("payments")));
      SparkWindowsTest.assertEverywhere(plan, WindowCase.declared(plan, tested.rows()));
    }
  }

  /** Slices of keys whose hashes are alike come mixed. */
  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE)
  void slicesOfKeysOfOneHash_doNotSeeEachOther(@ForAll long seed) {
    SPARK.conf().set(HotKeySearch.SETTING, "5");
    Plan plan =
        Plan.of(
            Graph.of(SparkWindowsTest.Bank.Sent.class),
            Request.of("sent_40s", "received_by_sender", "last_received_by_sender_40s")
                .spine("transfers"));
    SparkWindowsTest.assertEverywhere(
        plan,
        SparkWindowsTest.transfers(seed).stream()
            .filter(SparkWindowsTest.Bank.Transfer.class::isInstance)
            .toList());
  }

  /** The plan of the features that do not keep a pass from being cut. */
  private static Plan cuttable(Plan plan) {
    List<String> features =
        plan.features().stream().filter(HotKeysTest::isCuttable).map(Node::name).toList();
    Request request = Request.of(features).spine(plan.spine().orElseThrow().table());
    return Plan.of(plan.graph(), plan.asOf().map(request::asOf).orElse(request));
  }

  private static boolean isCuttable(Node node) {
    if (node.definition() instanceof Definition.Aggregate aggregate) {
      WindowSpec window = aggregate.aggregation().window();
      SourceTable events = aggregate.aggregation().events();
      return window.rows() == 0 && !window.looksAhead() && events.availableAt().isEmpty();
    }
    return true;
  }

  @Provide
  Arbitrary<WindowCase> cases() {
    return WindowCase.all(40, 160);
  }

  // Which keys are cut.

  private static List<Record> transfers() {
    List<Record> rows = new ArrayList<>();
    for (int id = 0; id < 60; id++) {
      int sender = id % 2 == 0 ? 7 : id;
      rows.add(
          new SparkWindowsTest.Bank.Transfer(id, Instant.ofEpochSecond(id), sender, id % 3, id));
    }
    return rows;
  }

  private static Dataset<Row> sent(String... features) {
    Plan plan =
        Plan.of(
            Graph.of(SparkWindowsTest.Bank.Sent.class, SparkWindowsTest.Bank.Future.class),
            Request.of(features).spine("transfers"));
    SourceTable source = plan.spine().orElseThrow();
    return SparkAdapter.on(SPARK)
        .source("transfers", RecordTable.of(SPARK, plan.graph(), source, transfers(), 2))
        .run(plan);
  }

  @Example
  void hotKey_isShownInThePlan_andToldAfterwards() {
    SPARK.conf().set(HotKeySearch.SETTING, "20");
    Dataset<Row> rows = sent("sent_40s");
    assertThat(HotKeySummary.of(rows)).isEmpty(); // nothing was asked of Spark
    assertThat(rows.queryExecution().executedPlan().toString())
        .contains("SliceHotKeys by [sender]: [7 in 3 slices]")
        .contains("AggregateAsOf by [sender]: [sent_40s], hot keys in slices")
        .contains("Exchange hashpartitioning(sender#");
    assertThat(HotKeySummary.of(rows)).containsExactly("sender = 7 in 3 slices");
    assertThat(rows.columns()).containsExactly("id", "at", "sent_40s");
    assertThat(rows.count()).isEqualTo(60);
  }

  @Example
  void keysOfFewRows_areLeftWhole() {
    SPARK.conf().set(HotKeySearch.SETTING, "32");
    assertThat(planOf(sent("sent_40s"))).doesNotContain("slice");
    SPARK.conf().set(HotKeySearch.SETTING, "auto");
    assertThat(planOf(sent("sent_40s"))).doesNotContain("slice");
    SPARK.conf().set(HotKeySearch.SETTING, "off");
    assertThat(planOf(sent("sent_40s"))).doesNotContain("slice");
  }

  @Example
  void keysThatCannotBeCut_areLeftWhole_asThePlanSays() {
    SPARK.conf().set(HotKeySearch.SETTING, "20");
    assertThat(planOf(sent("sent_40s", "future_sent_40s")))
        .contains(
            "AggregateAsOf by [sender]: [sent_40s, future_sent_40s], "
                + "keys are left whole: a window looks ahead")
        .doesNotContain("slice");
  }

  /** A slice has 1,000 rows or more, unless a number is set. */
  @Example
  void keysThatAreNamed_areCut_whateverTheirRows() {
    String sender = HotKeySearch.SETTING + ".sender";
    try {
      SPARK.conf().set(HotKeySearch.SETTING, "32");
      SPARK.conf().set(sender, "8, 7");
      Dataset<Row> rows = sent("sent_40s");
      assertThat(planOf(rows)).contains("SliceHotKeys by [sender]: [7 in ");
      SPARK.conf().set(HotKeySearch.SETTING, "off");
      assertThat(planOf(sent("sent_40s"))).doesNotContain("slice");
      SPARK.conf().set(HotKeySearch.SETTING, "auto");
      SPARK.conf().set(sender, "7,seven");
      assertThatThrownBy(() -> planOf(sent("sent_40s")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "spark.rowan.hotKeys.sender names values of type BIGINT, with commas between them;"
                  + " \"seven\" is none");
    } finally {
      SPARK.conf().unset(sender);
    }
  }

  @Example
  void settingThatIsNone_isRefused() {
    SPARK.conf().set(HotKeySearch.SETTING, "many");
    assertThatThrownBy(() -> planOf(sent("sent_40s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spark.rowan.hotKeys is off, auto or the number of rows from which on a key is hot,"
                + " not \"many\"");
  }

  private static String planOf(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }
}
