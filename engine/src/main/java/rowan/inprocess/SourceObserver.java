package rowan.inprocess;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.aggregate.KeyWindows;
import rowan.aggregate.WindowSpec;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Events;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.plan.SuppliedValues;
import rowan.program.ProgramDescription.Operation;
import rowan.program.RowProgram;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.state.EventClock;
import rowan.state.WindowStore;
import rowan.state.WindowStore.PassKey;
import rowan.type.Micros;
import rowan.type.RecordForm;
import rowan.type.Type;

/** Reads events of one source, and takes them into the windows of their keys. */
final class SourceObserver {

  /** Rows without a time were there before all others. */
  private static final long BEFORE_ALL = Long.MIN_VALUE;

  /**
   * Where in a pass the events are.
   *
   * @param settlesLate whether a window without a beginning sees what is known late
   */
  private record Target(int pass, int events, SlotKey key, SlotEvent values, boolean settlesLate) {}

  /**
   * An event that was read.
   *
   * @param shown the row as messages show it
   * @param whole the row as a record of its source, where a pass keeps that
   * @param identity what orders events of one time
   */
  record Event(
      Object shown,
      Slots slots,
      @Nullable Object whole,
      long time,
      long availableFrom,
      List<@Nullable Object> identity) {}

  private final Graph graph;
  private final SourceTable source;
  private final SlotTable table;
  private final RowSlots rows;

  /** What is computed of each row once its as-of time is known; nothing waits without one. */
  private final @Nullable RowProgram features;

  private final List<Target> targets = new ArrayList<>();
  private final Optional<SlotTime> time;
  private final Optional<SlotTime> available;
  private final OptionalInt asOf;
  private final SlotKey identity;
  private final Optional<Type.Struct> whole;
  private final Optional<SlotKey> columns;

  SourceObserver(Plan plan, SourceTable source, List<Pass> passes, SuppliedValues values) {
    this.graph = plan.graph();
    this.source = source;
    this.table = new SlotTable(graph);
    List<Node> identifying = graph.identityOf(source);
    this.whole = whole(passes);
    Set<Node> wanted = new LinkedHashSet<>(whole.isPresent() ? graph.columnsOf(source) : Set.of());
    wanted.addAll(identifying);
    column(source.eventTime()).ifPresent(wanted::add);
    column(source.availableAt()).ifPresent(wanted::add);
    passes.forEach(pass -> eventsIn(pass).forEach(i -> wanted.addAll(read(pass, i))));
    Set<String> supplied =
        plan.supply().nodes().stream().map(Node::name).collect(Collectors.toSet());
    List<Node> needed = graph.upstreamOf(wanted, supplied);
    needed.forEach(table::add);
    this.asOf =
        needed.stream()
            .filter(node -> node.definition() instanceof Definition.AsOf)
            .mapToInt(table::slot)
            .findFirst();
    this.time = column(source.eventTime()).map(node -> new SlotTime(node, table));
    this.available = column(source.availableAt()).map(node -> new SlotTime(node, table));
    this.identity = values(identifying);
    this.columns = whole.map(type -> values(graph.columnsOf(source)));
    for (int pass = 0; pass < passes.size(); pass++) {
      for (int events : eventsIn(passes.get(pass))) {
        targets.add(target(passes.get(pass), pass, events));
      }
    }
    List<Operation> operations =
        needed.stream()
            .filter(node -> node.isRowFeature() && !values.contains(node.name()))
            .map(table::compute)
            .toList();
    if (asOf.isPresent()) {
      table.keepInputs(operations);
    }
    this.rows =
        new RowSlots(
            graph,
            columns(needed, values),
            supplied(needed, values),
            values,
            table,
            asOf.isPresent() ? List.of() : operations);
    this.features = asOf.isPresent() ? table.program(operations) : null;
  }

  private SlotKey values(List<Node> nodes) {
    return new SlotKey(nodes, nodes.stream().map(Node::type).toList(), table, graph::classNamed);
  }

  private static List<Node> columns(List<Node> needed, SuppliedValues values) {
    return needed.stream()
        .filter(node -> node.definition() instanceof Definition.Column)
        .filter(node -> !values.contains(node.name()))
        .toList();
  }

  private static List<Node> supplied(List<Node> needed, SuppliedValues values) {
    return needed.stream().filter(node -> values.contains(node.name())).toList();
  }

  private Optional<Node> column(Optional<Component> component) {
    return component.flatMap(
        wanted ->
            graph.columnsOf(source).stream()
                .filter(node -> ((Definition.Column) node.definition()).component().equals(wanted))
                .findFirst());
  }

  private Optional<Type.Struct> whole(List<Pass> passes) {
    return passes.stream()
        .flatMap(pass -> pass.step().events().stream())
        .filter(events -> events.source().equals(source))
        .flatMap(events -> events.lookups().stream())
        .map(lookup -> (Type.Struct) lookup.type())
        .findFirst();
  }

