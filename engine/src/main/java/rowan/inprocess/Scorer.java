package rowan.inprocess;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Ties;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.plan.SuppliedValues;
import rowan.program.ProgramDescription.Operation;
import rowan.program.RowProgram;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.state.EventClock;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StateFolder;
import rowan.state.StatePlace;
import rowan.state.WindowStore;
import rowan.type.Micros;
import rowan.type.Name;
import rowan.type.Type;

/**
 * Computes the features of a plan for one row at a time, in process. What aggregates see of the
 * past it is told, event by event, and keeps, in memory or elsewhere. Any number of threads may
 * observe and score with one scorer; work on different keys does not wait for each other.
 *
 * <p>Events come in any order. One that comes late takes its place, if it is not later than the
 * {@link Retention} allows; after that it is refused. An event that is observed again, with its row
 * key, event time and keys, is amended, also later, as long as windows hold it: so columns that are
 * known late arrive. One that is observed again with the same values counts once. A row may be
 * scored that was observed, or was not, and at an earlier time than others, within the lateness; it
 * never sees what is later than it.
 *
 * <p>An event is taken in by all of its keys, or by none. Where the state is in a {@link
 * StatePlace} that outlives the process, it is there when {@link #observe} returns; a scorer that
 * is made with the same place goes on from there. When the process was killed before, the event was
 * taken in whole or not at all: observe it again, if it has a row key it counts once.
 */
public final class Scorer implements AutoCloseable {

  private final Plan plan;
  private final @Nullable Class<?> spine;
  private final RowSlots rows;

  /**
   * The row features that are computed before the first windows, unless that is done as soon as a
   * row is read; after them, and so on.
   */
  private final RowProgram[] features;

  private final List<PassRound> rounds = new ArrayList<>();
  private final Map<String, SourceObserver> observers = new LinkedHashMap<>();
  private final Retention retention;
  private final EventClock clock;
  private final WindowStore store;
  private final LongAdder late = new LongAdder();
  private final LongAdder ahead = new LongAdder();
  private final @Nullable SourceObserver own;
  private final @Nullable SlotTime eventTime;
  private final OptionalInt asOf;
  private final ScoreLayout layout;

  /** The columns that a row may lack, though features read them, and their slots. */
  private final Map<Node, Integer> optionalColumns = new LinkedHashMap<>();

  private volatile @Nullable ScoreListener listener;

  /** Whether rows may lack a column that features read. */
  private final boolean mayLack;

  /** What reads a row and computes all of it, when nothing else is to be computed or checked. */
  private final @Nullable RowProgram atOnce;

  private Scorer(Plan plan, SuppliedValues values, Retention retention, StatePlace place) {
    this.plan = plan;
    this.retention = retention;
    this.clock = new EventClock(Micros.of(retention.lateness()));
    this.spine =
        plan.spine().map(source -> plan.graph().classNamed(source.className())).orElse(null);
    List<Pass> passes = Pass.all(plan);
    for (SourceTable source : plan.graph().sources()) {
      if (!passes.isEmpty()) {
        SourceObserver observer = new SourceObserver(plan, source, passes, values);
        if (observer.isUsed()) {
          observers.put(source.className(), observer);
        }
      }
    }
    SlotTable table = new SlotTable(plan.graph());
    plan.features().forEach(table::add);
    plan.supply().nodes().forEach(table::add);
    List<Node> columns = columns(plan, passes);
    columns.forEach(table::add);
    columns.stream()
        .filter(node -> node.nullable() && node.knownAfter().isZero())
        .forEach(node -> optionalColumns.put(node, table.slot(node)));
    this.asOf = plan.asOfNode().stream().peek(table::add).mapToInt(table::slot).findFirst();
    this.eventTime =
        timeColumn(plan)
            .filter(node -> asOf.isPresent() || !passes.isEmpty())
            .map(node -> new SlotTime(node, table))
            .orElse(null);
    this.own =
        plan.asOf().isPresent()
            ? null
            : plan.spine().map(source -> observers.get(source.className())).orElse(null);
    this.layout = new ScoreLayout(plan.features(), table);
    List<List<Operation>> operations = addPasses(passes, table);
    List<Operation> first = asOf.isPresent() ? List.of() : operations.remove(0);
    operations.forEach(table::keepInputs);
    this.rows = new RowSlots(plan.graph(), columns, plan.supply().nodes(), values, table, first);
    this.features = operations.stream().map(table::program).toArray(RowProgram[]::new);
    this.mayLack = !optionalColumns.isEmpty();
    this.atOnce =
        asOf.isEmpty() && rounds.isEmpty() && !columns.isEmpty() ? rows.ofRecords() : null;
    this.store = place.open(plan, retention, clock);
  }

