package rowan.fit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows that values were fitted over.
 *
 * @param source the source of the rows
 * @param values the names of the values that one pass over them gave
 * @param rows how many there were
 * @param first the earliest event time; empty without rows, or when the source has none
 * @param last the latest event time
 */
public record TrainingRows(
    String source,
    List<String> values,
    long rows,
    Optional<Instant> first,
    Optional<Instant> last) {
  public TrainingRows {
    values = List.copyOf(values);
  }
}
