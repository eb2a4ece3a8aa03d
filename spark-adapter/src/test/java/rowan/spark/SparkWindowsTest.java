package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Bounds;
import rowan.contract.Trade;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.contract.WindowOracle;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.First;
import rowan.feature.Label;
import rowan.feature.LastK;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.type.SparkType;
import rowan.type.Bits;
import rowan.type.RecordForm;
import rowan.type.TextForm;

/** Windows on Spark, against the definition: few random graphs, each of many features. */
public class SparkWindowsTest {

  private static final SparkSession SPARK = Sessions.local();

  /** What comes out for a row: what identifies it, and its features by name. */
  private record Output(List<@Nullable Object> identity, Map<String, @Nullable Object> features) {}

  @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void everyFeature_howeverRowsArePartitioned_isWhatTheDefinitionSays(
      @ForAll("cases") WindowCase tested) {
    assertEverywhere(tested.plan(), tested.rows());
  }

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void graphOfEveryOperatorAndWindow_isWhatTheDefinitionSays(@ForAll("cases") WindowCase tested) {
    assertDeclared(tested, TradeHistory.Summary.class, TradeHistory.Trained.class);
  }

  /** None of its events are available late, so they go through in order. */
  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void graphOfEveryWindow_isWhatTheDefinitionSays(@ForAll("cases") WindowCase tested) {
    assertDeclared(tested, TradeHistory.Windows.class, TradeHistory.Trained.class);
  }

  private static void assertDeclared(WindowCase tested, Class<?>... featureClasses) {
    Graph graph = Graph.of(featureClasses);
    List<String> wanted = WindowCase.askedOf("payments", graph).map(Node::name).toList();
    Plan plan = Plan.of(graph, Request.of(wanted).spine("payments"));
    assertEverywhere(plan, WindowCase.declared(plan, tested.rows()));
  }

  /** The first and the last of a visitor. */
  @Features(of = Trade.Visit.class)
  @Over(by = "visitor", bounds = Bounds.UP_TO)
  public abstract static class Edges {
    @First
    abstract boolean firstBought(boolean bought);

    @LastK(9)
    abstract List<Double> lastSeconds(double seconds);
  }

  /** Doubles differ by their bits, also where only their order tells. */
  @Example
  void tiesWithoutARowKey_areOrderedByAllBits() {
    Plan plan = Plan.of(Graph.of(Edges.class), Request.of("first_bought", "last_seconds"));
    LocalDate day = LocalDate.EPOCH;
    assertEverywhere(
        plan,
        List.of(
            new Trade.Visit(day, 1, "a", 0.0, false),
            new Trade.Visit(day, 1, "a", -0.0, true),
            new Trade.Visit(day, 1, "a", Double.NaN, true),
            new Trade.Visit(day, 1, "a", -0.0, true),
            new Trade.Visit(day.plusDays(1), 1, null, 0.0, null)));
  }

  /** The sums of what a long key, and a double key, has. */
  public static final class Wide {
    private Wide() {}

    /** Events of a long key. */
    @Source("longs")
    public record Longs(@RowKey long id, @EventTime Instant at, long account) {}

    /** Events of a double key, which longs are widened to. */
    @Source("doubles")
    public record Doubles(@RowKey long id, @EventTime Instant at, double account) {}

    /** How many longs. */
    @Features(of = Longs.class)
    @Over(by = "account", bounds = Bounds.UP_TO)
    public abstract static class OfLongs {
      @Count
      abstract long longs();
    }

    /** How many doubles. */
    @Features(of = Doubles.class)
    @Over(by = "account", bounds = Bounds.UP_TO)
    public abstract static class OfDoubles {
      @Count
      abstract long doubles();
    }
  }

  /** A key that one source widens is compared as it is in another. */
  @Example
  void keysOfOtherTypes_areComparedInTheTypeOfTheirSource() {
    Graph graph = Graph.of(Wide.OfLongs.class, Wide.OfDoubles.class);
    Plan plan = Plan.of(graph, Request.of("longs", "doubles").spine("longs"));
    long large = 1L << 53;
    assertEverywhere(
        plan,
        List.of(
            new Wide.Longs(1, Instant.EPOCH, large),
            new Wide.Longs(2, Instant.EPOCH.plusSeconds(1), large + 1),
            new Wide.Doubles(3, Instant.EPOCH, large)));
  }

