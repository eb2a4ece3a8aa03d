package rowan.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.KnownFloatingPointNormalized;
import org.apache.spark.sql.catalyst.optimizer.NormalizeNaNAndZero;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Events;
import rowan.plan.Pass;
import rowan.spark.execution.AggregateAsOf;
import rowan.spark.execution.AsOfColumns;
import rowan.spark.execution.HotKeySearch;
import rowan.spark.execution.SourceEvents;
import rowan.spark.execution.WindowPass;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * Lowers one pass of aggregates onto the rows of the spine. Where these are themselves the events,
 * they are all that goes through the operator. Otherwise the events of the sources are put between
 * them; what the operator reads is then in columns of its own, whose names hold blanks, as no
 * feature's does.
 */
final class PassLowering {

  private static final String TIME = "rowan time";
  private static final String ARRIVAL = "rowan arrival";
  private static final String AVAILABLE = "rowan available";
  private static final String RANK = "rowan rank";
  private static final String KIND = "rowan kind";
  private static final String STATE = "rowan state";
  private static final String ZERO = "rowan zero ";

  private final PlanLowering plan;
  private final Pass pass;
  private final List<Events> sources;
  private final boolean inAnyOrder;
  private final Optional<Dataset<Row>> state;

  /**
   * @param state the windows that keys go on from, as {@link SavedWindows} reads them
   */
  PassLowering(PlanLowering plan, Pass pass, Optional<Dataset<Row>> state) {
    this.plan = plan;
    this.pass = pass;
    this.state = state;
    this.sources = pass.step().events();
    this.inAnyOrder = sources.stream().anyMatch(events -> !events.source().availableAt().isEmpty());
  }

  /** The rows with the aggregates and lookups of the pass. */
  Dataset<Row> lower(Dataset<Row> rows) {
    String[] before = rows.columns();
    Dataset<Row> computed =
        sources.size() == 1 && sources.get(0).spine() && state.isEmpty()
            ? overSpine(rows)
            : overUnion(rows);
    // An alias is what Spark makes anew where the features meet themselves in a join.
    Stream<Column> features =
        pass.features().stream()
            .map(feature -> Lowering.column(feature.column()).as(feature.column()));
    return computed.select(
        Stream.concat(Stream.of(before).map(Lowering::column), features).toArray(Column[]::new));
  }

  // The rows of the spine are the events.

  private Dataset<Row> overSpine(Dataset<Row> rows) {
    Events events = sources.get(0);
    Map<String, Column> added = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    for (Node key : events.by()) {
      keys.add(isFloating(key.type()) ? "rowan key " + keys.size() : key.column());
      if (isFloating(key.type())) {
        added.put("rowan key " + (keys.size() - 1), normalized(Lowering.column(key.column())));
      }
    }
    Component time = events.source().eventTime().orElseThrow();
    boolean isDate = time.use().type() == Scalar.DATE;
    if (isDate) {
      added.put(TIME, PlanLowering.timestamp(time));
    }
    Inputs inputs = new Inputs();
    keys.forEach(inputs::add);
    int timeAt = inputs.add(isDate ? TIME : time.column());
    List<Integer> identityAt = new ArrayList<>();
    for (Node node : identity(events)) {
      identityAt.add(inputs.add(node.column()));
      if (isFloating(node.type())) {
        added.put(ZERO + node.column(), isNotNegativeZero(Lowering.column(node.column())));
        inputs.add(ZERO + node.column());
      }
    }
    int ordering = inputs.size() - keys.size();
    List<Integer> values = new ArrayList<>();
    for (int j = 0; j < pass.values(0).size(); j++) {
      Optional<Node> value = pass.values(0).get(j).node();
      if (value.isEmpty()) {
        added.put(valueName(0, j), whole(events));
      }
      values.add(inputs.find(value.map(Node::column).orElse(valueName(0, j))));
    }
    return run(
        rows.withColumns(added),
        inputs,
        new AsOfColumns(
            keys.size(), ordering, timeAt, -1, -1, -1, List.of(identityAt), List.of(values)));
  }

  private List<Node> identity(Events events) {
    return PlanLowering.identity(plan.plan().graph(), events.source());
  }

  private static boolean isFloating(Type type) {
    return type == Scalar.DOUBLE || type == Scalar.FLOAT;
  }

  /** -0.0 equals 0.0 in keys, and all NaN are one. */
  private static Column normalized(Column key) {
    return ExpressionUtils.column(
        new KnownFloatingPointNormalized(new NormalizeNaNAndZero(ExpressionUtils.expression(key))));
  }

