package rowan.graph;

import java.util.function.Consumer;

/** What may be null is not a Java primitive, which cannot be. */
final class PrimitiveNullRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.representatives()) {
      checkUse(node, node.use(), node.graphName(), report);
      if (node.takesParameters()) {
        for (Binding binding : node.bindings()) {
          checkUse(node, binding.parameter().use(), binding.parameter().name(), report);
        }
      }
    }
  }

  private static void checkUse(DraftNode node, TypeUse use, String what, Consumer<Problem> report) {
    if (use.nullable() && use.primitive()) {
      report.accept(
          Problem.at(
              "nullable-primitive",
              node.place(),
              "The primitive %s of %s cannot be @Nullable; use its box, or take @Nullable away."
                  .formatted(use.type(), what)));
    }
  }
}
