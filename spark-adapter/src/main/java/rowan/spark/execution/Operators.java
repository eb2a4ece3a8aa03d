package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkStrategy;
import rowan.spark.type.ScalaSeq;
import scala.jdk.javaapi.CollectionConverters;

/** The operators of this package, and how a session comes to plan them. */
public final class Operators {

  private Operators() {}

  /** The strategies that plan them. */
  public static List<SparkStrategy> strategies() {
    return List.of(new AsOfStrategy(), new ProgramStrategy());
  }

  /** Makes a session plan them; once is enough. */
  public static void install(SparkSession spark) {
    var methods = ((org.apache.spark.sql.classic.SparkSession) spark).experimental();
    synchronized (methods) {
      if (!methods.extraStrategies().exists(ProgramStrategy.class::isInstance)) {
        List<SparkStrategy> all = new ArrayList<>();
        CollectionConverters.asJava(methods.extraStrategies())
            .forEach(strategy -> all.add((SparkStrategy) (Object) strategy));
        all.addAll(strategies());
        methods.extraStrategies_$eq(ScalaSeq.of(all));
      }
    }
  }
}