  private List<Integer> eventsIn(Pass pass) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < pass.step().events().size(); i++) {
      if (pass.step().events().get(i).source().equals(source)) {
        found.add(i);
      }
    }
    return found;
  }

  private static List<Node> read(Pass pass, int events) {
    List<Node> read = new ArrayList<>(pass.step().events().get(events).by());
    pass.values(events).forEach(value -> value.node().ifPresent(read::add));
    return read;
  }

  private Target target(Pass pass, int number, int i) {
    Events events = pass.step().events().get(i);
    SlotKey key = new SlotKey(events.by(), pass.keyTypes(), table, graph::classNamed);
    return new Target(number, i, key, new SlotEvent(pass.values(i), table), settlesLate(events));
  }

  private boolean settlesLate(Events events) {
    boolean isLate = source.components().stream().anyMatch(part -> part.knownAfter().isPresent());
    return (isLate && !events.lookups().isEmpty())
        || events.aggregates().stream()
            .filter(node -> !window(node).evicts())
            .flatMap(node -> graph.argumentsOf(node).stream())
            .anyMatch(read -> !read.knownAfter().isZero());
  }

  private static WindowSpec window(Node aggregate) {
    return ((Definition.Aggregate) aggregate.definition()).aggregation().window();
  }

  /** Whether a pass keeps anything of the events. */
  boolean isUsed() {
    return !targets.isEmpty();
  }

  SourceTable source() {
    return source;
  }

  /** Reads an event that is given as a record, and computes what the passes keep of it. */
  Event read(Record row, String task) {
    return computed(row, rows.read(row, task));
  }

  /** Reads an event that is given as values by column name. */
  Event read(Map<String, ? extends @Nullable Object> row, String task) {
    return computed(row, rows.read(row, task));
  }

  private Event computed(Object shown, Slots slots) {
    long happened = time.map(slot -> slot.micros(slots)).orElse(BEFORE_ALL);
    asOf.ifPresent(slot -> slots.store(slot, Type.Scalar.INSTANT, Micros.instant(happened)));
    if (features != null) {
      RowFeatures.run(features, slots, shown);
    }
    return new Event(
        shown,
        slots,
        whole.map(type -> record(type, slots)).orElse(null),
        happened,
        available.map(slot -> slot.micros(slots)).orElse(BEFORE_ALL),
        identity.valuesOf(slots));
  }

  private Object record(Type.Struct type, Slots slots) {
    @Nullable Object[] components = columns.orElseThrow().valuesOf(slots).toArray();
    return RecordForm.of(graph.classNamed(source.className())).make(type, components);
  }

  /**
   * Takes an event into the windows of its keys, into all or none; a null key has no events. An
   * event from before the horizon is one that was observed before, or it comes too late.
   *
   * @return whether it was taken in
   */
  boolean observe(Event event, WindowStore store, EventClock clock) {
    clock.happened(event.time());
    List<PassKey> keys = new ArrayList<>(targets.size());
    List<Target> told = new ArrayList<>(targets.size());
    for (Target target : targets) {
      Object key = target.key().of(event.slots());
      if (key != null) {
        keys.add(new PassKey(target.pass(), key));
        told.add(target);
      }
    }
    boolean isLate = isLate(event, clock.horizon());
    if (keys.isEmpty()) {
      return !isLate;
    }
    return isLate
        ? store.amend(keys, windows -> take(event, told, windows, clock))
        : store.update(keys, event.time(), windows -> take(event, told, windows, clock));
  }

  private static boolean isLate(Event event, long horizon) {
    return event.time() < horizon && event.time() != BEFORE_ALL;
  }

  /** Nobody else works on the windows now, so that none refuses what another has taken. */
  private static boolean take(
      Event event, List<Target> told, List<KeyWindows> windows, EventClock clock) {
    long horizon = clock.horizon();
    windows.forEach(of -> of.advance(horizon, horizon));
    if (isLate(event, horizon)) {
      return amend(event, told, windows);
    }
    for (int i = 0; i < told.size(); i++) {
      observe(event, told.get(i), windows.get(i));
    }
    return true;
  }

  /**
   * Amends an event where it is still kept. Where it is not, it has left all windows, or what it
   * was is settled; then only what is known late may have changed, and nothing that was settled may
   * depend on that, or nothing is amended.
   */
  private static boolean amend(Event event, List<Target> told, List<KeyWindows> windows) {
    BitSet kept = new BitSet();
    for (int i = 0; i < told.size(); i++) {
      KeyWindows.Fate fate = fate(event, told.get(i), windows.get(i));
      if (fate == KeyWindows.Fate.SETTLED
          || (fate == KeyWindows.Fate.GONE && told.get(i).settlesLate())) {
        return false;
      }
      kept.set(i, fate == KeyWindows.Fate.AMENDED);
    }
    kept.stream().forEach(i -> observe(event, told.get(i), windows.get(i)));
    return !kept.isEmpty();
  }

  private static KeyWindows.Fate fate(Event event, Target target, KeyWindows windows) {
    EventRow values = target.values().of(event.slots(), event.whole());
    return windows.fate(
        target.events(), event.time(), event.identity(), event.availableFrom(), values);
  }

  private static void observe(Event event, Target target, KeyWindows windows) {
    EventRow values = target.values().of(event.slots(), event.whole());
    boolean isTaken =
        windows.observe(
            target.events(), event.time(), event.identity(), event.availableFrom(), values);
    if (!isTaken) {
      throw new IllegalStateException("windows have moved on by themselves");
    }
  }

  /**
   * The values of an event as one of a key, for a row that is it and asks before it was observed.
   *
   * @return null when it has another key there
   */
  @Nullable EventRow valuesOf(Event event, int pass, int events, Object key) {
    for (Target target : targets) {
      if (target.pass() == pass && target.events() == events) {
        return key.equals(target.key().of(event.slots()))
            ? target.values().of(event.slots(), event.whole())
            : null;
      }
    }
    throw new IllegalStateException("pass %d has no events %d".formatted(pass, events));
  }
}
