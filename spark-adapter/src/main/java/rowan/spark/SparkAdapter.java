package rowan.spark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import rowan.fit.FitPlan;
import rowan.fit.FitStep;
import rowan.fit.FittedValues;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Period;
import rowan.plan.Plan;
import rowan.plan.SuppliedValues;
import rowan.spark.execution.Operators;
import rowan.spark.expression.Barrier;
import rowan.spark.type.ScalaSeq;
import rowan.state.SavedState;
import rowan.type.Name;

/**
 * Computes plans on Spark. An adapter is immutable: each call that adds something gives another.
 *
 * <pre>{@code
 * Dataset<Row> features =
 *     SparkAdapter.on(spark).source("transactions", payments).run(Plan.of(graph, "during_night"));
 * }</pre>
 */
public final class SparkAdapter {

  /** Blanks are in no feature's name. */
  private static final String BARRIER = "rowan barrier";

  private final SparkSession spark;
  private final Map<Name, Dataset<Row>> sources;
  private final Inputs inputs;
  private final Optional<FittedValues> fitted;
  private final Choice choice;
  private final Optional<Timing> timing;

  /**
   * Which of the rows come out.
   *
   * @param condition in SQL
   * @param keys the row keys of all that may
   */
  private record Choice(Optional<String> condition, Optional<Dataset<Row>> keys) {}

  /**
   * Which rows are asked for.
   *
   * @param state the folder of the state that windows go on from
   */
  private record Timing(Period period, Optional<String> state) {}

  private SparkAdapter(
      SparkSession spark,
      Map<Name, Dataset<Row>> sources,
      Inputs inputs,
      Optional<FittedValues> fitted,
      Choice choice,
      Optional<Timing> timing) {
    this.spark = spark;
    this.sources = Map.copyOf(sources);
    this.inputs = inputs;
    this.fitted = fitted;
    this.choice = choice;
    this.timing = timing;
  }

