package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.internal.SQLConf;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Plans a stack of projections that compute features as one {@link RowProgramExec}. */
final class ProgramStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    List<SparkPlan> planned = new ArrayList<>();
    if (ProjectStack.isProjection(plan) && Operators.runPrograms(SQLConf.get())) {
      plan(ProjectStack.under(plan)).ifPresent(planned::add);
    }
    if (planned.isEmpty() && plan instanceof ProjectFeatures node) {
      planned.add(planLater(Projections.of(node)));
    }
    return ScalaSeq.of(planned);
  }

  private Optional<SparkPlan> plan(ProjectStack stack) {
    CheckedRows rows = CheckedRows.of(stack.child());
    ProgramLayout layout = new ProgramLayout(stack, rows.checks());
    if (!layout.computesFeatures()) {
      return Optional.empty();
    }
    SparkPlan program =
        new RowProgramExec(
            layout.features(),
            new RowProgramExec.Listing(layout.listing()),
            ScalaSeq.of(layout.inputs()),
            ScalaSeq.of(layout.output()),
            planLater(below(rows.rows(), stack, layout)));
    return Optional.of(named(stack, layout, program));
  }

  /** What the program reads, and nothing else where that spares reading files. */
  private static LogicalPlan below(LogicalPlan child, ProjectStack stack, ProgramLayout layout) {
    List<NamedExpression> columns = stack.reader().columns(layout.inputs());
    boolean derives = columns.stream().anyMatch(Alias.class::isInstance);
    if (derives) {
      return new Project(ScalaSeq.of(columns), child);
    }
    return isRead(child) && columns.size() < child.output().size()
        ? new Project(inTheirOrder(layout.inputs(), child), child)
        : child;
  }

  /** In any other order, Spark would keep a projection above the files that it reads. */
  private static Seq<NamedExpression> inTheirOrder(List<Attribute> columns, LogicalPlan child) {
    AttributeSet wanted = AsOfColumns.set(ScalaSeq.of(columns));
    List<NamedExpression> ordered = new ArrayList<>(AsOfColumns.list(child.output()));
    ordered.removeIf(column -> !wanted.contains(column));
    return ScalaSeq.of(ordered);
  }

  private static boolean isRead(LogicalPlan plan) {
    return plan instanceof Filter filter ? isRead(filter.child()) : plan.children().isEmpty();
  }

  /** A column that comes out under several names is written once and then projected. */
  private static SparkPlan named(ProjectStack stack, ProgramLayout layout, SparkPlan program) {
    List<Attribute> wanted = CollectionConverters.asJava(stack.top().output());
    if (wanted.size() == layout.output().size()) {
      return program;
    }
    List<NamedExpression> names =
        wanted.stream().map(name -> Names.renamed(layout.written(name), name)).toList();
    return new ProjectExec(ScalaSeq.of(names), program);
  }
}
