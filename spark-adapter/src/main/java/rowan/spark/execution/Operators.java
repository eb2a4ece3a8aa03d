package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.optimizer.PushDownPredicates$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.internal.SQLConf;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The operators of this package, and how a session comes to plan them. */
public final class Operators {

  /** The setting that leaves features to Spark's own projections, when it is false. */
  private static final String ENABLED = "spark.rowan.program.enabled";

  private Operators() {}

  /** The strategies that plan them. */
  public static List<SparkStrategy> strategies() {
    return List.of(new AsOfStrategy(), new ProgramStrategy());
  }

  /**
   * The rules that optimise the nodes they are planned from. After ours, Catalyst's own go on:
   * below a node of ours, there may then be more to prune and to push.
   */
  public static List<Rule<LogicalPlan>> rules() {
    return List.of(new ProjectFeaturesRule(), PushDownPredicates$.MODULE$, ColumnPruning$.MODULE$);
  }

  /** Whether a session computes features by row programs, and not by Spark's projections. */
  public static boolean runPrograms(SparkSession spark) {
    return runPrograms(((org.apache.spark.sql.classic.SparkSession) spark).sessionState().conf());
  }

  static boolean runPrograms(SQLConf settings) {
    return Boolean.parseBoolean(settings.getConfString(ENABLED, "true"));
  }

  /** Makes a session plan them; once is enough. */
  public static void install(SparkSession spark) {
    var methods = ((org.apache.spark.sql.classic.SparkSession) spark).experimental();
    synchronized (methods) {
      if (!methods.extraStrategies().exists(ProgramStrategy.class::isInstance)) {
        methods.extraStrategies_$eq(with(methods.extraStrategies(), strategies()));
        methods.extraOptimizations_$eq(with(methods.extraOptimizations(), rules()));
      }
    }
  }

  @SuppressWarnings("unchecked") // javac does not see the element type
  private static <T> Seq<T> with(Seq<?> there, List<T> ours) {
    List<T> all = new ArrayList<>((List<T>) CollectionConverters.asJava(there));
    all.addAll(ours);
    return ScalaSeq.of(all);
  }
}
