package rowan.spark;

import java.util.List;
import java.util.Map;

/**
 * What a comparison of Spark with the scorer found.
 *
 * @param rows how many rows were compared
 * @param features how many features of each
 * @param differences how many values of each feature were not bitwise equal, if any
 * @param examples the first of them, as text
 */
public record ParityReport(
    long rows, int features, Map<String, Long> differences, List<String> examples) {
  public ParityReport {
    differences = Map.copyOf(differences);
    examples = List.copyOf(examples);
  }

  /** How many values were not bitwise equal. */
  public long differing() {
    return differences.values().stream().mapToLong(Long::longValue).sum();
  }
}
