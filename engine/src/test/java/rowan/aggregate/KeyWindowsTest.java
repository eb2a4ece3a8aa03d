package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** What is in a window, against the definition: every event is looked at for every row. */
class KeyWindowsTest {

  /** An event of the asking source (0) or of another (1). Its number is its row key. */
  record Observed(
      int source,
      long number,
      long time,
      long availableFrom,
      @Nullable Long value,
      boolean counts) {

    Observed worth(long other) {
      return new Observed(source, number, time, availableFrom, other, true);
    }
  }

  static final int OWN = 0;
  static final int OTHER = 1;

  /** The naive definition, step by step as WindowSpec gives them. */
  private static List<Long> window(
      WindowSpec spec, int source, Observed asking, List<Observed> events) {
    long t = asking.time();
    List<Observed> seen = new ArrayList<>();
    for (Observed event : events) {
      boolean isItself = source == OWN && event.number() == asking.number();
      if (event.source() == source
          && isWithin(spec, event.time(), t)
          && isBeforeInOrder(spec, source, event, asking)
          && !(spec.exclusion() == Exclusion.CURRENT_ROW && isItself)
          && !(spec.exclusion() == Exclusion.CURRENT_TIME && event.time() == t && !isItself)) {
        seen.add(event);
      }
    }
    seen.sort(Comparator.comparingLong(Observed::time).thenComparingLong(Observed::number));
    int first = spec.rows() == 0 ? 0 : Math.max(0, seen.size() - spec.rows());
    return seen.subList(first, seen.size()).stream()
        .filter(event -> event.counts() && event.value() != null)
        .map(Observed::value)
        .toList();
  }

  private static boolean isWithin(WindowSpec spec, long e, long t) {
    long d = Micros.of(spec.delay());
    long w = spec.length() == null ? 0 : Micros.of(spec.length());
    if (spec.ahead()) {
      return e > t + d && e <= t + d + w;
    }
    long from = t - d - w;
    if (spec.hop() != null) {
      from = Math.floorDiv(from, Micros.of(spec.hop())) * Micros.of(spec.hop());
    }
    boolean isAfterStart =
        spec.length() == null
            || (spec.bounds() == Bounds.BEFORE || spec.bounds() == Bounds.CLOSED
                ? e >= from
                : e > from);
    boolean isBeforeEnd =
        spec.bounds() == Bounds.UP_TO || spec.bounds() == Bounds.CLOSED ? e <= t - d : e < t - d;
    return isAfterStart && isBeforeEnd;
  }

  private static boolean isBeforeInOrder(
      WindowSpec spec, int source, Observed event, Observed asking) {
    return spec.ahead()
        || source != OWN
        || spec.ties() == Ties.ALL
        || event.time() != asking.time()
        || event.number() <= asking.number();
  }

  static WindowProgram program(WindowSpec... specs) {
    List<WindowFeature> features = new ArrayList<>();
    for (WindowSpec spec : specs) {
      for (int source : List.of(OWN, OTHER)) {
        for (Aggregator<?> aggregator : aggregators(spec)) {
          features.add(new WindowFeature(source, spec, aggregator, List.of(0), 1, null));
        }
      }
    }
    return new WindowProgram(
        List.of(List.of(Scalar.LONG, Scalar.BOOLEAN), List.of(Scalar.LONG, Scalar.BOOLEAN)),
        features);
  }

  private static List<Aggregator<?>> aggregators(WindowSpec spec) {
    return !spec.evicts() || (spec.hop() != null && spec.rows() == 0)
        ? List.of(new Listing(), new Listing.Keeping())
        : List.of(new Listing());
  }

  static List<@Nullable Object> expected(
      Observed asking, List<Observed> events, WindowSpec... specs) {
    List<@Nullable Object> expected = new ArrayList<>();
    for (WindowSpec spec : specs) {
      for (int source : List.of(OWN, OTHER)) {
        List<Long> window = window(spec, source, asking, events);
        aggregators(spec).forEach(any -> expected.add(window.isEmpty() ? null : window));
      }
    }
    return expected;
  }

