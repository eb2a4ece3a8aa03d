package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The order in which the nodes of a draft can be computed, dependencies first (Kahn 1962), in time
 * linear in nodes and edges.
 *
 * @param ordered every node that is neither in a cycle nor depends on one
 * @param unordered the others
 */
record Topology(List<DraftNode> ordered, List<DraftNode> unordered) {

  /**
   * That of nodes and all that they depend on.
   *
   * @param count how many the draft has made
   */
  static Topology of(List<DraftNode> nodes, int count) {
    int[] waitsFor = new int[count];
    Deque<DraftNode> ready = new ArrayDeque<>();
    for (DraftNode node : nodes) {
      waitsFor[node.number()] = node.dependencies().size();
      if (node.dependencies().isEmpty()) {
        ready.add(node);
      }
    }
    List<DraftNode> ordered = new ArrayList<>(nodes.size());
    while (!ready.isEmpty()) {
      DraftNode next = ready.removeFirst();
      ordered.add(next);
      for (DraftNode consumer : next.consumers()) {
        if (--waitsFor[consumer.number()] == 0) {
          ready.add(consumer);
        }
      }
    }
    List<DraftNode> unordered = nodes.stream().filter(node -> waitsFor[node.number()] > 0).toList();
    return new Topology(ordered, unordered);
  }
}