  private static List<Node> columns(Plan plan, List<Pass> passes) {
    List<Node> columns = new ArrayList<>(plan.scan().map(Step.Scan::columns).orElse(List.of()));
    if (!passes.isEmpty() || plan.asOfNode().isPresent()) {
      timeColumn(plan).filter(node -> !columns.contains(node)).ifPresent(columns::add);
    }
    return columns;
  }

  private static Optional<Node> timeColumn(Plan plan) {
    return plan.spine()
        .filter(source -> plan.asOf().isEmpty())
        .flatMap(
            source ->
                plan.graph().columnsOf(source).stream()
                    .filter(node -> ((Definition.Column) node.definition()).component().eventTime())
                    .findFirst());
  }

  /**
   * The operations of the plan's row features, those before the first round of passes, after it,
   * and so on; and adds the passes. Those that follow each other do not wait for each other.
   */
  private List<List<Operation>> addPasses(List<Pass> passes, SlotTable table) {
    List<List<Operation>> operations = new ArrayList<>();
    operations.add(new ArrayList<>());
    boolean isInRound = false;
    int next = 0;
    for (Step step : plan.compute()) {
      boolean isPass = step instanceof Step.Aggregates;
      if (isPass && !isInRound) {
        rounds.add(new PassRound());
        operations.add(new ArrayList<>());
      }
      isInRound = isPass;
      if (step instanceof Step.RowFeatures level) {
        level.nodes().forEach(node -> operations.get(rounds.size()).add(table.compute(node)));
      } else {
        PassStage stage = new PassStage(plan.graph(), passes.get(next), next, table, own);
        rounds.get(rounds.size() - 1).add(stage);
        next++;
      }
    }
    return operations;
  }

  /**
   * A scorer for a plan that takes no inputs.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   */
  public static Scorer of(Plan plan) {
    return of(plan, Inputs.none());
  }

  /**
   * A scorer for a plan.
   *
   * @throws CheckException with every input that is missing, unknown or of another type, and every
   *     feature that cannot be served: it is not yet known when its row is scored, it is a label,
   *     or it sees rows that come after its own
   */
  public static Scorer of(Plan plan, Inputs inputs) {
    return of(plan, inputs, Retention.DEFAULT);
  }

  /**
   * A scorer for a plan that remembers the past for so long, and so much of it.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   */
  public static Scorer of(Plan plan, Inputs inputs, Retention retention) {
    return of(plan, inputs, retention, StatePlace.MEMORY);
  }

  /**
   * A scorer for a plan that goes on from the state in a place, or begins there; see {@link
   * rowan.state.RocksDbState} and {@link rowan.state.RedisState}. It is to be closed.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   * @throws rowan.state.StateException when the place cannot be used, or holds the state of other
   *     definitions
   */
  public static Scorer of(Plan plan, Inputs inputs, Retention retention, StatePlace place) {
    checkServed(plan);
    return new Scorer(plan, SuppliedValues.of(plan, inputs), retention, place);
  }

  /**
   * Checks that all features of a plan can be served.
   *
   * @throws CheckException with those that cannot, as {@link #of(Plan, Inputs)}
   */
  public static void checkServed(Plan plan) {
    List<Problem> unserved =
        plan.features().stream().flatMap(node -> unserved(plan, node).stream()).toList();
    if (!unserved.isEmpty()) {
      throw new CheckException("Cannot serve features of " + plan.graph().title(), unserved);
    }
  }

  /**
   * A scorer that goes on where saved state ends, as if it had observed all events until then. Of
   * sources with a row key, events that are in the state may be observed again.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   * @throws rowan.state.StateException when the state is of other definitions, a part of it is
   *     missing or damaged, or it has more keys than may be kept
   */
  public static Scorer resume(Plan plan, Inputs inputs, Retention retention, SavedState state) {
    return resume(plan, inputs, retention, state, StatePlace.MEMORY);
  }

  /**
   * A scorer that goes on where saved state ends, in a place that has no state yet; the next time
   * that place alone is enough.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   * @throws rowan.state.StateException as {@link #resume(Plan, Inputs, Retention, SavedState)}, and
   *     when the place cannot be used or has state already
   */
  public static Scorer resume(
      Plan plan, Inputs inputs, Retention retention, SavedState state, StatePlace place) {
    state.requireFor(plan);
    Scorer scorer = of(plan, inputs, retention, place);
    try {
      WindowStore.Loading loading = scorer.store.load();
      scorer.clock.startsAt(Micros.of(state.manifest().startsAt()));
      for (int pass = 0; pass < Pass.all(plan).size(); pass++) {
        int number = pass;
        state.readBytes(plan, pass, (key, windows) -> loading.add(number, key, windows));
      }
      loading.finish();
      return scorer;
    } catch (RuntimeException | Error e) {
      scorer.close();
      throw e;
    }
  }

