package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
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
    Set<ExprId> needed = new HashSet<>();
    CollectionConverters.asJava(wanted.toSeq()).forEach(column -> needed.add(column.exprId()));
    List<Attribute> features = CollectionConverters.asJava(node.features());
    List<Expression> definitions = CollectionConverters.asJava(node.definitions());
    List<Integer> kept = new ArrayList<>();
    for (int i = features.size() - 1; i >= 0; i--) {
      if (needed.contains(features.get(i).exprId())) {
        kept.add(i);
        CollectionConverters.asJava(definitions.get(i).references().toSeq())
            .forEach(read -> needed.add(read.exprId()));
      }
    }
    if (kept.size() == features.size()) {
      return node;
    }
    Collections.reverse(kept);
    return kept.isEmpty()
        ? node.child()
        : new ProjectFeatures(
            ScalaSeq.<Expression>of(kept.stream().map(definitions::get).toList()),
            ScalaSeq.<Attribute>of(kept.stream().map(features::get).toList()),
            node.child());
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
