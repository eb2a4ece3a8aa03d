package rowan.spark.execution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import rowan.spark.type.ScalaSeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Catalyst does with its own projections, for {@link ProjectFeatures}: features that nothing
 * wants go, and filters that read none go below.
 */
public final class ProjectFeaturesRule extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    LogicalPlan better = plan;
    if (plan instanceof Project project) {
      better = pruned(project);
    } else if (plan instanceof Filter filter && filter.child() instanceof ProjectFeatures node) {
      better = pushed(filter, node);
    }
    return better.mapChildren(this::apply);
  }

  /** A projection over row features, with nothing but filters between them. */
  private static LogicalPlan pruned(Project project) {
    AttributeSet wanted = project.references();
    LogicalPlan below = project.child();
    while (below instanceof Filter filter) {
      wanted = wanted.$plus$plus(filter.references());
      below = filter.child();
    }
    return below instanceof ProjectFeatures node
        ? project.withNewChildren(
            ScalaSeq.of(List.of(replaced(project.child(), node, wanted(node, wanted)))))
        : project;
  }

  /** The filters of a plan, upon another node. */
  private static LogicalPlan replaced(LogicalPlan plan, ProjectFeatures node, LogicalPlan other) {
    return plan == node
        ? other
        : plan.withNewChildren(
            ScalaSeq.of(List.of(replaced(((Filter) plan).child(), node, other))));
  }

  /** The features that are wanted, and what they read. */
  private static LogicalPlan wanted(ProjectFeatures node, AttributeSet wanted) {
    Set<ExprId> named = new HashSet<>();
    CollectionConverters.asJava(wanted.toSeq()).forEach(column -> named.add(column.exprId()));
    int count = node.features().size();
    BitSet kept = new BitSet();
    for (int i = count - 1; i >= 0; i--) {
      if (kept.get(i) || named.contains(node.features().apply(i).exprId())) {
        kept.set(i);
        node.definitions().tellRead(i, kept::set);
      }
    }
    return kept.cardinality() == count + node.columns().size() ? node : node.keeping(kept);
  }

  /** The parts of a condition that read columns of the child alone, below the features. */
  private static LogicalPlan pushed(Filter filter, ProjectFeatures node) {
    List<Expression> below = new ArrayList<>();
    List<Expression> above = new ArrayList<>();
    for (Expression part : CheckedRows.parts(filter.condition())) {
      boolean goes = part.deterministic() && part.references().subsetOf(node.child().outputSet());
      (goes ? below : above).add(part);
    }
    if (below.isEmpty()) {
      return filter;
    }
    LogicalPlan features =
        node.withNewChildren(
            ScalaSeq.of(List.of(new Filter(CheckedRows.all(below), node.child()))));
    return above.isEmpty() ? features : new Filter(CheckedRows.all(above), features);
  }
}