  static EventRow row(Observed event) {
    return new EventRow() {
      @Override
      public boolean isNull(int column) {
        return column == 0 && event.value() == null;
      }

      @Override
      public long bits(int column) {
        return column == 0 ? event.value() : event.counts() ? 1 : 0;
      }

      @Override
      public Object object(int column) {
        throw new IllegalStateException();
      }
    };
  }

  /** Collects objects only. */
  static final class Collected implements Results, Result {
    final List<@Nullable Object> values = new ArrayList<>();
    private int feature;

    Collected(int size) {
      IntStream.range(0, size).forEach(i -> values.add("nothing"));
    }

    @Override
    public Result at(int position) {
      feature = position;
      return this;
    }

    @Override
    public void setNull() {
      values.set(feature, null);
    }

    @Override
    public void setLong(long value) {
      throw new IllegalStateException();
    }

    @Override
    public void setDouble(double value) {
      throw new IllegalStateException();
    }

    @Override
    public void set(Object value) {
      values.set(feature, value);
    }
  }

  @Property(tries = 3000)
  void inOrder_everyRowSeesWhatTheDefinitionSays(
      @ForAll("specs") WindowSpec spec, @ForAll("events") List<Observed> events) {
    List<Observed> stream = new ArrayList<>(events);
    stream.sort(
        Comparator.comparingLong(Observed::time)
            .thenComparing(Comparator.comparingInt(Observed::source).reversed())
            .thenComparingLong(Observed::number));
    WindowProgram program = program(spec);
    KeyWindows windows = KeyWindows.inOrder(program);
    for (int key = 0; key < 2; key++) { // the second key finds nothing of the first
      windows.clear();
      Map<Observed, List<@Nullable Object>> actual = replay(program, windows, stream);
      for (Observed asking : actual.keySet()) {
        assertThat(actual.get(asking))
            .as("%s asks %s", asking, spec)
            .isEqualTo(expected(asking, events, spec));
      }
    }
  }

  /** As batch adapters do: a row that looks ahead waits until the stream has passed its window. */
  private static Map<Observed, List<@Nullable Object>> replay(
      WindowProgram program, KeyWindows windows, List<Observed> stream) {
    Map<Observed, List<@Nullable Object>> actual = new HashMap<>();
    Deque<Observed> waiting = new ArrayDeque<>();
    Deque<Collected> results = new ArrayDeque<>();
    for (Observed next : stream) {
      while (!waiting.isEmpty() && program.settledAt(waiting.getFirst().time()) <= next.time()) {
        release(windows, waiting, results, actual);
      }
      windows.append(next.source(), next.time(), row(next));
      if (next.source() == OWN) {
        Collected result = new Collected(program.features());
        windows.ask(next.time(), new boolean[] {true, false}, result);
        waiting.addLast(next);
        results.addLast(result);
        windows.waiting(waiting.getFirst().time());
      }
    }
    while (!waiting.isEmpty()) {
      release(windows, waiting, results, actual);
    }
    return actual;
  }

  private static void release(
      KeyWindows windows,
      Deque<Observed> waiting,
      Deque<Collected> results,
      Map<Observed, List<@Nullable Object>> actual) {
    Collected result = results.removeFirst();
    windows.askAhead(waiting.getFirst().time(), result);
    actual.put(waiting.removeFirst(), result.values);
    windows.waiting(waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().time());
  }

  @Property(tries = 3000)
  void inAnyOrder_everyRowSeesWhatWasObservedSoFar(
      @ForAll("servedSpecs") WindowSpec spec,
      @ForAll("events") List<Observed> events,
      @ForAll("arrivals") List<Integer> arrivals) {
    WindowProgram program = program(spec);
    KeyWindows windows = inAnyOrder(program);
    Map<Long, Observed> observed = new HashMap<>();
    for (int arrival : events.isEmpty() ? List.<Integer>of() : arrivals) {
      Observed event = events.get(arrival % events.size());
      int what = arrival / 1000;
      if (what % 4 == 0 && event.source() == OWN) { // asks, whether observed before or not
        askAnyTime(program, windows, event, observed, spec);
      } else { // is observed, or amended with another value
        Observed amended = what % 4 == 1 ? event.worth(what) : event;
        windows.observe(
            amended.source(),
            amended.time(),
            List.of(amended.number()),
            amended.availableFrom(),
            row(amended));
        observed.put(amended.number(), amended);
      }
    }
  }