  /** What accounts send and receive. */
  public static final class Bank {
    private Bank() {}

    /** Money that goes from one account to another, or to itself. */
    @Source("transfers")
    public record Transfer(
        @RowKey long id, @EventTime Instant at, long sender, long receiver, double amount) {}

    /** A moment at which the bank asks about an account. */
    @Source("audits")
    public record Audit(@RowKey long id, @EventTime Instant at, long sender) {}

    /** What an account sent. */
    @Features(of = Transfer.class)
    @Over(by = "sender", window = "40s", bounds = Bounds.UP_TO)
    public abstract static class Sent {
      @Count
      abstract long sent();

      @LastK(3)
      abstract List<Double> lastSent(double amount);

      @Sum
      @Over(by = "receiver", on = "sender", bounds = Bounds.UP_TO)
      abstract double receivedBySender(double amount);

      @LastK(2)
      @Over(by = "receiver", on = "sender", window = "40s", bounds = Bounds.UP_TO)
      abstract List<Double> lastReceivedBySender(double amount);
    }

    /** What an audit sees. */
    @Features(of = Audit.class, uses = Sent.class)
    public abstract static class Audited {
      public static double sentAndReceived(long sent40s, double receivedBySender) {
        return sent40s + receivedBySender;
      }
    }

    /** What will be sent. */
    @Features(of = Transfer.class)
    public abstract static class Future {
      @Label
      @Sum
      @Over(by = "sender", ahead = "40s")
      abstract double futureSent(double amount);
    }
  }

  /** The first accounts, counted from 1, whose hashes have the same lower half. */
  private static long[] accountsOfOneHash() {
    Map<Integer, Long> accounts = new HashMap<>();
    for (long account = 1; ; account++) {
      Long other = accounts.put((int) XXH64.hashLong(account, 42), account);
      if (other != null) {
        return new long[] {other, account};
      }
    }
  }

  static List<Record> transfers(long seed) {
    Random random = new Random(seed);
    long[] alike = accountsOfOneHash();
    long[] accounts = {alike[0], alike[1], 7, 8};
    List<Record> rows = new ArrayList<>();
    for (int id = 0; id < 120; id++) {
      Instant at = Instant.EPOCH.plusMillis(500L * random.nextInt(240));
      long sender = accounts[random.nextInt(accounts.length)];
      long receiver = accounts[random.nextInt(accounts.length)];
      rows.add(new Bank.Transfer(id, at, sender, receiver, random.nextInt(1000) / 8.0));
      if (id % 4 == 0) {
        rows.add(new Bank.Audit(id, at, sender));
      }
    }
    return rows;
  }

  /** Rows are ordered by a hash of the key and the time first, so that these keys come mixed. */
  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void keysOfOneHash_doNotSeeEachOther(@ForAll long seed) {
    Graph sent = Graph.of(Bank.Sent.class, Bank.Future.class);
    List<Record> rows = transfers(seed);
    for (List<String> features :
        List.of(
            List.of("sent_40s", "last_sent_40s"),
            List.of("sent_40s", "received_by_sender", "last_received_by_sender_40s"),
            List.of("sent_40s", "future_sent_40s"))) {
      Plan plan = Plan.of(sent, Request.of(features).spine("transfers"));
      assertEverywhere(plan, rowsOf(plan, rows));
    }
    Plan plan = Plan.of(Graph.of(Bank.Audited.class), Request.of("sent_and_received"));
    assertEverywhere(plan, rowsOf(plan, rows));
  }

  private static List<Record> rowsOf(Plan plan, List<Record> rows) {
    List<String> read = plan.graph().sources().stream().map(SourceTable::className).toList();
    return rows.stream().filter(row -> read.contains(row.getClass().getName())).toList();
  }

