package rowan.state;

import java.util.List;
import java.util.function.Supplier;
import rowan.aggregate.EventOrder;
import rowan.aggregate.KeyWindows;
import rowan.aggregate.WindowProgram;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Pass;

/** Makes the windows of keys without events, which come in any order. */
public final class EmptyWindows {

  private EmptyWindows() {}

  /**
   * What makes the windows of the keys of a pass.
   *
   * @param mostEvents how many events of each source are kept for a key
   */
  public static Supplier<KeyWindows> of(Graph graph, Pass pass, int mostEvents) {
    WindowProgram program = pass.program();
    List<EventOrder> orders =
        pass.step().events().stream().map(events -> order(graph, events.source())).toList();
    return () -> KeyWindows.inAnyOrder(program, orders, mostEvents);
  }

  private static EventOrder order(Graph graph, SourceTable source) {
    return EventOrder.of(
        graph.identityOf(source).stream().map(Node::type).toList(), !source.rowKey().isEmpty());
  }
}
