package rowan.inprocess;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import rowan.graph.Node;
import rowan.type.Type;

/** Fills the slot of a row's as-of time from that of its event time. */
final class AsOfSlot {

  private final int slot;
  private final int eventTime;
  private final Type type;

  /**
   * @param asOf the as-of time; its argument is the event time
   * @param slots the slot of each node by name
   */
  AsOfSlot(Node asOf, SlotTable slots) {
    String argument = asOf.arguments().get(0).node();
    this.slot = slots.slot(asOf.name());
    this.eventTime = slots.slot(argument);
    this.type = slots.type(argument);
  }

  /** Fills the slot. A date is midnight UTC. */
  void fill(Slots slots) {
    Object time = slots.load(eventTime, type);
    Instant asOf =
        time instanceof LocalDate date
            ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
            : (Instant) time;
    slots.store(slot, Type.Scalar.INSTANT, asOf);
  }
}
