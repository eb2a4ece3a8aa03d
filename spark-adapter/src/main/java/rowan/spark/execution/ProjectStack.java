package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   * The longest stack under a projection, itself included; empty when even the projection alone is
   * more than a row program can compute.
   */
  static Optional<ProjectStack> under(Project top) {
    List<Project> projections = new ArrayList<>();
    for (LogicalPlan plan = top; plan instanceof Project project; plan = project.child()) {
      projections.add(0, project);
    }
    while (!projections.isEmpty()) {
      ProjectionReader reader = new ProjectionReader(projections.get(0).child());
      int read = read(projections, reader);
      if (read == projections.size()) {
        return Optional.of(new ProjectStack(projections, reader));
      }
      projections = projections.subList(read + 1, projections.size());
    }
    return Optional.empty();
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
