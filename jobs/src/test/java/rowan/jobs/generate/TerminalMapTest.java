package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TerminalMapTest {

  @Property
  void findsEveryTerminalNearer(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int terminals,
      @ForAll @DoubleRange(min = 0.7, max = 150) double reach,
      @ForAll @DoubleRange(min = 0, max = 100) double x,
      @ForAll @DoubleRange(min = 0, max = 100) double y) {
    TerminalMap map =
        new TerminalMap(CounterRandom.of(seed, RandomStream.TERMINAL), terminals, reach);
    int[] expected =
        IntStream.range(0, terminals)
            .filter(i -> Math.hypot(map.x(i) - x, map.y(i) - y) < reach)
            .toArray();
    assertThat(map.around(x, y)).isEqualTo(expected);
  }

  @Property
  void moreTerminalsLeaveTheOthersWhereTheyAre(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int terminals) {
    CounterRandom random = CounterRandom.of(seed, RandomStream.TERMINAL);
    TerminalMap few = new TerminalMap(random, terminals, 5);
    TerminalMap more = new TerminalMap(random, terminals + 20, 5);
    assertThat(IntStream.range(0, terminals))
        .allMatch(i -> few.x(i) == more.x(i) && few.y(i) == more.y(i));
    assertThat(IntStream.range(0, terminals + 20))
        .allMatch(i -> 0 <= more.x(i) && more.x(i) < 100 && 0 <= more.y(i) && more.y(i) < 100);
  }
}