  private static KeyWindows inAnyOrder(WindowProgram program) {
    EventOrder order = EventOrder.of(List.of(Scalar.LONG), true);
    return KeyWindows.inAnyOrder(program, List.of(order, order));
  }

  /** As above, while a horizon moves on, before which no row asks and no new event is taken in. */
  @Property(tries = 3000)
  void inAnyOrder_withinTheLateness_everyRowSeesWhatWasTakenIn(
      @ForAll("servedSpecs") WindowSpec spec,
      @ForAll("servedSpecs") WindowSpec other,
      @ForAll("events") List<Observed> events,
      @ForAll("arrivals") List<Integer> arrivals) {
    WindowProgram program = program(spec, other);
    KeyWindows windows = inAnyOrder(program);
    Map<Long, Observed> observed = new HashMap<>();
    long horizon = -40;
    windows.advance(horizon, horizon);
    for (int arrival : events.isEmpty() ? List.<Integer>of() : arrivals) {
      Observed event = events.get(arrival % events.size());
      int what = arrival / 1000;
      switch (what % 8) {
        case 0, 1 -> {
          if (event.source() == OWN && event.time() >= horizon) {
            askAnyTime(program, windows, event, observed, spec, other);
          }
        }
        case 2 -> {
          horizon = Math.max(horizon, Math.min(event.time(), horizon + 15));
          windows.advance(horizon, horizon);
        }
        case 3 ->
            windows =
                what == 3 ? forgetting(program, windows, horizon) : readBack(program, windows);
        default -> {
          Observed version = what % 8 == 4 ? event.worth(what) : event;
          if (observes(windows, version, horizon, observed)) {
            observed.put(version.number(), version);
          }
        }
      }
    }
  }

  /** Windows that are empty are as good as new ones. */
  private static KeyWindows forgetting(WindowProgram program, KeyWindows windows, long horizon) {
    windows.forget();
    if (!windows.isEmpty()) {
      return windows;
    }
    KeyWindows fresh = inAnyOrder(program);
    fresh.advance(horizon, horizon);
    return fresh;
  }

