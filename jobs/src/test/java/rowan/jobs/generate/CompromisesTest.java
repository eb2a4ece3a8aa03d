package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompromisesTest {

  private static Compromises of(long population, int days) {
    return new Compromises(
        CounterRandom.of(3, RandomStream.COMPROMISED_PAYER), population, 5000, 3, days);
  }

  private static Map<Integer, Integer> perDay(Map<Long, List<Integer>> starts) {
    Map<Integer, Integer> perDay = new HashMap<>();
    starts.values().forEach(days -> days.forEach(day -> perDay.merge(day, 1, Integer::sum)));
    return perDay;
  }

  @Test
  void aFullBlockHasAFixedNumberEachDayButTheLast() {
    Map<Long, List<Integer>> starts = of(15_000, 183).ofBlock(1);
    assertThat(starts.keySet()).allMatch(member -> 5000 <= member && member < 10_000);
    assertThat(perDay(starts)).hasSize(182).doesNotContainKey(182);
    assertThat(perDay(starts).values()).allMatch(count -> count == 3);
    assertThat(starts.values())
        .allSatisfy(days -> assertThat(days).isSorted().doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "100, 11", "500, 55", "1667, 183", "4999, 546"})
  void aSmallerPopulationHasProportionallyMany(long population, int expected) {
    // 182 days at population * 3 / 5000, rounded up.
    Map<Long, List<Integer>> starts = of(population, 183).ofAllBlocks();
    assertThat(starts.keySet()).allMatch(member -> 0 <= member && member < population);
    assertThat(perDay(starts).values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(expected);
    assertThat(perDay(starts)).containsKey(0);
  }

  @Test
  void blocksAreIndependent() {
    Compromises compromises = of(12_000, 50);
    assertThat(compromises.blocks()).isEqualTo(3);
    Map<Long, List<Integer>> all = new HashMap<>();
    for (int block : new int[] {2, 0, 1}) {
      all.putAll(compromises.ofBlock(block));
    }
    assertThat(compromises.ofAllBlocks()).isEqualTo(all);
    // More members change nothing for full blocks.
    assertThat(of(5000, 50).ofBlock(0)).isEqualTo(of(1_000_000_000, 50).ofBlock(0));
    assertThat(of(1_000_000_000, 50).ofBlock(199_999)).isNotEmpty();
  }

  @Test
  void everyMemberIsAsLikely() {
    long sum =
        IntStream.range(0, 100)
            .mapToLong(
                block ->
                    of(500_000, 183).ofBlock(block).entrySet().stream()
                        .mapToLong(e -> (e.getKey() % 5000) * e.getValue().size())
                        .sum())
            .sum();
    double mean = sum / (100.0 * 182 * 3);
    assertThat(mean).isCloseTo(2499.5, within(5 * 1443 / Math.sqrt(100 * 182 * 3)));
  }

  @Test
  void oneDayHasNone() {
    assertThat(of(5000, 1).ofAllBlocks()).isEmpty();
  }
}
