package rowan.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A row feature reads rows of one source, and an aggregate events of one. What other sources know
 * reaches a row only through a key and a time: by an aggregate or a lookup.
 */
final class OneSourceRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Map<DraftNode, SourceTable> sources = new HashMap<>();
    for (DraftNode node : draft.topology().ordered()) {
      if (node.definition() instanceof Definition.Column column) {
        sources.put(node, column.source());
      } else if (node.definition() instanceof Definition.AsOf asOf) {
        sources.put(node, asOf.source());
      } else {
        checkDependencies(draft, node, sources, report);
      }
      if (node.aggregate().isPresent() || node.isFitted()) {
        sources.remove(node); // any row with the key may ask, and any row at all
      }
    }
  }

  /** A feature that reads no row, directly or not, describes the rows of no source. */
  private static void checkDependencies(
      Draft draft, DraftNode node, Map<DraftNode, SourceTable> sources, Consumer<Problem> report) {
    Optional<SourceTable> declared = node.owner().flatMap(draft::sourceOf);
    for (DraftNode dependency : node.dependencies()) {
      SourceTable theirs = sources.get(dependency);
      if (theirs != null) {
        SourceTable mine = sources.computeIfAbsent(node, n -> declared.orElse(theirs));
        if (!mine.equals(theirs) && !node.isLaterMember()) {
          report.accept(problem(draft, node, dependency, mine, theirs));
        }
      }
    }
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
