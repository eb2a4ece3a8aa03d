package rowan.jobs.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which members of a population become compromised, and on which days. Of every full block of
 * neighbouring members a fixed number becomes so each day; of a smaller last block proportionally
 * many, the first of them on the first day. Blocks are independent, so a task needs to know only
 * those that it works on, however large the population.
 *
 * @param random what it depends on
 * @param population how many members there are
 * @param blockSize how many members make a full block
 * @param perDay how many of a full block become compromised each day
 * @param days how many days there are; on the last of them nobody becomes compromised
 */
record Compromises(CounterRandom random, long population, int blockSize, int perDay, int days) {

  long block(long member) {
    return member / blockSize;
  }

  long blocks() {
    return block(population - 1) + 1;
  }

  /** Every block's, in one map. */
  Map<Long, List<Integer>> ofAllBlocks() {
    Map<Long, List<Integer>> all = new HashMap<>();
    for (long block = 0; block < blocks(); block++) {
      all.putAll(ofBlock(block));
    }
    return all;
  }

  /** The days on which the members of a block become compromised; nothing for the others. */
  Map<Long, List<Integer>> ofBlock(long block) {
    long first = block * blockSize;
    long size = Math.min(blockSize, population - first);
    Map<Long, List<Integer>> starts = new HashMap<>();
    for (int day = 0; day < days - 1; day++) {
      long wanted = before(day + 1, size) - before(day, size);
      for (long offset : sample(random.at(block).at(day).draws(), size, wanted)) {
        starts.computeIfAbsent(first + offset, member -> new ArrayList<>()).add(day);
      }
    }
    return starts;
  }

  /** How many of a block of the given size become compromised before a day, rounded up. */
  private long before(int day, long size) {
    return -Math.floorDiv(-(day * size * perDay), (long) blockSize);
  }

  /** A few different numbers below {@code bound}; drawn again when drawn already. */
  private static Set<Long> sample(Draws draws, long bound, long wanted) {
    Set<Long> drawn = new HashSet<>();
    while (drawn.size() < wanted) {
      drawn.add(draws.below(bound));
    }
    return drawn;
  }
}
