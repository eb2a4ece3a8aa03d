package rowan.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.execution.Operators;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes every session of a cluster plan Rowan's operators: {@code
 * spark.sql.extensions=rowan.spark.RowanExtensions}. A session that a {@link SparkAdapter} runs in
 * has them without it.
 */
public final class RowanExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** Spark makes one for each session. */
  public RowanExtensions() {}

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (SparkStrategy strategy : Operators.strategies()) {
      extensions.injectPlannerStrategy(session -> strategy);
    }
    for (Rule<LogicalPlan> rule : Operators.rules()) {
      extensions.injectOptimizerRule(session -> rule);
    }
    return BoxedUnit.UNIT;
  }
}
