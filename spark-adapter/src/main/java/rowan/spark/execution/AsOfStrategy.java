package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/** Plans {@link AggregateAsOf}. */
final class AsOfStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof AggregateAsOf node) {
      return ScalaSeq.of(
          List.of(
              new AggregateAsOfExec(
                  node.pass(),
                  node.columns(),
                  node.inputs(),
                  node.features(),
                  planLater(node.child()))));
    }
    return ScalaSeq.of(List.of());
  }
}
