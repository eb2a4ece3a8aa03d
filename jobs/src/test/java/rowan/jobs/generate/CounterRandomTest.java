package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

  private static final int CELLS = 64;

  /** What chi-square with {@code CELLS * CELLS - 1} degrees exceeds once in about 10^5. */
  private static final double UNLIKELY = 4095 + 4.3 * Math.sqrt(2 * 4095);

  @Property
  void aNodeGivesTheSameWhateverWasAskedBefore(
      @ForAll long seed, @ForAll long a, @ForAll long b, @ForAll long other) {
    long expected = CounterRandom.of(seed, RandomStream.PAYMENT).at(a).at(b).draws().bits();
    CounterRandom root = CounterRandom.of(seed, RandomStream.PAYMENT);
    CounterRandom parent = root.at(a);
    parent.draws().normal();
    parent.at(other).at(b).draws().poisson(3);
    root.at(other).draws().bits();
    assertThat(parent.at(b).draws().bits()).isEqualTo(expected);
    assertThat(parent.at(b).draws().bits()).isEqualTo(expected);
  }

  @Property
  void theOrderOfCoordinatesMatters(@ForAll long a, @ForAll long b) {
    CounterRandom root = CounterRandom.of(0, RandomStream.PAYMENT);
    boolean equal = root.at(a).at(b).draws().bits() == root.at(b).at(a).draws().bits();
    assertThat(equal).isEqualTo(a == b);
  }

  @Test
  void seedsStreamsAndCoordinatesGiveDifferentNumbers() {
    Set<Long> seen = new HashSet<>();
    int count = 0;
    for (long seed = -5; seed < 5; seed++) {
      for (RandomStream stream : RandomStream.values()) {
        for (long i = -10; i < 10; i++) {
          seen.add(CounterRandom.of(seed, stream).at(i).draws().bits());
          count++;
        }
      }
    }
    assertThat(seen).hasSize(count);
  }

  @Test
  void streamsHaveNumbersOfTheirOwn() {
    assertThat(RandomStream.values()).extracting(RandomStream::number).doesNotHaveDuplicates();
  }

  @Test
  void neighboursAreUnrelated() {
    CounterRandom root = CounterRandom.of(1, RandomStream.PAYMENT);
    assertThat(chiSquare(i -> root.at(i), i -> root.at(i + 1))).isLessThan(UNLIKELY);
    assertThat(chiSquare(i -> root.at(i).at(5), i -> root.at(i).at(6))).isLessThan(UNLIKELY);
    assertThat(chiSquare(i -> root.at(i).at(0), i -> root.at(i + 1).at(0))).isLessThan(UNLIKELY);
    assertThat(chiSquare(i -> root.at(i).at(i), i -> root.at(i))).isLessThan(UNLIKELY);
    assertThat(
            chiSquare(
                i -> CounterRandom.of(i, RandomStream.PAYMENT),
                i -> CounterRandom.of(i + 1, RandomStream.PAYMENT)))
        .isLessThan(UNLIKELY);
  }

  /** Of pairs of uniforms in a square of cells. */
  private static double chiSquare(Nodes first, Nodes second) {
    int samples = 50 * CELLS * CELLS;
    int[] counts = new int[CELLS * CELLS];
    for (int i = 0; i < samples; i++) {
      int row = (int) (CELLS * first.at(i).draws().uniform());
      int column = (int) (CELLS * second.at(i).draws().uniform());
      counts[row * CELLS + column]++;
    }
    return IntStream.of(counts).mapToDouble(n -> (n - 50.0) * (n - 50.0) / 50.0).sum();
  }

  private interface Nodes {
    CounterRandom at(long i);
  }

  @Test
  void everyBitIsSetHalfOfTheTime() {
    CounterRandom root = CounterRandom.of(2, RandomStream.TERMINAL);
    int samples = 100_000;
    long[] set = new long[64];
    LongStream.range(0, samples)
        .map(i -> root.at(i).draws().bits())
        .forEach(bits -> IntStream.range(0, 64).forEach(b -> set[b] += (bits >>> b) & 1));
    // Five standard deviations.
    assertThat(LongStream.of(set)).allMatch(n -> Math.abs(n - samples / 2.0) < 5 * 158.1);
  }

  /** The generated data depend on these for ever. */
  @Test
  void isPinned() {
    CounterRandom node = CounterRandom.of(0, RandomStream.PAYMENT).at(7).at(-1);
    assertThat(node.draws().bits()).isEqualTo(-1251651562924034931L);
    Draws draws = node.draws();
    assertThat(draws.uniform()).isEqualTo(0.9321478328141442);
    assertThat(draws.below(1_000_000_007L)).isEqualTo(141685672);
    assertThat(draws.exponential()).isEqualTo(0.49539949644720943);
    assertThat(draws.normal()).isEqualTo(-1.064291875596413);
    assertThat(draws.poisson(4)).isEqualTo(4);
    assertThat(draws.gamma(0.243)).isEqualTo(0.0029173593047904013);
    assertThat(draws.gamma(6.25)).isEqualTo(5.850373254955411);
    assertThat(draws.beta(0.793, 2.426)).isEqualTo(0.5634802700454329);
  }
}
