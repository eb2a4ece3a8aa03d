package rowan.defs.fraud;

/** A part of the day, UTC. */
public enum DayPart {
  /** From 00:00 to before 07:00. */
  NIGHT,
  /** From 07:00 to before 12:00. */
  MORNING,
  /** From 12:00 to before 18:00. */
  AFTERNOON,
  /** From 18:00 to before 24:00. */
  EVENING
}
