package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/** Plans {@link ProjectFeatures} as projections, one for each level. */
final class ProjectFeaturesStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    return plan instanceof ProjectFeatures node
        ? ScalaSeq.of(List.of(planLater(Projections.of(node))))
        : ScalaSeq.of(List.of());
  }
}
