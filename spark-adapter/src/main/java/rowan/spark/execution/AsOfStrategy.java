package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/** Plans {@link AggregateAsOf}: as one pass over whole keys, or with some of them in slices. */
final class AsOfStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof AggregateAsOf node) {
      HotKeys keys = node.search().in(node);
      return ScalaSeq.of(List.of(keys.isEmpty() ? whole(node) : sliced(node, keys)));
    }
    return ScalaSeq.of(List.of());
  }

  private SparkPlan whole(AggregateAsOf node) {
    return new AggregateAsOfExec(
        node.pass(), node.columns(), node.inputs(), node.features(), planLater(node.child()));
  }

  private SparkPlan sliced(AggregateAsOf node, HotKeys keys) {
    Seq<Attribute> added =
        ScalaSeq.of(
            List.of(
                column("rowan slice", DataTypes.IntegerType),
                column("rowan copy", DataTypes.BooleanType)));
    SparkPlan rows =
        new SliceHotKeysExec(
            node.pass(), node.columns(), node.inputs(), keys, added, planLater(node.child()));
    SparkPlan pass =
        new SlicedAsOfExec(
            node.pass(), node.columns(), node.inputs(), node.features(), keys, added, rows);
    List<NamedExpression> output =
        AsOfColumns.list(node.output()).stream()
            .map(column -> (NamedExpression) (Object) column)
            .toList();
    return new ProjectExec(ScalaSeq.of(output), pass);
  }

  private static Attribute column(String name, DataType type) {
    return new AttributeReference(
        name, type, false, Metadata.empty(), NamedExpression.newExprId(), ScalaSeq.of(List.of()));
  }
}
