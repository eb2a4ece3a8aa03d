package rowan.graph;

import java.util.function.Consumer;

/**
 * Columns and features have types that a column can hold. Inputs may have any type, and so may the
 * parameters that take them; what other parameters take is checked where they are bound.
 */
final class ColumnTypeRule implements Rule {

  private static final String SUPPORTED =
      "boolean, int, long, float, double and their boxes, String, BigDecimal (precision 1 to 38,"
          + " scale 0 to precision), Instant, LocalDate, LocalDateTime, byte[], double[], List, Map,"
          + " public records, public enums";

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.representatives()) {
      boolean mustBeColumn = node.isColumn() || node.takesParameters();
      if (mustBeColumn && !node.use().type().isColumn()) {
        report.accept(unsupported(draft, node));
      }
    }
  }

  private static Problem unsupported(Draft draft, DraftNode node) {
    return new Problem(
        "unsupported-type",
        node.place(),
        "A column cannot hold %s. Types of columns: %s."
            .formatted(node.use().type().withArticle(), SUPPORTED),
        draft.askedForBy(node),
        java.util.List.of());
  }
}
