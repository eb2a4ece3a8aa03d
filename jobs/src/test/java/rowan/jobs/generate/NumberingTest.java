package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class NumberingTest {

  @Test
  void everySlotStartsAtItsFirstNumber() {
    Slots slots = new Slots(new long[] {5, 2, 0, 4, 1}, events -> 1);
    List<Row> sorted =
        List.of(
            RowFactory.create(0, 1, "a"),
            RowFactory.create(0, 1, "b"),
            RowFactory.create(0, 4, "c"));
    List<Row> numbered = new ArrayList<>();
    new Numbering(sorted.iterator(), slots).forEachRemaining(numbered::add);
    assertThat(numbered)
        .containsExactly(
            RowFactory.create(5L, "a"), RowFactory.create(6L, "b"), RowFactory.create(11L, "c"));
  }

  @Property
  void tasksHaveEqualRangesOfSlots(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 1000) Long> counts,
      @ForAll @IntRange(min = 1, max = 20) int tasks) {
    long total = counts.stream().mapToLong(Long::longValue).sum();
    Slots slots = new Slots(counts.stream().mapToLong(Long::longValue).toArray(), events -> tasks);
    long[] eventsOf = new long[tasks];
    int last = 0;
    for (int slot = 0; slot < counts.size(); slot++) {
      if (counts.get(slot) > 0) {
        assertThat(slots.task(slot)).isBetween(last, tasks - 1);
        last = slots.task(slot);
        eventsOf[last] += counts.get(slot);
      }
    }
    assertThat(slots.tasks()).isEqualTo(tasks);
    // A slot is never split.
    long largest = counts.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(LongStream.of(eventsOf)).allMatch(n -> n <= total / tasks + 1 + largest);
  }
}