  /** An adapter without sources and inputs. */
  public static SparkAdapter on(SparkSession spark) {
    return new SparkAdapter(
        spark,
        Map.of(),
        Inputs.none(),
        Optional.empty(),
        new Choice(Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  /**
   * Adds the table of a source. It may have further columns; the declared ones are found by name,
   * without case and underscores.
   */
  public SparkAdapter source(String name, Dataset<Row> table) {
    Map<Name, Dataset<Row>> all = new HashMap<>(sources);
    all.put(Name.of(name), table);
    return new SparkAdapter(spark, all, inputs, fitted, choice, timing);
  }

  /** Adds the value of an input or override; one that no column can hold must be serializable. */
  public SparkAdapter input(String name, @Nullable Object value) {
    return new SparkAdapter(spark, sources, inputs.with(name, value), fitted, choice, timing);
  }

  /** Replaces all values of inputs and overrides. */
  public SparkAdapter inputs(Inputs values) {
    return new SparkAdapter(spark, sources, values, fitted, choice, timing);
  }

  /** Gives fitted values to the plans that need them; values that are given by hand win. */
  public SparkAdapter fitted(FittedValues values) {
    return new SparkAdapter(spark, sources, inputs, Optional.of(values), choice, timing);
  }

  /**
   * Keeps, of the rows that come out, those that meet a condition in Spark's SQL over source
   * columns and features. It never takes rows away from what features see.
   */
  public SparkAdapter where(String sql) {
    return chosen(new Choice(Optional.of(sql), choice.keys()));
  }

  /**
   * Keeps, of the rows that come out, those whose row key is among the given, for a plan whose
   * spine has one. It never takes rows away from what features see.
   *
   * @param keys a column for each component of the row key, of its name; {@link #run} fails where
   *     one is missing, or the spine has no row key
   */
  public SparkAdapter only(Dataset<Row> keys) {
    return chosen(new Choice(choice.condition(), Optional.of(keys)));
  }

  private SparkAdapter chosen(Choice newChoice) {
    return new SparkAdapter(spark, sources, inputs, fitted, newChoice, timing);
  }

  /**
   * Computes only the rows of a period, and reads only the events that these may see: as far back
   * as the longest window and its delay reach.
   *
   * @param until the first moment after it
   */
  public SparkAdapter during(Instant from, Instant until) {
    Period period = new Period(from, until, false);
    return timed(new Timing(period, Optional.empty()));
  }

  /**
   * As {@link #during(Instant, Instant)}, where windows go on from the state of the period before,
   * which {@link StateExport} saved at {@code from}. So what has no window needs no older events.
   *
   * @param state the folder of the state
   */
  public SparkAdapter during(Instant from, Instant until, String state) {
    return timed(new Timing(new Period(from, until, true), Optional.of(state)));
  }

  private SparkAdapter timed(Timing newTiming) {
    return new SparkAdapter(spark, sources, inputs, fitted, choice, Optional.of(newTiming));
  }

  /**
   * The features of the plan, one row for each row of its spine: the row key, the event time, the
   * features. Nothing is computed before Spark is asked for rows. A row that breaks a rule (a null
   * in a column that is not nullable, a method that throws) then fails the job with a {@code
   * FeatureException} that says which.
   *
   * @throws CheckException with every source that is missing, every column that is missing or of
   *     another type, and every input that is missing, unknown or of another type
   */
  public Dataset<Row> run(Plan plan) {
    ResolvedRows lowered = ResolvedRows.of(lower(plan));
    Map<String, NamedExpression> wanted = new LinkedHashMap<>();
    Stream.concat(plan.select().identity().stream(), plan.features().stream())
        .forEach(node -> wanted.computeIfAbsent(node.column(), name -> lowered.output(node)));
    return lowered.rows(new Project(ScalaSeq.of(List.copyOf(wanted.values())), lowered.plan()));
  }

  /**
   * Fits values over the rows that come out: in one pass for each level of values that depend on
   * each other, over the partitions as they are. The values do not depend on how rows are spread.
   *
   * @throws CheckException as {@link #run}
   */
  public FittedValues fit(FitPlan plan) {
    return fit(plan, step -> this);
  }

  /**
   * Fits values.
   *
   * @param rows what gives the training rows of a pass
   */
  FittedValues fit(FitPlan plan, Function<FitStep, SparkAdapter> rows) {
    return plan.fit(
        inputs,
        (step, program, given) ->
            TrainingPass.run(rows.apply(step).unfitted().inputs(given), step, program));
  }

  private SparkAdapter unfitted() {
    return new SparkAdapter(spark, sources, inputs, Optional.empty(), choice, timing);
  }

  /** Keeps, of the rows that come out, those that meet a further condition. */
  SparkAdapter alsoWhere(String sql) {
    return where(
        choice.condition().map(already -> "(%s) AND (%s)".formatted(already, sql)).orElse(sql));
  }

  /** Everything that the plan reads and computes, before the selection. */
  Dataset<Row> lower(Plan plan) {
    Operators.install(spark);
    SuppliedValues supplied =
        SuppliedValues.of(plan, fitted.map(values -> values.giveTo(plan, inputs)).orElse(inputs));
    checkSourcesAreDeclared(plan);
    Optional<Period> period = timing.map(Timing::period);
    period.ifPresent(asked -> asked.check(plan));
    Dataset<Row> spine =
        plan.spine().map(source -> read(plan, source)).orElseGet(() -> spark.range(1).drop("id"));
    Dataset<Row> lowered =
        new PlanLowering(plan, supplied, source -> read(plan, source), period, savedWindows(plan))
            .lower(spine);
    Dataset<Row> known =
        choice.keys().map(keys -> among(lowered, plan.spine(), keys)).orElse(lowered);
    return choice.condition().map(sql -> chosen(spine, known, sql)).orElse(known);
  }

  private static Dataset<Row> among(
      Dataset<Row> rows, Optional<SourceTable> spine, Dataset<Row> keys) {
    String[] key =
        spine.stream()
            .flatMap(source -> source.rowKey().stream())
            .map(Component::column)
            .toArray(String[]::new);
    if (key.length == 0 || !List.of(keys.columns()).containsAll(List.of(key))) {
      throw new CheckException(
          "Cannot keep the rows of some keys",
          List.of(
              Problem.at(
                  "no-row-key",
                  spine.map(SourceTable::table).orElse("(no rows)"),
                  "Its row key is (%s), and the keys are (%s); give all of its columns."
                      .formatted(String.join(", ", key), String.join(", ", keys.columns())))));
    }
    return rows.join(keys, key, "left_semi");
  }

  /** A condition on source columns alone is left to Catalyst, which pushes it to the files. */
  private static Dataset<Row> chosen(Dataset<Row> spine, Dataset<Row> lowered, String sql) {
    if (isAnalyzed(spine, sql)) {
      return lowered.where(sql);
    }
    return lowered
        .withColumn(BARRIER, ExpressionUtils.column(new Barrier()))
        .where(functions.expr(sql).and(Lowering.column(BARRIER)))
        .drop(BARRIER);
  }

  private static boolean isAnalyzed(Dataset<Row> rows, String sql) {
    try {
      rows.where(sql);
      return true;
    } catch (Exception e) { // AnalysisException is checked, but not declared
      if (e instanceof AnalysisException) {
        return false;
      }
      throw e;
    }
  }

  /** What is read of a source. */
  private Dataset<Row> read(Plan plan, SourceTable source) {
    Dataset<Row> table = table(plan, source);
    if (timing.isEmpty() || source.eventTime().isEmpty()) {
      return table;
    }
    Period.Reading reading = timing.get().period().reading(plan, source);
    return table.where(PlanLowering.within(source, reading.from(), reading.until()));
  }

  private Optional<SavedWindows> savedWindows(Plan plan) {
    if (timing.flatMap(Timing::state).isEmpty()) {
      return Optional.empty();
    }
    Scorer.checkServed(plan); // what is not served has no state
    String folder = timing.get().state().orElseThrow();
    SavedState state = StateExport.open(spark.sparkContext().hadoopConfiguration(), folder);
    state.requireFor(plan);
    state.requireEndsAt(timing.get().period().from());
    return Optional.of(
        new SavedWindows((org.apache.spark.sql.classic.SparkSession) spark, folder, state));
  }

  /** The table of a source, with the columns that it declares. */
  Dataset<Row> table(Plan plan, SourceTable source) {
    Dataset<Row> table = sources.get(Name.of(source.table()));
    if (table == null) {
      throw new CheckException(
          "Cannot run the plan of " + plan.graph().title(),
          List.of(
              Problem.at(
                  "missing-source",
                  "source \"" + source.table() + "\"",
                  "The plan reads it, but no table is given for it.")));
    }
    return SourceColumns.select(source, plan.graph(), table);
  }

  private void checkSourcesAreDeclared(Plan plan) {
    List<Name> declared =
        plan.graph().sources().stream().map(source -> Name.of(source.table())).toList();
    List<Problem> problems = new ArrayList<>();
    for (Name given : sources.keySet()) {
      if (!declared.contains(given)) {
        problems.add(
            Problem.at(
                    "unknown-source",
                    "source \"" + given + "\"",
                    "The graph declares no source of this name.")
                .withNearMisses(
                    given.nearest(declared.stream()).stream().map(Name::spelled).toList()));
      }
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot run the plan of " + plan.graph().title(), problems);
    }
  }
}
