package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.optimizer.PushDownPredicates$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What a session must know to plan the nodes of this package. */
public final class Planning {

  private static final List<SparkStrategy> STRATEGIES =
      List.of(new AsOfStrategy(), new ProjectFeaturesStrategy());

  /** After ours, Catalyst's own go on: below, there may be more to prune and to push. */
  private static final List<Rule<LogicalPlan>> RULES =
      List.of(new ProjectFeaturesRule(), PushDownPredicates$.MODULE$, ColumnPruning$.MODULE$);

  private static final String ENABLED = "spark.rowan.program.enabled";

  private Planning() {}

  /** Whether a session is to plan row features by itself, and not as Spark's projections. */
  public static boolean isOn(SparkSession spark) {
    return Boolean.parseBoolean(spark.conf().get(ENABLED, "true"));
  }

  /** Makes a session able to plan them; once is enough. */
  public static void install(SparkSession spark) {
    var methods = ((org.apache.spark.sql.classic.SparkSession) spark).experimental();
    synchronized (methods) {
      if (!methods.extraStrategies().exists(AsOfStrategy.class::isInstance)) {
        methods.extraStrategies_$eq(with(methods.extraStrategies(), STRATEGIES));
        methods.extraOptimizations_$eq(with(methods.extraOptimizations(), RULES));
      }
    }
  }

  @SuppressWarnings("unchecked") // javac does not see the element type
  private static <T> Seq<T> with(Seq<? extends Object> there, List<T> ours) {
    List<T> all = new ArrayList<>((List<T>) CollectionConverters.asJava(there));
    all.addAll(ours);
    return ScalaSeq.of(all);
  }
}
