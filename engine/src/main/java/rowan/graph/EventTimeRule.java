package rowan.graph;

import java.util.List;
import java.util.function.Consumer;

/**
 * A parameter marked {@code @EventTime} needs rows that ask. They need no event time of their own:
 * a request may say when they ask.
 */
final class EventTimeRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (DraftNode node : draft.representatives()) {
      for (Binding binding : node.bindings()) {
        if (binding.parameter().eventTime() && binding.target().isEmpty()) {
          report.accept(
              new Problem(
                  "no-event-time",
                  node.place(),
                  "\"%s\" asks for the event time, but the class has no source; name one in @Features(of = ...)."
                      .formatted(binding.parameter().name()),
                  draft.askedForBy(node),
                  List.of()));
        }
      }
    }
  }
}
