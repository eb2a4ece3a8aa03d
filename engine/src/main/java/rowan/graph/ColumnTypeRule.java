package rowan.graph;

import java.util.function.Consumer;

/**
 * Columns and features have types that a column can hold. Inputs may have any type, and so may the
 * parameters that take them.
 */
final class ColumnTypeRule implements Rule {

  private static final String SUPPORTED =
      "boolean, int, long, float, double and their boxes, String, BigDecimal, Instant, LocalDate,"
          + " LocalDateTime, byte[], List, Map, public records, enums";

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.nodes()) {
      boolean mustBeColumn = node.isColumn() || node.definition() instanceof Definition.Computed;
      if (mustBeColumn && !node.use().type().isColumn()) {
        report.accept(unsupported(draft, node, node.use().type().toString()));
      }
      for (Binding binding : node.bindings()) {
        if (binding.target().isEmpty() && !binding.parameter().use().type().isColumn()) {
          report.accept(unsupported(draft, node, binding.parameter().toString()));
        }
      }
    }
  }

  private static Problem unsupported(Draft draft, DraftNode node, String what) {
    return new Problem(
        "unsupported-type",
        node.place(),
        "A column cannot hold %s. Types of columns: %s.".formatted(what, SUPPORTED),
        draft.askedForBy(node),
        java.util.List.of());
  }
}
