package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way with the fewest steps through a draft (breadth first). */
final class ShortestPath {

  private ShortestPath() {}

  /** From {@code start} to the nearest goal, both included; empty when no goal can be reached. */
  static List<DraftNode> from(
      DraftNode start, Function<DraftNode, List<DraftNode>> next, Predicate<DraftNode> goal) {
    Map<DraftNode, DraftNode> cameFrom = new HashMap<>();
    Set<DraftNode> seen = new HashSet<>(Set.of(start));
    Deque<DraftNode> unvisited = new ArrayDeque<>(seen);
    while (!unvisited.isEmpty()) {
      DraftNode node = unvisited.removeFirst();
      if (goal.test(node)) {
        return path(node, cameFrom);
      }
      for (DraftNode neighbour : next.apply(node)) {
        if (seen.add(neighbour)) {
          cameFrom.put(neighbour, node);
          unvisited.add(neighbour);
        }
      }
    }
    return List.of();
  }

  private static List<DraftNode> path(DraftNode end, Map<DraftNode, DraftNode> cameFrom) {
    List<DraftNode> path = new ArrayList<>();
    for (@Nullable DraftNode node = end; node != null; node = cameFrom.get(node)) {
      path.add(node);
    }
    Collections.reverse(path);
    return path;
  }
}
