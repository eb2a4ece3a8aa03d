package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindowsTest.Collected;
import rowan.aggregate.KeyWindowsTest.Observed;

/** Slices see what whole keys see: every event is looked at for every row. */
class TimeSlicesTest {

  private static final Comparator<Observed> ORDER =
      Comparator.comparingLong(Observed::time)
          .thenComparing(Comparator.comparingInt(Observed::source).reversed())
          .thenComparingLong(Observed::number);

  @Property(tries = 3000)
  void everyRowOfASlice_seesWhatTheDefinitionSays(
      @ForAll("specs") WindowSpec spec,
      @ForAll("specs") WindowSpec other,
      @ForAll("events") List<Observed> events,
      @ForAll("starts") List<Long> starts) {
    List<Observed> stream = events.stream().sorted(ORDER).toList();
    WindowProgram program = KeyWindowsTest.program(spec, other);
    long last = stream.isEmpty() ? 0 : stream.get(stream.size() - 1).time();
    TimeSlices slices =
        new TimeSlices(
            program,
            starts.stream().distinct().sorted().mapToLong(Long::longValue).toArray(),
            last);
    Map<Observed, List<@Nullable Object>> actual = sliced(program, slices, stream);
    for (Observed asking : actual.keySet()) {
      assertThat(actual.get(asking))
          .as("%s asks %s and %s", asking, spec, other)
          .isEqualTo(KeyWindowsTest.expected(asking, events, spec, other));
    }
  }

  /** As batch adapters do: first what the slices add up to, then each from those before. */
  private static Map<Observed, List<@Nullable Object>> sliced(
      WindowProgram program, TimeSlices slices, List<Observed> stream) {
    List<CellStates> states = new ArrayList<>();
    for (int slice = 0; slice < slices.count(); slice++) {
      SliceRecorder recorder = new SliceRecorder(slices);
      for (Observed event : stream) {
        if (slices.of(event.time()) == slice) {
          recorder.observe(event.source(), event.time(), KeyWindowsTest.row(event));
        }
      }
      states.add(recorder.finish());
    }
    CellStates before = CellStates.of(states);
    Map<Observed, List<@Nullable Object>> actual = new HashMap<>();
    KeyWindows windows = KeyWindows.inOrder(program);
    for (int slice = 0; slice < slices.count(); slice++) {
      windows.clear();
      replay(program, windows, slices, slice, before, stream, actual);
    }
    return actual;
  }

  private static void replay(
      WindowProgram program,
      KeyWindows windows,
      TimeSlices slices,
      int slice,
      CellStates before,
      List<Observed> stream,
      Map<Observed, List<@Nullable Object>> actual) {
    for (Observed event : stream) {
      boolean isCopied =
          Arrays.stream(slices.copies(event.source(), event.time())).anyMatch(to -> to == slice);
      if (isCopied) {
        windows.appendCopy(event.source(), event.time(), KeyWindowsTest.row(event));
      }
    }
    windows.resume(slices, slice, before, TimeSlicesTest::classNamed);
    for (Observed event : stream) {
      if (slices.of(event.time()) == slice) {
        windows.append(event.source(), event.time(), KeyWindowsTest.row(event));
        if (event.source() == KeyWindowsTest.OWN) {
          Collected result = new Collected(program.features());
          windows.ask(event.time(), new boolean[] {true, false}, result);
          actual.put(event, result.values);
        }
      }
    }
  }

  private static Class<?> classNamed(String name) {
    throw new IllegalStateException(name);
  }

  private static WindowProgram listing(WindowSpec spec) {
    return KeyWindowsTest.program(spec);
  }

  private static WindowSpec micros(long length) {
    return WindowSpec.of(Duration.ofNanos(1000 * length));
  }

  /** An event costs when it comes, and when it leaves the window. */
  @Example
  void balancedSlices_haveEquallyManyEventsThatComeOrLeave() {
    long[] times = LongStream.range(0, 100).toArray();
    assertThat(starts(TimeSlices.balanced(listing(WindowSpec.EVER), times, 99, 4)))
        .containsExactly(25L, 50L, 75L);
    // From 50 on, each event that comes has another leave.
    assertThat(starts(TimeSlices.balanced(listing(micros(50)), times, 99, 3)))
        .containsExactly(50L, 75L);
  }

  @Example
  void balancedSlices_ofOneTime_areOne() {
    long[] times = {7, 7, 7, 7};
    assertThat(TimeSlices.balanced(listing(WindowSpec.EVER), times, 7, 4).count()).isEqualTo(1);
    assertThat(TimeSlices.balanced(listing(WindowSpec.EVER), new long[0], 7, 4).count())
        .isEqualTo(1);
  }

  private static List<Long> starts(TimeSlices slices) {
    List<Long> starts = new ArrayList<>();
    for (int slice = 1; slice < slices.count(); slice++) {
      starts.add(slices.start(slice));
    }
    return starts;
  }

  /** What a slice gets is no more than the window: copies at its ends, and states between. */
  @Example
  void longWindow_isCopiedOnceForAllSlices() {
    TimeSlices slices = new TimeSlices(listing(micros(50)), new long[] {60, 70, 80, 90}, 99);
    for (long time = 0; time < 100; time++) {
      // What is seen by the last row of a slice, and no other later, leaves between the slices.
      int expected = time >= 10 && time < 49 && time % 10 != 9 ? 1 : 0;
      assertThat(slices.copies(KeyWindowsTest.OWN, time)).as("time %d", time).hasSize(expected);
    }
    assertThat(slices.needStates()).isTrue();
    assertThat(new TimeSlices(listing(micros(5)), new long[] {60, 70}, 99).needStates()).isFalse();
  }

  @Example
  void windowsThatCannotBeCut_areNamed() {
    assertThat(TimeSlices.obstacle(listing(WindowSpec.EVER))).isEmpty();
    assertThat(TimeSlices.obstacle(listing(micros(9).lastRows(3))))
        .contains("a window has a row limit");
    assertThat(TimeSlices.obstacle(listing(WindowSpec.ahead(Duration.ofSeconds(1)))))
        .contains("a window looks ahead");
  }

  @Provide
  Arbitrary<List<Observed>> events() {
    return KeyWindowsTest.lists(40);
  }

  @Provide
  Arbitrary<WindowSpec> specs() {
    return KeyWindowsTest.anySpec().filter(spec -> !spec.looksAhead() && spec.rows() == 0);
  }

  @Provide
  Arbitrary<List<Long>> starts() {
    Arbitrary<Long> start =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 20), Arbitraries.longs().between(-300, 300));
    return start.list().ofMaxSize(12);
  }
}
