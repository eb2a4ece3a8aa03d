package rowan.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import rowan.graph.Definition;
import rowan.graph.DraftedGraph;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;

/**
 * A graph of random aggregates, rows of all sources, and a request for everything that the rows of
 * one source may ask.
 *
 * @param asOf when all rows ask; empty when each asks at its own time
 * @param aggregates a number for each aggregate, which it is made from
 * @param seeds a number for each row, which it is made from
 * @param served whether only what can be served is asked for
 * @param ofOneDay whether all events are of one day
 * @param late whether events are among those asked for that are available later than they happen:
 *     adapters then have to take events in any order
 */
public record WindowCase(
    String spine,
    Optional<Instant> asOf,
    List<Integer> aggregates,
    List<Integer> seeds,
    boolean served,
    boolean ofOneDay,
    boolean late) {

  /** A source, and whether its rows ask as of one time. */
  private record Asks(String spine, Optional<Instant> asOf) {}

  private static final Instant LATER = Instant.ofEpochSecond(30);

  private static final List<Asks> ASKS =
      List.of(
          new Asks("payments", Optional.empty()),
          new Asks("refunds", Optional.empty()),
          new Asks("visits", Optional.empty()),
          new Asks("tariffs", Optional.empty()),
          new Asks("customers", Optional.of(LATER)),
          new Asks("payments", Optional.of(LATER)));

  private static final Map<String, List<String>> ROW_FEATURES =
      Map.of(
          "payments",
              List.of(
                  "with_fee",
                  "standing",
                  "account_tier",
                  "tariff_note",
                  "tariff",
                  "second_of_minute"),
          "visits", List.of("visit_tariff"),
          "refunds", List.of("refund_account"),
          "tariffs", List.of("latest_tariff"),
          "customers", List.of("asked_second", "home_tariff", "own_account"));

  /** Random cases, of every spine. */
  public static Arbitrary<WindowCase> served(int aggregates, int rows, boolean ofOneDay) {
    return cases(
        Arbitraries.integers().list().ofMaxSize(aggregates),
        Arbitraries.integers().list().ofMaxSize(rows),
        true,
        ofOneDay);
  }

  /** Random cases with all features, also those that cannot be served, each of a given size. */
  public static Arbitrary<WindowCase> all(int aggregates, int rows) {
    return cases(
        Arbitraries.integers().list().ofMinSize(aggregates / 2).ofMaxSize(aggregates),
        Arbitraries.integers().list().ofMinSize(rows / 2).ofMaxSize(rows),
        false,
        false);
  }

  private static Arbitrary<WindowCase> cases(
      Arbitrary<List<Integer>> aggregates,
      Arbitrary<List<Integer>> rows,
      boolean served,
      boolean ofOneDay) {
    Arbitrary<Asks> asks =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.just(ASKS.get(0))),
            net.jqwik.api.Tuple.of(5, Arbitraries.of(ASKS.subList(1, ASKS.size()))));
    return Combinators.combine(asks, aggregates, rows, Arbitraries.of(true, false))
        .as((ask, drafts, seeds, late) -> of(ask, drafts, seeds, served, ofOneDay, late));
  }

  private static WindowCase of(
      Asks asks,
      List<Integer> aggregates,
      List<Integer> seeds,
      boolean served,
      boolean ofOneDay,
      boolean late) {
    return new WindowCase(asks.spine(), asks.asOf(), aggregates, seeds, served, ofOneDay, late);
  }

  /** The rows of all sources. */
  public List<Record> rows() {
    return RandomTrade.rows(seeds, ofOneDay);
  }

  private List<DraftedGraph.Aggregate> drafts() {
    List<DraftedGraph.Aggregate> drafts = new ArrayList<>();
    for (int i = 0; i < aggregates.size(); i++) {
      drafts.add(RandomAggregate.of("drafted" + i + "x", spine, aggregates.get(i), served, late));
    }
    return drafts;
  }

  /** The plan of all features. */
  public Plan plan() {
    Graph graph =
        DraftedGraph.of(
            List.of(
                TradeRows.PaymentRows.class,
                TradeRows.VisitRows.class,
                TradeRows.RefundRows.class,
                TradeRows.TariffRows.class,
                TradeRows.CustomerRows.class),
            drafts());
    List<String> wanted = new ArrayList<>(ROW_FEATURES.get(spine));
    graph.features().stream()
        .filter(node -> node.definition() instanceof Definition.Aggregate)
        .map(Node::name)
        .forEach(wanted::add);
    Request request = Request.of(wanted).spine(spine);
    return Plan.of(graph, asOf.isPresent() ? request.asOf(asOf.get()) : request);
  }

  /** The rows of the spine, in the order given. */
  public static List<Record> spineRows(Plan plan, List<Record> rows) {
    return rowsOf(plan.spine().orElseThrow(), rows);
  }

  /** What rows of a source may ask of a graph: its features of these rows, and all aggregates. */
  public static Stream<Node> askedOf(String spine, Graph graph) {
    return graph.features().stream()
        .filter(
            node ->
                node.definition() instanceof Definition.Aggregate
                    || node.source().equals(Optional.of(spine)));
  }

  /** The rows of the sources that a plan's graph declares. */
  public static List<Record> declared(Plan plan, List<Record> rows) {
    return plan.graph().sources().stream()
        .flatMap(source -> rowsOf(source, rows).stream())
        .toList();
  }

  /** The rows of a source. */
  public static List<Record> rowsOf(SourceTable source, List<Record> rows) {
    Predicate<Record> isOfSource = row -> row.getClass().getName().equals(source.className());
    return rows.stream().filter(isOfSource).toList();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("rows of " + spine + asOf.map(at -> " as of " + at).orElse(""));
    drafts().forEach(draft -> text.append("\n  ").append(draft));
    rows().forEach(row -> text.append("\n  ").append(row));
    return text.toString();
  }
}
