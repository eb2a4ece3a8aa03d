package rowan.spark.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import rowan.spark.type.ScalaSeq;
import scala.jdk.javaapi.CollectionConverters;

/** Row features as projections of Spark's own, one upon the other for each level of the graph. */
public final class Projections {

  private Projections() {}

  /** What a node of ours computes. */
  public static LogicalPlan of(ProjectFeatures node) {
    LogicalPlan plan = node.child();
    for (List<NamedExpression> level : levels(node)) {
      List<NamedExpression> columns = new ArrayList<>();
      CollectionConverters.asJava(plan.output()).forEach(column -> columns.add(named(column)));
      columns.addAll(level);
      plan = new Project(ScalaSeq.of(columns), plan);
    }
    return plan;
  }

  private static Iterable<List<NamedExpression>> levels(ProjectFeatures node) {
    Map<ExprId, Integer> levelOf = new HashMap<>();
    Map<Integer, List<NamedExpression>> levels = new TreeMap<>();
    for (int i = 0; i < node.features().size(); i++) {
      Attribute feature = node.features().apply(i);
      Expression definition = node.definition(i);
      int level = 0;
      for (Attribute read : CollectionConverters.asJava(definition.references().toSeq())) {
        level = Math.max(level, 1 + levelOf.getOrDefault(read.exprId(), -1));
      }
      levelOf.put(feature.exprId(), level);
      levels
          .computeIfAbsent(level, key -> new ArrayList<>())
          .add(Names.named(definition, feature.name(), feature.exprId()));
    }
    return levels.values();
  }

  /** An Attribute is a NamedExpression, which javac does not see. */
  private static NamedExpression named(Attribute attribute) {
    return (NamedExpression) (Object) attribute;
  }
}