  private static KeyWindows readBack(WindowProgram program, KeyWindows windows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new ValueWriter(new DataOutputStream(bytes)));
    KeyWindows read = inAnyOrder(program);
    read.read(
        new ValueReader(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
            name -> {
              throw new IllegalStateException(name);
            }));
    return read;
  }

  private static boolean observes(
      KeyWindows windows, Observed event, long horizon, Map<Long, Observed> observed) {
    List<Object> rowKey = List.of(event.number());
    KeyWindows.Fate fate =
        windows.fate(event.source(), event.time(), rowKey, event.availableFrom(), row(event));
    boolean isTaken =
        windows.observe(event.source(), event.time(), rowKey, event.availableFrom(), row(event));
    if (event.time() >= horizon) {
      assertThat(isTaken).isTrue();
      assertThat(fate == KeyWindows.Fate.AMENDED).isEqualTo(observed.containsKey(event.number()));
    } else {
      assertThat(isTaken).isEqualTo(fate == KeyWindows.Fate.AMENDED);
      assertThat(isTaken && !observed.containsKey(event.number())).isFalse();
    }
    return isTaken;
  }

  private static void askAnyTime(
      WindowProgram program,
      KeyWindows windows,
      Observed asking,
      Map<Long, Observed> observed,
      WindowSpec... specs) {
    Collected actual = new Collected(program.features());
    boolean isAvailable = asking.availableFrom() <= asking.time();
    windows.ask(asking.time(), asker(asking, isAvailable), actual);
    Map<Long, Observed> seen = new HashMap<>(observed);
    seen.putIfAbsent(asking.number(), asking);
    List<Observed> available =
        seen.values().stream().filter(event -> event.availableFrom() <= asking.time()).toList();
    assertThat(actual.values)
        .as("%s asks %s after %s", asking, List.of(specs), observed.values())
        .isEqualTo(expected(asking, available, specs));
  }

  private static KeyWindows.Asker asker(Observed asking, boolean isAvailable) {
    return new KeyWindows.Asker() {
      @Override
      public boolean isEventOf(int source) {
        return source == OWN;
      }

      @Override
      public Object rowKey(int source) {
        return List.of(asking.number());
      }

      @Override
      public @Nullable EventRow event(int source) {
        return isAvailable ? row(asking) : null;
      }
    };
  }

  @Provide
  Arbitrary<List<Integer>> arrivals() {
    return Arbitraries.integers().between(0, 16_000).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Observed>> events() {
    return lists(40);
  }

  /** Events of one key, of both sources, many tied in time. */
  static Arbitrary<List<Observed>> lists(int most) {
    Arbitrary<Long> times =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 20), Arbitraries.longs().between(-300, 300));
    Arbitrary<Long> late =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.just(-1_000L)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, 40)));
    Arbitrary<Observed> event =
        Combinators.combine(
                Arbitraries.integers().between(0, 1),
                times,
                late,
                Arbitraries.longs().between(0, 9).injectNull(0.2),
                Arbitraries.of(true, true, true, false))
            .as(
                (source, time, delay, value, counts) ->
                    new Observed(
                        source, 0, time, delay < 0 ? Long.MIN_VALUE : time + delay, value, counts));
    return event
        .list()
        .ofMaxSize(most)
        .map(
            list ->
                IntStream.range(0, list.size())
                    .mapToObj(
                        i -> {
                          Observed e = list.get(i);
                          long number = (i * 7919L) % 1009;
                          return new Observed(
                              e.source(),
                              number,
                              e.time(),
                              e.availableFrom(),
                              e.value(),
                              e.counts());
                        })
                    .toList());
  }

  @Provide
  Arbitrary<WindowSpec> servedSpecs() {
    return specs().filter(spec -> !spec.looksAhead());
  }

  @Provide
  Arbitrary<WindowSpec> specs() {
    return anySpec();
  }

  static Arbitrary<WindowSpec> anySpec() {
    Arbitrary<@Nullable Duration> length =
        Arbitraries.longs().between(1, 60).map(KeyWindowsTest::micros).injectNull(0.2);
    return Combinators.combine(
            length,
            Arbitraries.of(Bounds.class),
            Arbitraries.of(0L, 0L, 0L, 1L, 17L).map(KeyWindowsTest::micros),
            Arbitraries.of(Ties.EARLIER, Ties.EARLIER, Ties.ALL),
            Arbitraries.of(Exclusion.class),
            Arbitraries.of(0, 0, 0, 1, 2, 5),
            Arbitraries.of(0L, 0L, 7L, 20L),
            Arbitraries.of(false, false, false, false, true))
        .as(KeyWindowsTest::spec);
  }

  /** A window of the parts that go together. */
  private static WindowSpec spec(
      @Nullable Duration length,
      Bounds bounds,
      Duration delay,
      Ties ties,
      Exclusion exclusion,
      int rows,
      long hop,
      boolean ahead) {
    if (ahead && length != null) {
      return WindowSpec.ahead(length).delayedBy(delay);
    }
    WindowSpec spec = WindowSpec.EVER.over(length).within(bounds).delayedBy(delay).lastRows(rows);
    if (hop > 0 && length != null) {
      spec = spec.hopping(micros(hop));
    }
    if (spec.reachesAsker()) {
      return ties == Ties.ALL ? spec.withTies(ties) : spec.excluding(exclusion);
    }
    return spec;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(1000 * micros);
  }
}
