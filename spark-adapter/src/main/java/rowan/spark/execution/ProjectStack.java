package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Projections one upon the other, Spark's or ours, all of which one row program can compute.
 *
 * @param projections the lowest first
 * @param reader what has read them
 */
record ProjectStack(List<LogicalPlan> projections, ProjectionReader reader) {

  /**
   * The longest stack under a projection, itself included. One alone can always be read: all that
   * is not a feature is then computed below it.
   */
  static ProjectStack under(LogicalPlan top) {
    List<LogicalPlan> projections = new ArrayList<>();
    for (LogicalPlan plan = top; isProjection(plan); plan = below(plan)) {
      projections.add(0, plan);
    }
    while (true) {
      ProjectionReader reader = new ProjectionReader(below(projections.get(0)));
      int read = read(projections, reader);
      if (read == projections.size()) {
        return new ProjectStack(projections, reader);
      }
      projections = projections.subList(Math.max(1, read), projections.size());
    }
  }

  /** Whether a plan can be a part of a stack. */
  static boolean isProjection(LogicalPlan plan) {
    return plan instanceof Project || plan instanceof ProjectFeatures;
  }

  private static LogicalPlan below(LogicalPlan projection) {
    return projection.children().head();
  }

  /** How many of the projections could be read before one that could not. */
  private static int read(List<LogicalPlan> projections, ProjectionReader reader) {
    int read = 0;
    while (read < projections.size() && reader.canRead(projections.get(read))) {
      reader.read(projections.get(read));
      read++;
    }
    return read;
  }

  /** What gives the rows. */
  LogicalPlan child() {
    return below(projections.get(0));
  }

  /** The projection whose columns come out. */
  LogicalPlan top() {
    return projections.get(projections.size() - 1);
  }
}
