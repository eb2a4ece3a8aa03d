package rowan.spark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.type.Bits;
import rowan.type.Micros;
import rowan.type.TextForm;

/**
 * Computes features twice, on Spark and in process, and compares them bit by bit. The scorer is
 * told of events as a service would be: in the order in which they arrive, columns that are known
 * late null at first and amended when they are known. The rows stream through this process one by
 * one; they are never held together, but for events whose late columns are still to come.
 */
public final class Parity {

  private static final int EXAMPLES = 10;

  private final Plan plan;
  private final Graph graph;
  private final Scorer scorer;
  private final List<Node> columns;
  private final List<String> examples = new ArrayList<>();

  /** The scorer knows all that arrived before. */
  private final long start;

  private long rows;
  private long differing;

  private Parity(Plan plan, Scorer scorer, long start) {
    this.plan = plan;
    this.graph = plan.graph();
    this.scorer = scorer;
    this.start = start;
    List<Node> all = new ArrayList<>(plan.select().identity());
    if (scorer.observed().findAny().isPresent()) {
      plan.spine().ifPresent(spine -> all.addAll(graph.columnsOf(spine)));
    }
    plan.scan().map(Step.Scan::columns).ifPresent(all::addAll);
    all.addAll(plan.features());
    this.columns = all.stream().distinct().toList();
  }

  /**
   * Compares the features of at most {@code limit} rows of the plan's spine, the first in the order
   * in which they ask where windows are in it.
   *
   * @throws rowan.graph.CheckException as {@link SparkAdapter#run} and {@link Scorer#of}
   * @throws rowan.plan.FeatureException when a feature cannot be computed
   */
  public static ParityReport compare(SparkAdapter adapter, Plan plan, Inputs inputs, long limit) {
    return new Parity(plan, Scorer.of(plan, inputs), Long.MIN_VALUE)
        .compare(adapter.inputs(inputs), limit);
  }

  /**
   * Compares the features of rows that ask after a hand-over: the scorer is not told of events
   * before, which a batch job saved for it.
   *
   * @param saved state of the plan
   * @param cut the time that the state is of
   * @throws rowan.state.StateException when the state cannot be used; and as {@link #compare}
   */
  public static ParityReport compareAfter(
      SparkAdapter adapter, Plan plan, Inputs inputs, long limit, SavedState saved, Instant cut) {
    Scorer scorer = Scorer.resume(plan, inputs, Retention.DEFAULT, saved);
    return new Parity(plan, scorer, Micros.of(cut)).compare(adapter.inputs(inputs), limit);
  }

  private ParityReport compare(SparkAdapter withInputs, long limit) {
    Dataset<Row> lowered = withInputs.lower(plan);
    List<Arrivals> arrivals =
        scorer
            .observed()
            .map(source -> new Arrivals(source, plan.graph(), withInputs.table(plan, source)))
            .toList();
    if (arrivals.isEmpty()) {
      compareAll(lowered, limit);
    } else {
      replay(lowered, arrivals, limit);
    }
    return new ParityReport(rows, plan.features().size(), differing, examples);
  }

  private void compareAll(Dataset<Row> lowered, long limit) {
    JavaRows computed = new JavaRows(lowered, columns, graph);
    while (rows < limit && computed.hasNext()) {
      Map<String, @Nullable Object> row = computed.next();
      compare(row, plan.spine().isPresent() ? scorer.score(row) : scorer.score());
    }
  }

  /** Tells the scorer of events, and asks it for each row what it knows by then. */
  private void replay(Dataset<Row> lowered, List<Arrivals> arrivals, long limit) {
    SourceTable spine = plan.spine().orElseThrow();
    JavaRows computed = new JavaRows(Arrivals.inOrder(spine, graph, lowered), columns, graph);
    while (rows < limit && computed.hasNext()) {
      Map<String, @Nullable Object> row = computed.next();
      if (asksAt(row, spine) >= start) {
        tellUntil(row, spine, arrivals);
        compare(row, scorer.score(knownAtOnce(row, spine)));
        tellOf(row, spine, arrivals);
      }
    }
  }

  /** Tells of the row itself, so that the next one knows it even if it is alike. */
  private void tellOf(
      Map<String, @Nullable Object> row, SourceTable spine, List<Arrivals> arrivals) {
    for (Arrivals source : arrivals) {
      Arrivals.Arrival next = source.peek();
      if (isOwn(source, spine) && next != null && isItself(next, row, spine)) {
        tell(source, next);
      }
    }
  }

  /** Tells of what the scorer does not know yet. */
  private void tell(Arrivals source, Arrivals.Arrival next) {
    Map<String, @Nullable Object> event = source.take(next);
    if (next.time() >= start) {
      scorer.observe(source.source().table(), event);
    }
  }

  private boolean isOwn(Arrivals source, SourceTable spine) {
    return plan.asOf().isEmpty() && source.source().equals(spine);
  }

  /** A row that asks does not know its own late columns. */
  private Map<String, @Nullable Object> knownAtOnce(
      Map<String, @Nullable Object> row, SourceTable spine) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>(row);
    spine.components().stream()
        .filter(component -> component.knownAfter().isPresent())
        .forEach(component -> known.put(component.column(), null));
    return known;
  }

  /** Tells of all that arrived when a row asks, of its own source up to before itself. */
  private void tellUntil(
      Map<String, @Nullable Object> row, SourceTable spine, List<Arrivals> arrivals) {
    long time = asksAt(row, spine);
    for (Arrivals source : arrivals) {
      boolean isOwn = isOwn(source, spine);
      Arrivals.Arrival next = source.peek();
      while (next != null && next.time() <= time && !(isOwn && isItself(next, row, spine))) {
        tell(source, next);
        next = source.peek();
      }
    }
  }

  private long asksAt(Map<String, @Nullable Object> row, SourceTable spine) {
    if (plan.asOf().isPresent()) {
      return Micros.of(plan.asOf().get());
    }
    return spine.eventTime().isPresent() ? Arrivals.time(spine, row) : Long.MAX_VALUE;
  }

  private boolean isItself(
      Arrivals.Arrival next, Map<String, @Nullable Object> row, SourceTable spine) {
    return !next.amends()
        && next.time() == Arrivals.time(spine, row)
        && Bits.equal(
            Arrivals.identity(spine, graph, next.event()), Arrivals.identity(spine, graph, row));
  }

  private void compare(Map<String, @Nullable Object> offline, Scores scores) {
    rows++;
    for (Node feature : plan.features()) {
      Object batch = offline.get(feature.column());
      Object online = scores.value(feature.column());
      if (!Bits.equal(batch, online)) {
        differing++;
        remember(offline, feature, batch, online);
      }
    }
  }

  private void remember(
      Map<String, @Nullable Object> offline,
      Node feature,
      @Nullable Object batch,
      @Nullable Object online) {
    if (examples.size() < EXAMPLES) {
      List<String> row =
          plan.select().identity().stream()
              .map(node -> node.column() + " = " + TextForm.show(offline.get(node.column())))
              .toList();
      examples.add(
          "%s: %s on Spark, %s in process (%s)"
              .formatted(
                  feature.name(),
                  TextForm.show(batch),
                  TextForm.show(online),
                  String.join(", ", row)));
    }
  }
}
