package rowan.inprocess;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import rowan.graph.Node;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.Micros;
import rowan.type.Type;

/** The time in a slot, in microseconds since the epoch. A date is midnight UTC. */
final class SlotTime {

  private final int slot;
  private final Type type;

  SlotTime(Node node, SlotTable slots) {
    this.slot = slots.slot(node);
    this.type = node.type();
  }

  long micros(Slots slots) {
    Object time = slots.load(slot, type);
    return time instanceof LocalDate date
        ? Micros.of(date.atStartOfDay(ZoneOffset.UTC).toInstant())
        : Micros.of((Instant) java.util.Objects.requireNonNull(time));
  }
}