  /**
   * Saves all that windows know to a folder, for {@link #resume}. Events that are observed
   * meanwhile may be in it or not, and may be too old to be observed again: for state that is
   * exact, observe nothing until it is saved.
   *
   * <p>Such state has no cuts: it holds what this scorer was told of, which ends at no one time. So
   * {@link SavedState#observedFrom} has nothing to check in it, and no job can begin from it.
   *
   * @throws java.io.UncheckedIOException when the folder holds state already, or cannot be written
   * @throws rowan.state.StateException when events were lost for want of room
   */
  public void save(Path folder) {
    new StateFolder(folder, plan).write(store, clock);
  }

  /** Whether a feature can be served: it looks neither forward nor at what is known only later. */
  public static boolean canServe(Graph graph, Node feature) {
    Set<String> fitted =
        graph.nodes().stream().filter(Node::isFitted).map(Node::name).collect(Collectors.toSet());
    return feature.knownAfter().isZero()
        && graph.upstreamOf(List.of(feature), fitted).stream()
            .noneMatch(node -> isLabel(node) || seesAllTies(node));
  }

  private static Optional<Problem> unserved(Plan plan, Node feature) {
    List<Node> reached = behind(plan, feature);
    if (reached.stream().anyMatch(Scorer::isLabel)) {
      return Optional.of(
          Problem.at(
              "label",
              feature.definition().place(),
              "\"%s\" looks forward; it is for training, and cannot be served; leave it out."
                  .formatted(feature.name())));
    }
    if (reached.stream().anyMatch(Scorer::seesAllTies)) {
      return Optional.of(
          Problem.at(
              "all-ties",
              feature.definition().place(),
              "\"%s\" sees rows that come after its own at the same time, so it cannot be served; leave it out, or take Ties.EARLIER."
                  .formatted(feature.name())));
    }
    return Optional.ofNullable(plan.knownAfter().get(feature.name()))
        .filter(late -> late.compareTo(Duration.ZERO) > 0)
        .map(
            late ->
                Problem.at(
                    "known-late",
                    feature.definition().place(),
                    "\"%s\" is known only %s after its row, so it cannot be served; leave it out."
                        .formatted(feature.name(), Micros.text(late))));
  }

  private static boolean isLabel(Node node) {
    return node.definition() instanceof Definition.Aggregate aggregate
        && aggregate.aggregation().label();
  }

  private static boolean seesAllTies(Node node) {
    return node.definition() instanceof Definition.Aggregate aggregate
        && aggregate.aggregation().window().ties() == Ties.ALL;
  }

  /** What a feature depends on in this plan, behind overrides. */
  private static List<Node> behind(Plan plan, Node feature) {
    Set<String> supplied =
        plan.supply().nodes().stream().map(Node::name).collect(Collectors.toSet());
    return plan.graph().upstreamOf(List.of(feature), supplied).stream()
        .filter(node -> !supplied.contains(node.name()))
        .toList();
  }

  /** The plan that is scored. */
  public Plan plan() {
    return plan;
  }

  /**
   * Scores a row of the spine, given as its source's record, as of its event time.
   *
   * @throws FeatureException when a column is null that may not be, a feature cannot be computed,
   *     or the row asks longer ago than the lateness; the message names the feature and the row
   * @throws IllegalArgumentException when {@code row} is of another class
   */
  public Scores score(Record row) {
    checkClass(row);
    return compute(row, rows.read(row, "score"), null, own == null ? null : own.read(row, "score"));
  }

  /** Scores that hold nothing yet, for {@link #score(Record, Scores)}. */
  public Scores newScores() {
    return new Scores(layout, rows.newSlots());
  }

  /**
   * Scores a row of the spine into scores that are used again and again, by one thread at a time.
   * Without windows nothing is allocated but what the features' methods allocate.
   *
   * @param into scores of this scorer; what they held is replaced
   * @throws FeatureException as {@link #score(Record)}; {@code into} then holds nothing of use
   * @throws IllegalArgumentException when {@code row} is of another class, or {@code into} of
   *     another scorer
   */
  public void score(Record row, Scores into) {
    Slots slots = into.slotsOf(layout);
    if (atOnce != null) {
      run(atOnce, row, slots);
    } else {
      checkClass(row);
      slots.clear();
      rows.read(row, "score", slots);
      compute(row, into, null, own == null ? null : own.read(row, "score"));
    }
  }

