package rowan.graph;

import java.util.List;
import java.util.function.Consumer;

/** A parameter marked {@code @EventTime} needs a source that has one. */
final class EventTimeRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.nodes()) {
      for (Binding binding : node.bindings()) {
        if (binding.parameter().eventTime() && binding.target().isEmpty()) {
          report.accept(
              new Problem(
                  "no-event-time",
                  node.place(),
                  message(draft, node).formatted(binding.parameter().name()),
                  draft.askedForBy(node),
                  List.of()));
        }
      }
    }
  }

  private static String message(Draft draft, DraftNode node) {
    return node.owner().flatMap(draft::sourceOf).isPresent()
        ? "\"%s\" asks for the event time, but the source of the class has none; mark a component of it @EventTime."
        : "\"%s\" asks for the event time, but the class has no source; name one in @Features(of = ...).";
  }
}