  /** In one partition and in several, of rows in any order. */
  static void assertEverywhere(Plan plan, List<Record> rows) {
    WindowOracle oracle = new WindowOracle(plan, rows);
    List<Output> expected = new ArrayList<>();
    for (Record row : WindowCase.spineRows(plan, rows)) {
      expected.add(new Output(identity(plan, row), oracle.features(row)));
    }
    for (int partitions : List.of(1, 3)) {
      SPARK.conf().set("spark.sql.shuffle.partitions", String.valueOf(partitions));
      List<Record> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(rows.size() + partitions));
      assertSame(expected, run(plan, shuffled, partitions));
    }
  }

  @AfterContainer
  static void resetPartitions() {
    SPARK.conf().set("spark.sql.shuffle.partitions", "2");
  }

  private static List<@Nullable Object> identity(Plan plan, Record row) {
    @Nullable Object[] values = RecordForm.of(row.getClass()).components(row);
    SourceTable source = plan.spine().orElseThrow();
    List<@Nullable Object> identity = new ArrayList<>();
    for (Node node : plan.select().identity()) {
      Definition.Column column = (Definition.Column) node.definition();
      identity.add(values[source.components().indexOf(column.component())]);
    }
    return identity;
  }

  private static List<Output> run(Plan plan, List<Record> rows, int partitions) {
    SparkAdapter adapter = SparkAdapter.on(SPARK);
    for (SourceTable source : plan.graph().sources()) {
      adapter =
          adapter.source(
              source.table(),
              RecordTable.of(
                  SPARK, plan.graph(), source, WindowCase.rowsOf(source, rows), partitions));
    }
    List<Output> outputs = new ArrayList<>();
    for (InternalRow row : collected(adapter.run(plan))) {
      outputs.add(output(plan, row));
    }
    return outputs;
  }

  private static InternalRow[] collected(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .executedPlan()
        .executeCollect();
  }

  private static Output output(Plan plan, InternalRow row) {
    List<@Nullable Object> identity = new ArrayList<>();
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    int column = 0;
    for (Node node : plan.select().identity()) {
      identity.add(value(plan, node, row, column++));
    }
    for (Node node : plan.features()) {
      features.put(node.name(), value(plan, node, row, column++));
    }
    return new Output(identity, features);
  }

  private static @Nullable Object value(Plan plan, Node node, InternalRow row, int column) {
    SparkType type = SparkType.of(node.type(), plan.graph()::classNamed);
    return row.isNullAt(column) ? null : type.toJava(row.get(column, type.dataType()));
  }

  /** Rows that nothing identifies are told apart by their features. */
  private static void assertSame(List<Output> expected, List<Output> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    List<Output> left = new ArrayList<>(actual);
    List<Output> missing = new ArrayList<>();
    for (Output output : expected) {
      if (!removeSame(left, output)) {
        missing.add(output);
      }
    }
    List<String> differences = new ArrayList<>();
    for (Output output : missing) {
      left.stream()
          .filter(other -> other.identity().equals(output.identity()))
          .map(other -> difference(output, other))
          .min(Comparator.comparingInt(String::length))
          .ifPresent(differences::add);
    }
    assertThat(differences).isEmpty();
    assertThat(missing).isEmpty();
  }

  private static boolean removeSame(List<Output> left, Output wanted) {
    for (Iterator<Output> others = left.iterator(); others.hasNext(); ) {
      Output other = others.next();
      if (other.identity().equals(wanted.identity()) && difference(wanted, other).isEmpty()) {
        others.remove();
        return true;
      }
    }
    return false;
  }

  private static String difference(Output expected, Output actual) {
    StringBuilder differences = new StringBuilder();
    expected
        .features()
        .forEach(
            (feature, value) -> {
              Object other = actual.features().get(feature);
              if (!Bits.equal(value, other)) {
                differences.append(
                    "%s of %s: expected %s but was %s; "
                        .formatted(
                            feature,
                            expected.identity(),
                            TextForm.show(value),
                            TextForm.show(other)));
              }
            });
    return differences.toString();
  }

  @Provide
  Arbitrary<WindowCase> cases() {
    return WindowCase.all(30, 160);
  }
}
