package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** No feature depends on itself. Each cycle is printed once, in the order of the dependencies. */
final class CycleRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Set<DraftNode> told = new HashSet<>();
    for (DraftNode node : withoutDescendants(draft.topology().unordered())) {
      if (!told.contains(node)) {
        List<DraftNode> cycle = shortestCycle(node);
        told.addAll(cycle);
        if (!cycle.isEmpty() && !cycle.get(0).isLaterMember()) {
          report.accept(problem(cycle));
        }
      }
    }
  }

  /**
   * What is in a cycle or between two. A node that merely depends on a cycle is left out, since to
   * look for a cycle from each of these would take quadratic time.
   */
  private static Set<DraftNode> withoutDescendants(List<DraftNode> unordered) {
    Set<DraftNode> left = new LinkedHashSet<>(unordered);
    Deque<DraftNode> unvisited = new ArrayDeque<>(unordered);
    while (!unvisited.isEmpty()) {
      DraftNode node = unvisited.removeFirst();
      if (node.consumers().stream().noneMatch(left::contains) && left.remove(node)) {
        unvisited.addAll(node.dependencies());
      }
    }
    return left;
  }

  /** The fewest dependencies that lead from a node back to it; none when it is in no cycle. */
  private static List<DraftNode> shortestCycle(DraftNode node) {
    return ShortestPath.from(
        node, DraftNode::dependencies, last -> last.dependencies().contains(node));
  }

  private static Problem problem(List<DraftNode> cycle) {
    List<DraftNode> closed = new ArrayList<>(startingAtFirstName(cycle));
    closed.add(closed.get(0));
    return Problem.at(
        "cycle",
        closed.get(0).place(),
        "A feature cannot depend on itself: %s; take one of these dependencies away."
            .formatted(
                closed.stream().map(DraftNode::graphName).collect(Collectors.joining(" <- "))));
  }

  /** The same cycle is always told from the same node on. */
  private static List<DraftNode> startingAtFirstName(List<DraftNode> cycle) {
    List<DraftNode> turned = new ArrayList<>(cycle);
    DraftNode first = turned.stream().min(Comparator.comparing(DraftNode::name)).orElseThrow();
    Collections.rotate(turned, -turned.indexOf(first));
    return turned;
  }
}
