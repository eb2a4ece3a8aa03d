package rowan.aggregate;

import org.jspecify.annotations.Nullable;

/** One object for all events, as operators see them. */
final class ReusedEvent implements Event {

  private @Nullable NaiveEvent event;

  ReusedEvent of(NaiveEvent next) {
    event = next;
    return this;
  }

  @Override
  public long time() {
    return event.time();
  }

  @Override
  public long longAt(int position) {
    Object value = event.values().get(position);
    return value instanceof Boolean truth ? (truth ? 1 : 0) : integer(value);
  }

  private static long integer(Object value) {
    return value instanceof Integer number ? number : (Long) value;
  }

  @Override
  public double doubleAt(int position) {
    Object value = event.values().get(position);
    return value instanceof Float number ? number : (Double) value;
  }

  @Override
  public Object valueAt(int position) {
    return event.values().get(position);
  }
}
