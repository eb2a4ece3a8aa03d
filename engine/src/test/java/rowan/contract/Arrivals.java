package rowan.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.type.Micros;
import rowan.type.RecordForm;
import rowan.type.Type;
import rowan.type.ValueOrder;

/** The rows of all sources as a service meets them, one after the other. */
public final class Arrivals {

  /** What a row does when it arrives; what happens at one time happens in this order. */
  public enum Kind {
    /** Columns of an event that was observed are known now. */
    IS_AMENDED,
    /** It is observed. */
    HAPPENS,
    /** It asks for features, and is then observed if it is an event of the plan. */
    ASKS
  }

  /**
   * A row that arrives.
   *
   * @param row as it will be in the end
   * @param known as it is known now: columns that are known later are null
   */
  public record Arrival(long time, Kind kind, SourceTable source, Record row, Record known) {}

  /** What events are grouped by, or their keys are computed from. */
  private static final List<String> KEYS = List.of("customer", "payee", "shop", "amount");

  private Arrivals() {}

  /** All rows in order of time; those of the spine that are tied, in the order of their source. */
  public static List<Arrival> inOrder(Plan plan, List<Record> rows) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Record row : rows) {
      SourceTable source = source(plan, row);
      long time = time(source, row);
      Record known = known(source, row);
      boolean asks = plan.spine().filter(source::equals).isPresent();
      if (asks) {
        long asked = plan.asOf().map(Micros::of).orElse(time);
        arrivals.add(new Arrival(asked, Kind.ASKS, source, row, known));
      }
      if (!asks || plan.asOf().isPresent()) {
        arrivals.add(new Arrival(time, Kind.HAPPENS, source, row, known));
      }
      if (known != row) {
        arrivals.add(new Arrival(time + lateness(source), Kind.IS_AMENDED, source, row, row));
      }
    }
    arrivals.sort(
        Comparator.comparingLong(Arrival::time)
            .thenComparing(Arrival::kind)
            .thenComparing(Arrivals::compareTied));
    return arrivals;
  }

  /** The source of a row. */
  public static SourceTable source(Plan plan, Record row) {
    return plan.graph().sources().stream()
        .filter(source -> source.className().equals(row.getClass().getName()))
        .findFirst()
        .orElseThrow();
  }

  /** When a row happened, in microseconds; the least long when its source has no time. */
  public static long time(SourceTable source, Record row) {
    return source.eventTime().map(at -> micros(value(row, source, at))).orElse(Long.MIN_VALUE);
  }

  private static @Nullable Object value(Record row, SourceTable source, Component component) {
    return RecordForm.of(row.getClass()).components(row)[source.components().indexOf(component)];
  }

  private static long micros(@Nullable Object time) {
    return time instanceof LocalDate day
        ? Micros.of(day.atStartOfDay(ZoneOffset.UTC).toInstant())
        : Micros.of((Instant) java.util.Objects.requireNonNull(time));
  }

  /** Only the spine's rows matter: they are all of one source. */
  private static int compareTied(Arrival a, Arrival b) {
    if (a.kind() != Kind.ASKS) {
      return 0;
    }
    List<Component> by =
        a.source().rowKey().isEmpty() ? a.source().components() : a.source().rowKey();
    return ValueOrder.ofLists(by.stream().map(component -> component.use().type()).toList())
        .compare(values(a, by), values(b, by));
  }

  private static List<@Nullable Object> values(Arrival arrival, List<Component> components) {
    List<@Nullable Object> values = new ArrayList<>();
    components.forEach(component -> values.add(value(arrival.row(), arrival.source(), component)));
    return values;
  }

  /** The row when it happens; the very row if all of it is known then. */
  public static Record known(SourceTable source, Record row) {
    @Nullable Object[] values = RecordForm.of(row.getClass()).components(row);
    boolean isLate = false;
    List<Type.Field> fields = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Component component = source.components().get(i);
      if (component.knownAfter().isPresent() && values[i] != null) {
        values[i] = null;
        isLate = true;
      }
      fields.add(
          new Type.Field(rowan.type.Name.of(component.name()), component.use().type(), true));
    }
    Type.Struct type = new Type.Struct(source.className(), fields);
    return isLate ? (Record) RecordForm.of(row.getClass()).make(type, values) : row;
  }

  /** The row with other values of another of its source, but for what it is found by. */
  public static Record amended(SourceTable source, Record row, Record other) {
    @Nullable Object[] values = RecordForm.of(row.getClass()).components(row);
    @Nullable Object[] others = RecordForm.of(row.getClass()).components(other);
    List<Type.Field> fields = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Component component = source.components().get(i);
      boolean isFixed =
          component.rowKey()
              || component.eventTime()
              || component.availableAt()
              || KEYS.contains(component.name());
      values[i] = isFixed ? values[i] : others[i];
      fields.add(
          new Type.Field(rowan.type.Name.of(component.name()), component.use().type(), true));
    }
    Type.Struct type = new Type.Struct(source.className(), fields);
    return (Record) RecordForm.of(row.getClass()).make(type, values);
  }

  private static long lateness(SourceTable source) {
    return source.components().stream()
        .flatMap(component -> component.knownAfter().stream())
        .mapToLong(late -> Micros.of(Micros.duration(late)))
        .max()
        .orElseThrow();
  }
}
