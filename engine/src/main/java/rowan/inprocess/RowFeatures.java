package rowan.inprocess;

import rowan.plan.FeatureException;
import rowan.program.RowProgram;
import rowan.program.Slots;

/** Runs programs so that errors name the row. */
final class RowFeatures {

  private RowFeatures() {}

  /**
   * Computes the features of a row.
   *
   * @param row as messages show it
   */
  static void run(RowProgram program, Slots slots, Object row) {
    try {
      program.run(slots);
    } catch (FeatureException e) {
      throw e.inRow(row);
    }
  }
}
