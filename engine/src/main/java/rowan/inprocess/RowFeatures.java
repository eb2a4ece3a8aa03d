package rowan.inprocess;

import rowan.plan.FeatureException;
import rowan.program.RowProgram;
import rowan.program.Slots;

/** Row features that are computed one after the other. */
record RowFeatures(RowProgram program) {

  /**
   * Computes them.
   *
   * @param row the row as messages show it
   */
  void run(Slots slots, Object row) {
    try {
      program.run(slots);
    } catch (FeatureException e) {
      throw new FeatureException(e.getMessage() + ", in row " + row, e.getCause());
    }
  }
}
