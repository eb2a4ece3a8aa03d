package rowan.fit;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import rowan.type.Micros;

/** The span of time in which training rows lie, in microseconds, the end not included. */
record TrainingSpan(long from, long to) implements Serializable {

  static final TrainingSpan ALL = new TrainingSpan(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final long serialVersionUID = 1L;

  TrainingSpan(Optional<Instant> from, Optional<Instant> to) {
    this(from.map(Micros::of).orElse(ALL.from), to.map(Micros::of).orElse(ALL.to));
  }

  boolean contains(long time) {
    return time >= from && (time < to || to == ALL.to);
  }
}
