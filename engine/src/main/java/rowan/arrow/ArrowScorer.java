package rowan.arrow;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.plan.SuppliedValues;
import rowan.program.PlanPrograms;
import rowan.program.RowProgram;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.Micros;
import rowan.type.Type.Scalar;

/**
 * Computes the row features of a plan over Arrow batches: one batch in, one batch out, with the row
 * key, the event time and the features. The methods, and the bits, are those of the {@link Scorer}.
 * Any number of threads may score with one scorer, each from and to batches of its own.
 *
 * <p>A column is found by its name in any spelling. Its vector is of the declared type or a
 * narrower one: 8 to 32 bits for an int, any integer but unsigned 64 bits for a long, numbers for a
 * double; strings and bytes in any layout, also by dictionary; timestamps in any unit. A timestamp
 * with a time zone is an {@code Instant}, one without is a {@code LocalDateTime}. What is finer
 * than a microsecond is floored, as it is everywhere.
 */
public final class ArrowScorer {

  /** How many rows are taken from vectors to slots, and back, at a time; a multiple of eight. */
  private static final int STRIDE = 32;

  private static final DictionaryProvider NO_DICTIONARIES =
      new DictionaryProvider.MapDictionaryProvider();

  private record Output(Node node, int slot, Optional<InputColumn> column) {

    Field field() {
      boolean isKnownLate = column.filter(InputColumn::isKnownLate).isPresent();
      return ArrowTypes.field(node.column(), node.type(), node.nullable() || isKnownLate);
    }
  }

  private final Plan plan;
  private final SourceTable source;
  private final RowProgram program;
  private final Slots template;
  private final List<InputColumn> columns;
  private final List<Output> outputs;
  private final Schema schema;

  private ArrowScorer(Plan plan, SourceTable source, SuppliedValues values) {
    this.plan = plan;
    this.source = source;
    PlanPrograms programs = PlanPrograms.of(plan);
    SlotTable table = programs.table();
    Set<Node> selected = new LinkedHashSet<>(plan.select().identity());
    selected.addAll(plan.features());
    selected.forEach(table::add);
    this.program = programs.first();
    this.columns = columns(selected, table, values);
    this.outputs =
        selected.stream().map(node -> new Output(node, table.slot(node), column(node))).toList();
    this.schema = new Schema(outputs.stream().map(Output::field).toList());
    this.template = constants(table, values);
  }

  /** What is read of each row: what features are computed from, and what passes through. */
  private List<InputColumn> columns(Set<Node> selected, SlotTable table, SuppliedValues values) {
    Set<Node> read = new LinkedHashSet<>(plan.scan().orElseThrow().columns());
    selected.stream()
        .filter(node -> node.definition() instanceof Definition.Column)
        .forEach(read::add);
    List<InputColumn> columns = new ArrayList<>();
    for (Node node : read) {
      if (!values.contains(node.name())) {
        int slot = table.slot(node);
        columns.add(new InputColumn(node, node.type(), slot, program.description().reads(slot)));
      }
    }
    asOfEventTime()
        .map(asOf -> new InputColumn(eventTime(), Scalar.INSTANT, table.slot(asOf), true))
        .ifPresent(columns::add);
    return columns;
  }

  private Optional<Node> asOfEventTime() {
    return plan.asOfNode().filter(node -> plan.asOf().isEmpty());
  }

  private Node eventTime() {
    return plan.graph().columnsOf(source).stream()
        .filter(node -> ((Definition.Column) node.definition()).component().eventTime())
        .findFirst()
        .orElseThrow();
  }

  private Optional<InputColumn> column(Node node) {
    return columns.stream().filter(column -> column.node().equals(node)).findFirst();
  }

  /** Slots with what is the same for all rows. */
  private Slots constants(SlotTable table, SuppliedValues values) {
    Slots slots = table.newSlots();
    for (Node node : plan.supply().nodes()) {
      slots.setConstant(table.slot(node), node.type(), values.value(node.name()));
    }
    if (plan.asOf().isPresent()) {
      Instant asOf = Micros.floor(plan.asOf().get());
      plan.asOfNode().ifPresent(node -> slots.setConstant(table.slot(node), Scalar.INSTANT, asOf));
    }
    return slots;
  }

  /**
   * A scorer for a plan that takes no inputs.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   */
  public static ArrowScorer of(Plan plan) {
    return of(plan, Inputs.none());
  }

  /**
   * A scorer for a plan of row features.
   *
   * @throws CheckException with every input that is missing, unknown or of another type, every
   *     feature that cannot be served, and every one that sees other rows than its own: a batch
   *     says nothing of what was before
   * @throws IllegalArgumentException when the plan describes no rows
   */
  public static ArrowScorer of(Plan plan, Inputs inputs) {
    SourceTable source =
        plan.spine()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot score Arrow rows: the plan describes none; Scorer.score() computes it"));
    Scorer.checkServed(plan);
    checkRowFeatures(plan);
    return new ArrowScorer(plan, source, SuppliedValues.of(plan, inputs));
  }

  private static void checkRowFeatures(Plan plan) {
    Set<String> supplied =
        plan.supply().nodes().stream().map(Node::name).collect(Collectors.toSet());
    if (plan.compute().stream().anyMatch(Step.Aggregates.class::isInstance)) {
      throw new CheckException(
          "Cannot score Arrow rows with features of " + plan.graph().title(),
          plan.features().stream()
              .flatMap(feature -> needsEvents(plan, feature, supplied).stream())
              .toList());
    }
  }

