package rowan.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Events;
import rowan.plan.Pass;
import rowan.plan.Period;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.plan.SuppliedValues;
import rowan.type.Micros;
import rowan.type.Type.Scalar;

/** Lowers the steps of a plan, one after the other, onto the rows of its spine. */
final class PlanLowering {

  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final Plan plan;
  private final SuppliedValues supplied;
  private final Function<SourceTable, Dataset<Row>> tables;
  private final Optional<Period> period;
  private final Optional<SavedWindows> state;

  /**
   * @param tables the rows of each source, with its declared columns
   * @param period whose rows ask; all do when it is empty
   * @param state the windows that keys go on from
   */
  PlanLowering(
      Plan plan,
      SuppliedValues supplied,
      Function<SourceTable, Dataset<Row>> tables,
      Optional<Period> period,
      Optional<SavedWindows> state) {
    this.plan = plan;
    this.supplied = supplied;
    this.tables = tables;
    this.period = period;
    this.state = state;
  }

  /** The columns of the spine, the supplied values that are wanted, and all features. */
  Dataset<Row> lower(Dataset<Row> spine) {
    Lowering ofSpine = new Lowering(plan, supplied, plan.spine());
    Dataset<Row> lowered = ofSpine.required(spine, passedOn());
    lowered = ofSpine.withSupplied(lowered, suppliedColumns());
    lowered = withAsOf(lowered);
    List<Step.RowFeatures> levels = new ArrayList<>();
    int number = 0;
    for (Step step : plan.compute()) {
      if (step instanceof Step.RowFeatures level) {
        levels.add(level);
      } else if (step instanceof Step.Aggregates pass) {
        lowered = ofSpine.withFeatures(lowered, levels);
        levels.clear();
        lowered = lowering(Pass.of(plan, pass), number++).lower(lowered);
      }
    }
    return ofSpine.withFeatures(inPeriod(lowered), levels);
  }

  private PassLowering lowering(Pass pass, int number) {
    return new PassLowering(this, pass, state.map(saved -> saved.rows(plan, pass, number)));
  }

  /** The time before which rows are but events. */
  long asksFrom() {
    return period.map(asked -> Micros.of(asked.from())).orElse(Long.MIN_VALUE);
  }

  /** The rows that are asked for; the others were there for these to see. */
  private Dataset<Row> inPeriod(Dataset<Row> rows) {
    return period
        .map(
            asked -> {
              SourceTable spine = plan.spine().orElseThrow();
              return rows.where(within(spine, Optional.of(asked.from()), asked.until()));
            })
        .orElse(rows);
  }

  /** Whether an event of a source happened within a time, so that files can be skipped by it. */
  static Column within(SourceTable source, Optional<Instant> from, Instant until) {
    Component component = source.eventTime().orElseThrow();
    Column time = Lowering.column(component.column());
    boolean isDate = component.use().type() == Scalar.DATE;
    Column before = time.lt(isDate ? firstDay(until) : functions.lit(until));
    return from.map(first -> before.and(time.geq(isDate ? firstDay(first) : functions.lit(first))))
        .orElse(before);
  }

  /** The first day that begins at a time or later. */
  private static Column firstDay(Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    boolean isMidnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(time);
    return functions.lit(isMidnight ? day : day.plusDays(1));
  }

  Plan plan() {
    return plan;
  }

  private List<Step.Aggregates> passes() {
    return plan.compute().stream()
        .filter(Step.Aggregates.class::isInstance)
        .map(Step.Aggregates.class::cast)
        .toList();
  }

  /** What comes out as it is, or is read by windows, and not by the methods of features. */
  private Set<Node> passedOn() {
    Set<Node> passed = new LinkedHashSet<>(plan.select().identity());
    passed.addAll(plan.features());
    for (Step.Aggregates step : passes()) {
      passed.addAll(step.on());
      Pass pass = Pass.of(plan, step);
      for (int i = 0; i < step.events().size(); i++) {
        if (step.events().get(i).spine()) {
          pass.values(i).forEach(value -> value.node().ifPresent(passed::add));
          passed.addAll(wholeRow(step.events().get(i)));
        }
      }
    }
    return passed;
  }

  /** A lookup takes all columns. */
  private List<Node> wholeRow(Events events) {
    return events.lookups().isEmpty() ? List.of() : plan.graph().columnsOf(events.source());
  }

  private Set<Node> suppliedColumns() {
    Set<Node> wanted = new LinkedHashSet<>(plan.features());
    for (Step.Aggregates step : passes()) {
      wanted.addAll(step.on());
      Pass pass = Pass.of(plan, step);
      for (int i = 0; i < step.events().size(); i++) {
        pass.values(i).forEach(value -> value.node().ifPresent(wanted::add));
      }
    }
    return wanted;
  }

  private Dataset<Row> withAsOf(Dataset<Row> rows) {
    Optional<Node> node = plan.asOfNode();
    return node.isEmpty() ? rows : rows.withColumn(node.get().column(), asOf());
  }

  /** When a row of the spine asks. */
  Column asOf() {
    return plan.asOf()
        .map(functions::lit)
        .or(() -> plan.spine().flatMap(source -> eventTime(source)))
        .orElseThrow();
  }

  /** When an event of a source happened. */
  static Optional<Column> eventTime(SourceTable source) {
    return source.eventTime().map(PlanLowering::timestamp);
  }

  /** A time, where a date is midnight UTC whatever the session's time zone. */
  static Column timestamp(Component component) {
    Column column = Lowering.column(component.column());
    return component.use().type() == Scalar.DATE
        ? functions.timestamp_micros(
            functions.unix_date(column).cast("long").multiply(MICROS_A_DAY))
        : column;
  }

  /** The events of a source with all that a pass reads of them. */
  Dataset<Row> events(Events events, List<Pass.Value> values) {
    SourceTable source = events.source();
    Lowering lowering = new Lowering(plan, supplied, Optional.of(source));
    List<Node> read = new ArrayList<>(events.by());
    values.forEach(value -> value.node().ifPresent(read::add));
    Set<Node> passed = new LinkedHashSet<>(read);
    passed.addAll(identity(plan.graph(), source));
    source.eventTime().map(time -> column(source, time)).ifPresent(passed::add);
    source.availableAt().ifPresent(time -> passed.add(column(source, time)));
    passed.addAll(wholeRow(events));
    Dataset<Row> lowered = lowering.required(tables.apply(source), passed);
    lowered = lowering.withSupplied(lowered, read);
    for (Node asOf : asOfRead(events)) {
      lowered = lowered.withColumn(asOf.column(), eventTime(source).orElseThrow());
    }
    return lowering.withFeatures(lowered, events.rowFeatures());
  }

  private Set<Node> asOfRead(Events events) {
    Set<Node> read = new LinkedHashSet<>();
    for (Step.RowFeatures level : events.rowFeatures()) {
      for (Node node : level.nodes()) {
        plan.graph().dependenciesOf(node).stream()
            .filter(argument -> argument.definition() instanceof Definition.AsOf)
            .forEach(read::add);
      }
    }
    return read;
  }

  private Node column(SourceTable source, Component component) {
    return plan.graph().columnsOf(source).stream()
        .filter(node -> ((Definition.Column) node.definition()).component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** What orders the events of one time: the row key; without one, all columns. */
  static List<Node> identity(Graph graph, SourceTable source) {
    List<Node> columns = graph.columnsOf(source);
    if (source.rowKey().isEmpty()) {
      return columns;
    }
    return columns.stream()
        .filter(
            node -> source.rowKey().contains(((Definition.Column) node.definition()).component()))
        .toList();
  }
}