  /** Spark sorts -0.0 and 0.0 as one, and only as text it tells them apart. */
  private static Column isNotNegativeZero(Column value) {
    return functions.when(value.equalTo(0), value.cast("string").notEqual("-0.0")).otherwise(true);
  }

  // Events between the rows of the spine.

  private Dataset<Row> overUnion(Dataset<Row> rows) {
    Dataset<Row> union = asking(rows);
    for (int i = 0; i < sources.size(); i++) {
      if (!sources.get(i).spine()) {
        union = union.unionByName(events(i), true);
      }
    }
    if (state.isPresent()) {
      union = union.unionByName(saved(state.get()), true);
    }
    Inputs inputs = new Inputs();
    int keys = pass.step().on().size();
    for (int i = 0; i < keys; i++) {
      inputs.add("rowan key " + i);
    }
    if (inAnyOrder) {
      inputs.add(ARRIVAL);
    }
    int timeAt = inAnyOrder ? -1 : inputs.add(TIME);
    inputs.add(RANK);
    List<List<Integer>> identity = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      List<Integer> at = new ArrayList<>();
      List<Node> nodes = identity(sources.get(i));
      for (int j = 0; j < nodes.size(); j++) {
        at.add(inputs.find(identityName(i, j)));
        if (isFloating(nodes.get(j).type())) {
          inputs.find(ZERO + identityName(i, j));
        }
      }
      identity.add(at);
    }
    int kindAt = inputs.add(KIND);
    int ordering = inputs.size() - keys;
    timeAt = inAnyOrder ? inputs.add(TIME) : timeAt;
    int availableAt = inAnyOrder ? inputs.add(AVAILABLE) : -1;
    int stateAt = state.isPresent() ? inputs.add(STATE) : -1;
    List<List<Integer>> values = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      List<Integer> at = new ArrayList<>();
      for (int j = 0; j < pass.values(i).size(); j++) {
        at.add(inputs.add(valueName(i, j)));
      }
      values.add(at);
    }
    return run(
        union,
        inputs,
        new AsOfColumns(keys, ordering, timeAt, kindAt, availableAt, stateAt, identity, values));
  }

  /** The saved windows of keys, before all rows of theirs. */
  private Dataset<Row> saved(Dataset<Row> windows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < pass.step().on().size(); i++) {
      columns.put("rowan key " + i, key(Lowering.column(SavedWindows.key(i)), i));
    }
    columns.put(TIME, functions.lit(Long.MIN_VALUE));
    columns.put(RANK, functions.lit(-1));
    columns.put(KIND, functions.lit(AsOfColumns.STATE));
    columns.put(STATE, Lowering.column(SavedWindows.WINDOWS));
    if (inAnyOrder) {
      columns.put(ARRIVAL, functions.lit(Long.MIN_VALUE));
      columns.put(AVAILABLE, functions.lit(Long.MIN_VALUE));
    }
    return windows.select(named(columns));
  }

  private static Column[] named(Map<String, Column> columns) {
    return columns.entrySet().stream()
        .map(column -> column.getValue().as(column.getKey()))
        .toArray(Column[]::new);
  }

  /** The rows of the spine, of which each asks, and is an event too where it can be. */
  private Dataset<Row> asking(Dataset<Row> rows) {
    Map<String, Column> added = new LinkedHashMap<>();
    List<Node> on = pass.step().on();
    for (int i = 0; i < on.size(); i++) {
      added.put("rowan key " + i, key(Lowering.column(on.get(i).column()), i));
    }
    Column time =
        asksInTime()
            ? functions.unix_micros(plan.asOf())
            : functions.lit(Long.MAX_VALUE); // after whatever was there all along
    added.put(TIME, time);
    added.put(RANK, functions.lit(1));
    added.put(KIND, functions.lit(sources.size()));
    if (inAnyOrder) {
      added.put(ARRIVAL, time);
      added.put(AVAILABLE, time);
    }
    for (int i = 0; i < sources.size(); i++) {
      if (isOwn(sources.get(i))) {
        added.putAll(identityColumns(i));
      }
      if (sources.get(i).spine()) {
        for (int j = 0; j < pass.values(i).size(); j++) {
          added.put(valueName(i, j), value(i, j));
        }
      }
    }
    return rows.withColumns(added);
  }

  private boolean asksInTime() {
    return plan.plan().asOf().isPresent()
        || plan.plan().spine().flatMap(SourceTable::eventTime).isPresent();
  }

  /** Whether the rows of the spine are events of a source. */
  private boolean isOwn(Events events) {
    return plan.plan().asOf().isEmpty()
        && plan.plan().spine().filter(events.source()::equals).isPresent();
  }

  /** The key as the events have it, so that all hash alike. */
  private Column key(Column column, int i) {
    Type type = pass.keyTypes().get(i);
    Column typed = column.cast(SparkType.dataType(type));
    return isFloating(type) ? normalized(typed) : typed;
  }

  /** The rows of the spine's own source share the columns that order them. */
  private String identityName(int source, int j) {
    return isOwn(sources.get(source))
        ? "rowan identity own " + j
        : "rowan identity " + source + " " + j;
  }

  /** The columns that order the events of a source at one time. */
  private Map<String, Column> identityColumns(int source) {
    Map<String, Column> columns = new LinkedHashMap<>();
    List<Node> identity = identity(sources.get(source));
    for (int j = 0; j < identity.size(); j++) {
      Column column = Lowering.column(identity.get(j).column());
      columns.put(identityName(source, j), column);
      if (isFloating(identity.get(j).type())) {
        columns.put(ZERO + identityName(source, j), isNotNegativeZero(column));
      }
    }
    return columns;
  }

  private static String valueName(int source, int j) {
    return "rowan value " + source + " " + j;
  }

  private Dataset<Row> events(int i) {
    Events events = sources.get(i);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int j = 0; j < events.by().size(); j++) {
      columns.put("rowan key " + j, key(Lowering.column(events.by().get(j).column()), j));
    }
    Column time =
        PlanLowering.eventTime(events.source())
            .map(functions::unix_micros)
            .orElse(functions.lit(Long.MIN_VALUE)); // they were there before all others
    columns.put(TIME, time);
    Column available =
        events
            .source()
            .availableAt()
            .map(column -> functions.unix_micros(PlanLowering.timestamp(column)))
            .orElse(functions.lit(Long.MIN_VALUE));
    // Of its own source, a row sees what is before it in order; of others all at its time, and
    // also what became available at just that time.
    columns.put(
        RANK,
        isOwn(events) ? functions.when(available.gt(time), 0).otherwise(1) : functions.lit(0));
    columns.put(KIND, functions.lit(i));
    if (inAnyOrder) {
      columns.put(ARRIVAL, functions.greatest(time, available));
      columns.put(AVAILABLE, available);
    }
    columns.putAll(identityColumns(i));
    for (int j = 0; j < pass.values(i).size(); j++) {
      columns.put(valueName(i, j), value(i, j));
    }
    return plan.events(events, pass.values(i)).select(named(columns));
  }

  private Column value(int source, int j) {
    return pass.values(source)
        .get(j)
        .node()
        .map(node -> Lowering.column(node.column()))
        .orElseGet(() -> whole(sources.get(source)));
  }

  /** The row of a source in one column. */
  private Column whole(Events events) {
    return functions.struct(
        plan.plan().graph().columnsOf(events.source()).stream()
            .map(
                node ->
                    Lowering.column(node.column())
                        .as(((Definition.Column) node.definition()).component().column()))
            .toArray(Column[]::new));
  }

  // The operator.

  /** The columns that the operator reads. */
  private static final class Inputs {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    int add(String name) {
      positions.putIfAbsent(name, names.size());
      names.add(name);
      return names.size() - 1;
    }

    /** Where a column is; it is added if it is not there. */
    int find(String name) {
      Integer position = positions.get(name);
      return position != null ? position : add(name);
    }

    List<String> names() {
      return names;
    }

    int size() {
      return names.size();
    }
  }

  private Dataset<Row> run(Dataset<Row> rows, Inputs inputs, AsOfColumns columns) {
    ResolvedRows resolved = ResolvedRows.of(rows);
    List<Attribute> features =
        pass.features().stream().map(node -> Lowering.newColumn(node, node.nullable())).toList();
    return resolved.rows(
        new AggregateAsOf(
            description(),
            columns,
            ScalaSeq.of(resolved.columns(inputs.names())),
            ScalaSeq.of(features),
            new HotKeySearch(resolved.session()),
            resolved.plan()));
  }

  private WindowPass description() {
    int spine = -1;
    List<SourceEvents> described = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Events events = sources.get(i);
      spine = events.spine() ? i : spine;
      described.add(
          new SourceEvents(
              pass.values(i).stream()
                  .map(value -> type(value.node().map(Node::type).orElse(value.type())))
                  .toList(),
              identity(events).stream().map(node -> type(node.type())).toList(),
              !events.source().rowKey().isEmpty(),
              isOwn(events)));
    }
    return new WindowPass(
        pass.program(),
        pass.features().stream().map(Node::name).toList(),
        pass.features().stream().map(node -> type(node.type())).toList(),
        described,
        spine,
        plan.asksFrom());
  }

  private SparkType type(Type type) {
    return SparkType.of(type, plan.plan().graph()::classNamed);
  }
}
