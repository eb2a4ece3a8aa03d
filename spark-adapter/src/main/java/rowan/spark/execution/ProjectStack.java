package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Projections one upon the other, all of which one row program can compute.
 *
 * @param projections the lowest first
 * @param reader what has read them
 */
record ProjectStack(List<Project> projections, ProjectionReader reader) {

  /**
   * The longest stack under a projection, itself included. One alone can always be read: all that
   * is not a feature is then computed below it.
   */
  static ProjectStack under(Project top) {
    List<Project> projections = new ArrayList<>();
    for (LogicalPlan plan = top; plan instanceof Project project; plan = project.child()) {
      projections.add(0, project);
    }
    while (true) {
      ProjectionReader reader = new ProjectionReader(projections.get(0).child());
      int read = read(projections, reader);
      if (read == projections.size()) {
        return new ProjectStack(projections, reader);
      }
      projections = projections.subList(Math.max(1, read), projections.size());
    }
  }

  /** How many of the projections could be read before one that could not. */
  private static int read(List<Project> projections, ProjectionReader reader) {
    int read = 0;
    while (read < projections.size() && reader.canRead(projections.get(read))) {
      reader.read(projections.get(read));
      read++;
    }
    return read;
  }

  /** What gives the rows. */
  LogicalPlan child() {
    return projections.get(0).child();
  }

  /** The projection whose columns come out. */
  Project top() {
    return projections.get(projections.size() - 1);
  }
}
