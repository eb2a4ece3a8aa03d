package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.jspecify.annotations.Nullable;
import rowan.spark.execution.ProgramCode.ColumnCode;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/** Computes the features of each row by a compiled row program. */
public final class RowProgramExec extends SparkPlan implements CodegenSupport {

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "numOutputRows";
  private static final String TIME = "programTime";

  private final RowFeatures features;

  /** Only the driver shows it, so that it does not travel. */
  private final transient Listing listing;

  private final Seq<Attribute> inputs;
  private final Seq<Attribute> output;
  private final SparkPlan child;
  private transient @Nullable Map<String, SQLMetric> metrics;
  private transient @Nullable CodegenSupport parent;

  /**
   * What explain shows of the features; it makes no difference to what is computed. It is made when
   * it is asked for: most plans of many features are never shown whole, others with each action.
   */
  static final class Listing {

    private final List<Supplier<String>> features;
    private @Nullable String whole;

    /**
     * @param features each with its call
     */
    Listing(List<Supplier<String>> features) {
      this.features = List.copyOf(features);
    }

    int size() {
      return features.size();
    }

    /** The first features, with commas between them. */
    String first(int count) {
      return features.stream().limit(count).map(Supplier::get).collect(Collectors.joining(", "));
    }

    /** All features, with commas between them. */
    String whole() {
      String made = whole;
      if (made == null) {
        made = first(size());
        whole = made;
      }
      return made;
    }
  }

  /**
   * @param inputs the columns of the child that are read
   * @param output the columns that come out
   */
  public RowProgramExec(
      RowFeatures features,
      Listing listing,
      Seq<Attribute> inputs,
      Seq<Attribute> output,
      SparkPlan child) {
    this.features = features;
    this.listing = listing;
    this.inputs = inputs;
    this.output = output;
    this.child = child;
  }

  @Override
  public Seq<SparkPlan> children() {
    return ScalaSeq.of(List.of(child));
  }

  @Override
  public Seq<Attribute> output() {
    return output;
  }

  @Override
  public AttributeSet producedAttributes() {
    List<Attribute> produced = new ArrayList<>(AsOfColumns.list(output));
    produced.removeIf(child.outputSet()::contains);
    return AsOfColumns.set(ScalaSeq.of(produced));
  }

  @Override
  public Partitioning outputPartitioning() {
    return passedOn().outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return passedOn().outputOrdering();
  }

  /** The columns that come out as they are: how rows are clustered and sorted is told by these. */
  private ProjectExec passedOn() {
    List<NamedExpression> passed = new ArrayList<>();
    for (int i = 0; i < features.outputs().size(); i++) {
      int input = features.outputs().get(i).input();
      if (input >= 0) {
        passed.add(Names.renamed(inputs.apply(input), output.apply(i)));
      }
    }
    return new ProjectExec(ScalaSeq.of(passed), child);
  }

  @Override
  public Map<String, SQLMetric> metrics() {
    Map<String, SQLMetric> made = metrics;
    if (made == null) {
      made =
          new Map.Map2<>(
              ROWS,
              SQLMetrics.createMetric(sparkContext(), "number of output rows"),
              TIME,
              SQLMetrics.createNanoTimingMetric(sparkContext(), "time in features", -1));
      metrics = made;
    }
    return made;
  }

  private ProgramTask task() {
    return new ProgramTask(
        CompiledFeatures.Sent.of(features),
        positions(),
        child.schema(),
        metrics().apply(ROWS),
        metrics().apply(TIME));
  }

  private int[] positions() {
    return AsOfColumns.positions(inputs, child.output());
  }

  @Override
  public RDD<InternalRow> doExecute() {
    if (child instanceof WholeStageCodegenExec stage
        && ProgramCode.takesValues(features)
        && !((CodegenSupport) stage.child()).needCopyResult()) {
      // Operators that are made take the active session.
      return session().withActive(() -> within(stage).execute());
    }
    return child.execute().toJavaRDD().mapPartitions(task(), true).rdd();
  }

  /**
   * In the generated code of what is below. Spark leaves us out of it where more fields come out
   * than it would generate code for; our code does not grow with them. Of what is shown, only the
   * stage's own duration is not measured.
   */
  private SparkPlan within(WholeStageCodegenExec stage) {
    RowProgramExec inside = new RowProgramExec(features, listing, inputs, output, stage.child());
    inside.metrics = metrics();
    return new WholeStageCodegenExec(inside, stage.codegenStageId());
  }

  @Override
  public Seq<RDD<InternalRow>> inputRDDs() {
    return ((CodegenSupport) child).inputRDDs();
  }

  @Override
  public @Nullable CodegenSupport parent() {
    return parent;
  }

  @Override
  public void parent_$eq(CodegenSupport newParent) {
    parent = newParent;
  }

  @Override
  public String doProduce(CodegenContext context) {
    return child instanceof ColumnarToRowExec batches && ProgramCode.takesValues(features)
        ? produce(batches, context)
        : ((CodegenSupport) child).produce(context, this);
  }

  private String produce(ColumnarToRowExec batches, CodegenContext context) {
    BatchCode batch = new BatchCode(batches, positions(), context);
    ProgramCode code = new ProgramCode(features, task(), batch.columns(), context);
    String body = code.code() + consume(context, null, code.result());
    return batch.code(limitNotReachedCond(), body, shouldStopCheckCode());
  }

  /** Spark lets only those ask whether a limit is reached who may begin a loop. */
  @Override
  public boolean canCheckLimitNotReached() {
    return true;
  }

  /** No column is to be computed before our code, and in a method apart; it does that better. */
  @Override
  public AttributeSet usedInputs() {
    return AsOfColumns.set(ScalaSeq.of(List.of()));
  }

  @Override
  public String doConsume(CodegenContext context, Seq<ExprCode> input, ExprCode row) {
    List<ExprCode> read = Arrays.stream(positions()).<ExprCode>mapToObj(input::apply).toList();
    String computed = ProgramCode.takesValues(features) ? evaluateVariables(ScalaSeq.of(read)) : "";
    List<ColumnCode> columns = read.stream().map(value -> new ColumnCode(value, null)).toList();
    ProgramCode code = new ProgramCode(features, task(), columns, context);
    return computed + code.code(row) + consume(context, null, code.result());
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return new RowProgramExec(features, listing, inputs, output, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "RowProgram";
  }

  @Override
  public String simpleString(int maxFields) {
    int all = listing.size();
    int shown = Math.min(maxFields, all);
    String more = shown < all ? ", ... " + (all - shown) + " more" : "";
    return "%s [%s%s]".formatted(nodeName(), listing.first(shown), more);
  }

  @Override
  public String verboseStringWithOperatorId() {
    return "%s%nFeatures [%d]: %s%nOutput [%d]: %s%n"
        .formatted(
            formattedNodeName(),
            listing.size(),
            listing.whole(),
            output.size(),
            output.mkString("[", ", ", "]"));
  }

  @Override
  public int productArity() {
    return 5;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> features;
      case 1 -> listing;
      case 2 -> inputs;
      case 3 -> output;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RowProgramExec;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowProgramExec that
        && features.equals(that.features)
        && inputs.equals(that.inputs)
        && output.equals(that.output)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, output, child);
  }
}