  /**
   * A row of another class fails as it is read. To look at its class before takes as long as a
   * feature does, and so does clearing slots that are all filled here.
   */
  private void run(RowProgram program, Record row, Slots slots) {
    try {
      program.run(slots, row);
    } catch (RuntimeException e) {
      checkClass(row);
      throw e instanceof FeatureException failed ? rows.failed(row, "score", failed) : e;
    }
    if (mayLack) {
      tellMissing(slots, listener);
    }
  }

  /**
   * Scores rows of the spine in order, each as {@link #score(Record)} does.
   *
   * @throws FeatureException as {@link #score(Record)}, for the first row that cannot be scored
   */
  public List<Scores> scoreAll(List<? extends Record> rows) {
    List<Scores> scores = new ArrayList<>(rows.size());
    for (Record row : rows) {
      scores.add(score(row));
    }
    return scores;
  }

  /**
   * Scores a row of the spine as of a time, at which it is no event itself.
   *
   * @throws FeatureException as {@link #score(Record)}
   */
  public Scores score(Record row, Instant time) {
    checkClass(row);
    return compute(row, rows.read(row, "score"), time, null);
  }

  /**
   * Scores a row of the spine, given as values by column name in any spelling. Columns that no
   * feature needs may be left out, and those that are known late; any other column that may be null
   * must be there all the same.
   *
   * @throws FeatureException naming every column that is missing, null or of another type; or the
   *     feature that cannot be computed; with the row
   */
  public Scores score(Map<String, ? extends @Nullable Object> row) {
    return compute(row, rows.read(row, "score"), null, own == null ? null : own.read(row, "score"));
  }

  /** Scores a row of the spine, given by column name, as of a time at which it is no event. */
  public Scores score(Map<String, ? extends @Nullable Object> row, Instant time) {
    return compute(row, rows.read(row, "score"), time, null);
  }

  private void checkClass(Record row) {
    if (spine != null && row.getClass() != spine) {
      throw new IllegalArgumentException(
          "Cannot score a %s; the plan computes features of %s"
              .formatted(row.getClass().getName(), spine.getName()));
    }
  }

  private Scores compute(
      Object row, Slots slots, @Nullable Instant time, SourceObserver.@Nullable Event event) {
    Scores scores = new Scores(layout, slots);
    compute(row, scores, time, event);
    return scores;
  }

  private void compute(
      Object row, Scores scores, @Nullable Instant time, SourceObserver.@Nullable Event event) {
    Slots slots = scores.slotsOf(layout);
    ScoreListener told = listener;
    tellMissing(slots, told);
    long askedAt = askedAt(slots, time);
    requireInTime(row, askedAt);
    boolean isComplete = true;
    int next = 0;
    if (asOf.isPresent()) {
      slots.store(asOf.getAsInt(), Type.Scalar.INSTANT, Micros.instant(askedAt));
      RowFeatures.run(features[next++], slots, row);
    }
    for (PassRound round : rounds) {
      PassStage.Asking asking = new PassStage.Asking(row, askedAt, event, told);
      isComplete &= round.run(slots, asking, store);
      RowFeatures.run(features[next++], slots, row);
    }
    requireInTime(row, askedAt); // another thread may have moved the clock, and keys were dropped
    scores.setComplete(isComplete);
  }

  private void tellMissing(Slots slots, @Nullable ScoreListener told) {
    if (told != null) {
      optionalColumns.forEach(
          (column, slot) -> {
            if (slots.isNull(slot)) {
              told.missing(column);
            }
          });
    }
  }

  /** Tells somebody of what rows lack from now on. */
  void listen(ScoreListener newListener) {
    listener = newListener;
  }

  /** What a listener may be told is missing. */
  Set<Node> optionalColumns() {
    return optionalColumns.keySet();
  }

  /** What a listener may be told is empty. */
  List<Node> aggregates() {
    return Pass.all(plan).stream().flatMap(pass -> pass.features().stream()).toList();
  }

  private void requireInTime(Object row, long askedAt) {
    if (!rounds.isEmpty() && askedAt < clock.horizon()) {
      throw new FeatureException(
          "Cannot score row %s: it asks as of %s, which is before %s, from when on rows may ask; the scorer was made with a lateness of %s"
              .formatted(
                  row,
                  Micros.instant(askedAt),
                  Micros.instant(clock.horizon()),
                  Micros.text(retention.lateness())),
          null);
    }
  }

