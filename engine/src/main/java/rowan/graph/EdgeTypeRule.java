package rowan.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rowan.type.Type;
import rowan.type.Widening;

/** A value reaches a parameter of its own type or a wider one. */
final class EdgeTypeRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.representatives()) {
      if (node.takesParameters()) {
        for (Binding binding : node.bindings()) {
          binding
              .target()
              .flatMap(target -> problem(draft, node, binding.parameter(), target))
              .ifPresent(report);
        }
      }
    }
  }

  private static Optional<Problem> problem(
      Draft draft, DraftNode node, Parameter parameter, DraftNode target) {
    Type from = target.use().type();
    Type to = parameter.use().type();
    return switch (Widening.between(from, to)) {
      case SAME, WIDER -> Optional.empty();
      case NARROWER ->
          Optional.of(
              edge(
                  draft,
                  node,
                  "narrowing",
                  "\"%s\" is %s, which %s cannot always hold; take it as %s."
                      .formatted(
                          target.graphName(),
                          from.withArticle(),
                          to.withArticle(),
                          from.withArticle())));
      case UNRELATED ->
          Optional.of(
              edge(
                  draft,
                  node,
                  "type-mismatch",
                  "\"%s\" is %s, but the parameter is %s; take it as %s."
                      .formatted(
                          target.graphName(),
                          from.withArticle(),
                          to.withArticle(),
                          from.withArticle())));
    };
  }

  private static Problem edge(Draft draft, DraftNode node, String code, String message) {
    return new Problem(code, node.place(), message, draft.askedForBy(node), List.of());
  }
}
