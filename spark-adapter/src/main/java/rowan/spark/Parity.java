package rowan.spark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
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
  private static final int EVENTS_BETWEEN_LINES = 500_000;

  private final Plan plan;
  private final Graph graph;
  private final Scorer scorer;
  private final List<Node> columns;
  private final List<String> examples = new ArrayList<>();

  /** The scorer knows all that arrived before. */
  private final long start;

  private final Consumer<String> progress;
  private final Map<String, Long> differences = new HashMap<>();
  private long rows;
  private long told;

  private Parity(Plan plan, Scorer scorer, long start, Consumer<String> progress) {
    this.plan = plan;
    this.graph = plan.graph();
    this.scorer = scorer;
    this.start = start;
    this.progress = progress;
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
   * @param progress told, in a line, how far a long replay has come
   * @throws rowan.graph.CheckException as {@link SparkAdapter#run} and {@link Scorer#of}
   * @throws rowan.plan.FeatureException when a feature cannot be computed
   */
  public static ParityReport compare(
      SparkAdapter adapter, Plan plan, Inputs inputs, long limit, Consumer<String> progress) {
    return new Parity(plan, Scorer.of(plan, inputs), Long.MIN_VALUE, progress)
        .compare(adapter.inputs(inputs), limit);
  }

  /**
   * Compares the features of rows that ask after a hand-over: the scorer is not told of events
   * before, which a batch job saved for it.
   *
   * @param saved state of the plan
   * @param cut the time that the state is of
   * @param progress as for {@link #compare}
   * @throws rowan.state.StateException when the state cannot be used; and as {@link #compare}
   */
  public static ParityReport compareAfter(
      SparkAdapter adapter,
      Plan plan,
      Inputs inputs,
      long limit,
      SavedState saved,
      Instant cut,
      Consumer<String> progress) {
    Scorer scorer = Scorer.resume(plan, inputs, Retention.DEFAULT, saved);
    return new Parity(plan, scorer, Micros.of(cut), progress)
        .compare(adapter.inputs(inputs), limit);
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
    return new ParityReport(rows, plan.features().size(), differences, examples);
  }

  private void compareAll(Dataset<Row> lowered, long limit) {
    JavaRows computed = new JavaRows(lowered, columns, graph);
    while (rows < limit && computed.hasNext()) {
      Map<String, @Nullable Object> row = computed.next();
      compare(row, plan.spine().isPresent() ? scorer.score(row) : scorer.score());
    }
  }

  /**
   * A row that asks.
   *
   * @param asksAt when, in microseconds
   * @param happened its own time
   * @param identity what tells it from others of that time
   */
  private record Asker(long asksAt, long happened, List<@Nullable Object> identity) {}

  /** Tells the scorer of events, and asks it for each row what it knows by then. */
  private void replay(Dataset<Row> lowered, List<Arrivals> arrivals, long limit) {
    SourceTable spine = plan.spine().orElseThrow();
    SourceRows spineRows = new SourceRows(spine, graph);
    List<String> late =
        spine.components().stream()
            .filter(component -> component.knownAfter().isPresent())
            .map(Component::column)
            .toList();
    Optional<Arrivals> own =
        arrivals.stream()
            .filter(source -> plan.asOf().isEmpty() && source.source().equals(spine))
            .findFirst();
    JavaRows computed = new JavaRows(Arrivals.inOrder(spine, graph, lowered), columns, graph);
    while (rows < limit && computed.hasNext()) {
      Map<String, @Nullable Object> row = computed.next();
      Asker asker = asker(row, spine, spineRows);
      if (asker.asksAt() >= start) {
        arrivals.forEach(
            source -> tellUntil(asker, source, own.filter(source::equals).isPresent()));
        compare(row, scorer.score(knownAtOnce(row, late)));
        own.ifPresent(source -> tellOf(asker, source));
      }
    }
  }

  private Asker asker(Map<String, @Nullable Object> row, SourceTable spine, SourceRows spineRows) {
    long happened = spineRows.time(row);
    long asksAt =
        plan.asOf()
            .map(Micros::of)
            .orElseGet(() -> spine.eventTime().isPresent() ? happened : Long.MAX_VALUE);
    return new Asker(asksAt, happened, spineRows.identity(row));
  }

  /** A row that asks does not know its own late columns. */
  private static Map<String, @Nullable Object> knownAtOnce(
      Map<String, @Nullable Object> row, List<String> late) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>(row);
    late.forEach(column -> known.put(column, null));
    return known;
  }

  /** Tells of all that arrived when a row asks, of its own source up to before itself. */
  private void tellUntil(Asker asker, Arrivals source, boolean isOwn) {
    Arrivals.Arrival next = source.peek();
    while (next != null
        && next.time() <= asker.asksAt()
        && !(isOwn && source.isFirstOf(next, asker.happened(), asker.identity()))) {
      tell(source, next);
      next = source.peek();
    }
  }

  /** Tells of the row itself, so that the next one knows it even if it is alike. */
  private void tellOf(Asker asker, Arrivals own) {
    Arrivals.Arrival next = own.peek();
    if (next != null && own.isFirstOf(next, asker.happened(), asker.identity())) {
      tell(own, next);
    }
  }

  /** Tells of what the scorer does not know yet. */
  private void tell(Arrivals source, Arrivals.Arrival next) {
    Map<String, @Nullable Object> event = source.take(next);
    if (next.time() >= start) {
      scorer.observe(source.source().table(), event);
      told++;
      if (told % EVENTS_BETWEEN_LINES == 0) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "Told the scorer of %,d events and amendments, until %s",
                told,
                Micros.instant(next.time())));
      }
    }
  }

  private void compare(Map<String, @Nullable Object> offline, Scores scores) {
    rows++;
    for (Node feature : plan.features()) {
      Object batch = offline.get(feature.column());
      Object online = scores.value(feature.column());
      if (!Bits.equal(batch, online)) {
        differences.merge(feature.name(), 1L, Long::sum);
        remember(offline, feature, batch, online);
      }
    }
  }

  private void remember(
      Map<String, @Nullable Object> offline,
      Node feature,
      @Nullable Object batch,
      @Nullable Object online) {
    boolean isFirst = differences.getOrDefault(feature.name(), 0L) == 1;
    if (isFirst || examples.size() < EXAMPLES) {
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
