package rowan.aggregate;

import java.time.temporal.ChronoUnit;
import rowan.type.Micros;

/** The units in which an operator tells time. */
final class TimeUnits {

  private TimeUnits() {}

  /** The unit that an annotation names: seconds, minutes, hours or days of 24 hours. */
  static ChronoUnit unit(Arguments arguments) {
    ChronoUnit unit = arguments.setting("unit", ChronoUnit.class);
    boolean fits =
        switch (unit) {
          case SECONDS, MINUTES, HOURS, DAYS -> true;
          default -> false;
        };
    Operands.require(fits, "tells time in SECONDS, MINUTES, HOURS or DAYS, not in " + unit.name());
    return unit;
  }

  static long micros(ChronoUnit unit) {
    return Micros.of(unit.getDuration());
  }
}
