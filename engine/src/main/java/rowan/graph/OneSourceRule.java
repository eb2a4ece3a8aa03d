package rowan.graph;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row feature reads rows of one source, and an aggregate events of one. What other sources know
 * reaches a row only through a key and a time: by an aggregate or a lookup.
 */
final class OneSourceRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    @Nullable SourceTable[] sources = new @Nullable SourceTable[draft.count()];
    for (DraftNode node : draft.topology().ordered()) {
      if (node.definition() instanceof Definition.Column column) {
        sources[node.number()] = column.source();
      } else if (node.definition() instanceof Definition.AsOf asOf) {
        sources[node.number()] = asOf.source();
      } else {
        sources[node.number()] = checked(draft, node, sources, report);
      }
      if (node.aggregate().isPresent() || node.isFitted()) {
        sources[node.number()] = null; // any row with the key may ask, and any row at all
      }
    }
  }

  /** A feature that reads no row, directly or not, describes the rows of no source. */
  private static @Nullable SourceTable checked(
      Draft draft, DraftNode node, @Nullable SourceTable[] sources, Consumer<Problem> report) {
    SourceTable mine = null;
    for (DraftNode dependency : node.dependencies()) {
      SourceTable theirs = sources[dependency.number()];
      if (theirs != null) {
        mine = mine == null ? node.owner().flatMap(draft::sourceOf).orElse(theirs) : mine;
        if (!mine.equals(theirs) && !node.isLaterMember()) {
          report.accept(problem(draft, node, dependency, mine, theirs));
        }
      }
    }
    return mine;
  }

  private static Problem problem(
      Draft draft, DraftNode node, DraftNode dependency, SourceTable mine, SourceTable theirs) {
    return new Problem(
        "other-source",
        node.place(),
        "\"%s\" describes rows of \"%s\", which a row of \"%s\" cannot read as they are; take it in a feature class of \"%s\" only, or aggregate it."
            .formatted(dependency.graphName(), theirs.table(), mine.table(), theirs.table()),
        draft.askedForBy(node),
        List.of());
  }
}
