package rowan.spark;

import java.util.List;

/**
 * What a comparison of Spark with the scorer found.
 *
 * @param rows how many rows were compared
 * @param features how many features of each
 * @param differing how many values were not bitwise equal
 * @param examples the first of them, as text
 */
public record ParityReport(long rows, int features, long differing, List<String> examples) {
  public ParityReport {
    examples = List.copyOf(examples);
  }
}
