package rowan.aggregate;

import java.util.List;

/** An event of {@link NaiveOperators}: its time in microseconds, and values, none of them null. */
public record NaiveEvent(long time, List<Object> values) {
  public NaiveEvent {
    values = List.copyOf(values);
  }
}