  private long askedAt(Slots slots, @Nullable Instant time) {
    if (time != null) {
      return Micros.of(time);
    }
    if (plan.asOf().isPresent()) {
      return Micros.of(plan.asOf().get());
    }
    return eventTime == null ? Long.MAX_VALUE : eventTime.micros(slots);
  }

  /**
   * Computes the features of a plan that describes no rows.
   *
   * @throws IllegalArgumentException when the plan needs rows
   */
  public Scores score() {
    if (plan.spine().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot score without a row; the plan computes features of "
              + plan.spine().get().className());
    }
    return compute("(none)", rows.read("(none)"), null, null);
  }

  /**
   * Takes in an event, given as its source's record; or amends the event of its row key.
   *
   * @return false when it comes too late, or is dated too far ahead: nothing has changed, but
   *     {@link #lateEvents} or {@link #eventsAhead}
   * @throws FeatureException when a column is null that may not be, or what is aggregated cannot be
   *     computed; nothing is taken in then
   * @throws IllegalArgumentException when no feature of the plan sees events of its class
   */
  public boolean observe(Record event) {
    SourceObserver observer = observers.get(event.getClass().getName());
    if (observer == null) {
      throw new IllegalArgumentException(
          "Cannot observe a %s; %s".formatted(event.getClass().getName(), seen()));
    }
    return observe(observer, observer.read(event, "observe"));
  }

  /**
   * Takes in an event of a source, given as values by column name.
   *
   * @return false when it comes too late, or is dated too far ahead: nothing has changed, but
   *     {@link #lateEvents} or {@link #eventsAhead}
   * @throws FeatureException as {@link #observe(Record)}
   * @throws IllegalArgumentException when no feature of the plan sees events of the source
   */
  public boolean observe(String source, Map<String, ? extends @Nullable Object> event) {
    SourceObserver observer =
        observers.values().stream()
            .filter(of -> Name.of(of.source().table()).equals(Name.of(source)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot observe a row of \"%s\"; %s".formatted(source, seen())));
    return observe(observer, observer.read(event, "observe"));
  }

  private boolean observe(SourceObserver observer, SourceObserver.Event event) {
    if (isAhead(event)) {
      ahead.increment();
      return false;
    }
    boolean isTaken = observer.observe(event, store, clock);
    if (!isTaken) {
      late.increment();
    }
    return isTaken;
  }

  /** How many events were refused because they came, or changed, too late. */
  public long lateEvents() {
    return late.sum();
  }

  private boolean isAhead(SourceObserver.Event event) {
    return !retention.ahead().equals(ChronoUnit.FOREVER.getDuration())
        && Duration.between(Instant.now(), Micros.instant(event.time()))
                .compareTo(retention.ahead())
            > 0;
  }

  /** How many events were refused because they are dated too far ahead of this machine. */
  public long eventsAhead() {
    return ahead.sum();
  }

  private String seen() {
    return observers.isEmpty()
        ? "the plan sees no events"
        : "the plan sees events of "
            + observers.values().stream()
                .map(observer -> observer.source().table())
                .collect(Collectors.joining(", "));
  }

  /** The sources whose events features of the plan see. */
  public Stream<SourceTable> observed() {
    return observers.values().stream().map(SourceObserver::source);
  }

  /**
   * Scores a row, then takes it in as an event. If it cannot be scored, it is not taken in; nor is
   * it when it is dated too far ahead, which only {@link #eventsAhead} tells.
   *
   * @throws FeatureException as {@link #score(Record)}
   * @throws IllegalArgumentException when no feature of the plan sees the row as an event
   */
  public Scores scoreAndObserve(Record row) {
    SourceObserver observer = ownObserver();
    checkClass(row);
    SourceObserver.Event event = observer.read(row, "score");
    Scores scores = compute(row, rows.read(row, "score"), null, event);
    observe(observer, event);
    return scores;
  }

  /** Scores a row, given by column name, then takes it in as an event. */
  public Scores scoreAndObserve(Map<String, ? extends @Nullable Object> row) {
    SourceObserver observer = ownObserver();
    SourceObserver.Event event = observer.read(row, "score");
    Scores scores = compute(row, rows.read(row, "score"), null, event);
    observe(observer, event);
    return scores;
  }

  private SourceObserver ownObserver() {
    if (own == null) {
      throw new IllegalArgumentException(
          "Cannot observe a row of the spine; "
              + (plan.asOf().isPresent() ? "it asks as of another time" : seen()));
    }
    return own;
  }

  /**
   * Ends the scorer, when nobody uses it any more. What is in a place that outlives the process
   * stays there.
   */
  @Override
  public void close() {
    store.close();
  }
}