  private static Optional<Problem> needsEvents(Plan plan, Node feature, Set<String> supplied) {
    return plan.graph().upstreamOf(List.of(feature), supplied).stream()
        .filter(node -> !supplied.contains(node.name()) && seesEvents(node))
        .findFirst()
        .map(seen -> needsEvents(feature, seen));
  }

  private static Problem needsEvents(Node feature, Node seen) {
    String what =
        seen.equals(feature)
            ? "\"%s\"".formatted(feature.name())
            : "\"%s\" needs \"%s\", which".formatted(feature.name(), seen.name());
    return Problem.at(
        "needs-events",
        feature.definition().place(),
        what
            + " sees other events than its row, and a batch has none; compute it on Spark or with a"
            + " Scorer, or leave it out.");
  }

  private static boolean seesEvents(Node node) {
    return node.definition() instanceof Definition.Aggregate
        || node.definition() instanceof Definition.Lookup;
  }

  /** Whether a feature can be scored: it can be served, and sees nothing but its row. */
  public static boolean canScore(Graph graph, Node feature) {
    return Scorer.canServe(graph, feature)
        && graph.upstreamOf(feature.name()).stream().noneMatch(ArrowScorer::seesEvents);
  }

  /** The plan that is scored. */
  public Plan plan() {
    return plan;
  }

  /**
   * What comes out: the columns of the row key and of the event time, then the features. Instants
   * are microseconds in UTC, enums strings, records structs.
   */
  public Schema schema() {
    return schema;
  }

  /** An empty batch for scores, which the caller closes. */
  public VectorSchemaRoot newScores(BufferAllocator memory) {
    return VectorSchemaRoot.create(schema, memory);
  }

  /**
   * Scores the rows of a batch.
   *
   * @param into of {@link #schema}; what it held is replaced
   * @throws CheckException naming every column that is missing, or of another type, or of 2 GB or
   *     more, or null though it may not be
   * @throws FeatureException when a column holds what its type cannot, or a feature cannot be
   *     computed; the message names the feature and the row, by its number from 0 and its row key.
   *     {@code into} then holds nothing of use
   * @throws IllegalArgumentException when {@code into} is of another schema
   */
  public void score(VectorSchemaRoot rows, VectorSchemaRoot into) {
    score(rows, NO_DICTIONARIES, into);
  }

  /** Scores the rows of a batch, some of whose columns have codes of these dictionaries. */
  public void score(VectorSchemaRoot rows, DictionaryProvider dictionaries, VectorSchemaRoot into) {
    if (!into.getSchema().equals(schema)) {
      throw new IllegalArgumentException(
          "Cannot score into a batch of another schema; newScores makes one of the right one");
    }
    score(rows, dictionaries, into, 0);
  }

  /**
   * Scores all batches of a stream or file, and writes them.
   *
   * @param out is left open, and incomplete when this fails
   * @return the number of rows
   * @throws IOException when the one cannot be read, or the other not written
   * @throws CheckException as {@link #score(VectorSchemaRoot, VectorSchemaRoot)}
   * @throws FeatureException as {@link #score(VectorSchemaRoot, VectorSchemaRoot)}, with the number
   *     of the row in all batches
   */
  public long score(
      ArrowReader rows, IpcFormat format, WritableByteChannel out, BufferAllocator memory)
      throws IOException {
    VectorSchemaRoot batch = rows.getVectorSchemaRoot();
    try (VectorSchemaRoot scores = newScores(memory)) {
      // To close the writer would be to complete what it wrote, even when scoring fails.
      ArrowWriter writer = format.writer(scores, out);
      long count = 0;
      boolean isThere = rows.loadNextBatch();
      score(batch, rows, scores, count); // of no batch at all, it checks the columns
      writer.start();
      while (isThere) {
        writer.writeBatch();
        count += batch.getRowCount();
        isThere = rows.loadNextBatch();
        if (isThere) {
          score(batch, rows, scores, count);
        }
      }
      writer.end();
      return count;
    }
  }

  private void score(
      VectorSchemaRoot rows, DictionaryProvider dictionaries, VectorSchemaRoot into, long before) {
    try (Batch batch = new Batch(plan.graph(), source, columns, rows, dictionaries, before)) {
      int size = batch.size();
      List<FeatureWriter> writers = writers(batch, into);
      Slots[] stride = stride(size);
      for (int first = 0; first < size; first += STRIDE) {
        int count = Math.min(STRIDE, size - first);
        compute(batch, first, stride, count);
        for (FeatureWriter writer : writers) {
          writer.write(stride, first, count);
        }
      }
      into.setRowCount(size);
    }
  }

  private Slots[] stride(int size) {
    Slots[] stride = new Slots[Math.min(STRIDE, size)];
    for (int i = 0; i < stride.length; i++) {
      stride[i] = template.copy();
    }
    return stride;
  }

  private List<FeatureWriter> writers(Batch batch, VectorSchemaRoot into) {
    List<FeatureWriter> writers = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      FieldVector vector = into.getVector(i);
      vector.clear();
      vector.setInitialCapacity(batch.size());
      vector.allocateNew();
      @Nullable FeatureWriter copier =
          output.column().map(column -> batch.copier(column, vector)).orElse(null);
      writers.add(
          copier != null
              ? copier
              : FeatureWriter.of(
                  output.node().type(), output.slot(), vector, plan.graph()::classNamed));
    }
    return writers;
  }

  private void compute(Batch batch, int first, Slots[] stride, int count) {
    for (int i = 0; i < count; i++) {
      stride[i].clear();
    }
    batch.read(first, stride, count);
    for (int i = 0; i < count; i++) {
      try {
        program.run(stride[i]);
      } catch (FeatureException e) {
        throw e.inRow(batch.row(first + i));
      }
    }
  }
}
