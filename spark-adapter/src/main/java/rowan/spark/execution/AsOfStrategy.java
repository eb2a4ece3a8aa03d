package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/** Plans {@link AggregateAsOf}. */
public final class AsOfStrategy extends SparkStrategy {

  /** Makes a session able to plan it; once is enough. */
  public static void install(SparkSession spark) {
    var methods = ((org.apache.spark.sql.classic.SparkSession) spark).experimental();
    synchronized (methods) {
      if (!methods.extraStrategies().exists(strategy -> strategy instanceof AsOfStrategy)) {
        methods.extraStrategies_$eq(withOurs(methods.extraStrategies()));
      }
    }
  }

  @SuppressWarnings("unchecked") // appending widens the element type to Object
  private static Seq<SparkStrategy> withOurs(Seq<? extends Object> strategies) {
    return (Seq<SparkStrategy>) (Seq<?>) ((Seq<Object>) strategies).appended(new AsOfStrategy());
  }

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
