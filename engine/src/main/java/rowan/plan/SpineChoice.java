package rowan.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.type.Name;

/**
 * Whose rows the wanted features are computed for: the source that the request names; else that of
 * the rows they read or describe; else that of the events they aggregate. Aggregates do not say
 * whose rows ask.
 */
final class SpineChoice {

  private final Graph graph;
  private final Set<Node> wanted;
  private final Set<Node> overrides;

  SpineChoice(Graph graph, Set<Node> wanted, Set<Node> overrides) {
    this.graph = graph;
    this.wanted = wanted;
    this.overrides = overrides;
  }

  Optional<SourceTable> choose(Optional<String> named, Consumer<Problem> report) {
    return named.isPresent() ? named(named.get(), report) : unnamed(report);
  }

  private Optional<SourceTable> named(String name, Consumer<Problem> report) {
    Optional<SourceTable> spine =
        graph.sources().stream()
            .filter(source -> Name.of(source.table()).equals(Name.of(name)))
            .findFirst();
    if (spine.isEmpty()) {
      List<Name> near =
          Name.of(name).nearest(graph.sources().stream().map(source -> Name.of(source.table())));
      report.accept(
          Problem.at(
                  "unknown-source",
                  "\"" + name + "\"",
                  "No source of %s has this name.".formatted(graph.title()))
              .withNearMisses(near.stream().map(Name::spelled).toList()));
    } else {
      checkReads(spine.get(), report);
    }
    return spine;
  }

  /** What aggregates alone say can be asked of any row; what reads a row, of its own source. */
  private void checkReads(SourceTable spine, Consumer<Problem> report) {
    Map<String, List<String>> others = bySource(true);
    others.remove(spine.table());
    if (!others.isEmpty()) {
      report.accept(
          Problem.at(
              "several-sources",
              "request",
              "The spine is \"%s\", but some features describe rows of other sources; leave them out: %s."
                  .formatted(spine.table(), shown(others))));
    }
  }

  private Optional<SourceTable> unnamed(Consumer<Problem> report) {
    Map<String, List<String>> read = bySource(false);
    if (read.size() > 1) {
      report.accept(
          Problem.at(
              "several-sources",
              "request",
              "The features describe rows of different sources; ask for those of one at a time: %s."
                  .formatted(shown(read))));
      return Optional.empty();
    }
    return read.isEmpty() ? described(report) : source(read.keySet().iterator().next());
  }

  /** Nothing reads a row, so it is for the classes of the features to say whose rows ask. */
  private Optional<SourceTable> described(Consumer<Problem> report) {
    Set<String> described = new TreeSet<>();
    Set<String> aggregated = new TreeSet<>();
    for (Node node : wanted) {
      node.source().ifPresent((isAggregate(node) ? aggregated : described)::add);
    }
    Set<String> candidates = described.isEmpty() ? aggregated : described;
    if (candidates.size() > 1) {
      report.accept(
          Problem.at(
              "which-spine",
              "request",
              "The features know of different sources (%s) and do not say whose rows to compute them for; name a source as the spine."
                  .formatted(String.join(", ", candidates))));
      return Optional.empty();
    }
    return candidates.stream().findFirst().flatMap(this::source);
  }

  private boolean isAggregate(Node node) {
    return node.definition() instanceof Definition.Aggregate
        || (node.definition() instanceof Definition.Part
            && isAggregate(graph.argumentsOf(node).get(0)));
  }

  private Optional<SourceTable> source(String table) {
    return graph.sources().stream().filter(source -> source.table().equals(table)).findFirst();
  }

  /** The wanted features by the sources of the rows that they read. */
  private Map<String, List<String>> bySource(boolean cutAtOverrides) {
    List<Set<String>> reads = reads(cutAtOverrides);
    Map<String, List<String>> bySource = new TreeMap<>();
    for (Node node : wanted) {
      for (String source : reads.get(node.position())) {
        bySource.computeIfAbsent(source, key -> new ArrayList<>()).add(node.name());
      }
    }
    return bySource;
  }

  /**
   * The sources of the rows that each node reads, by its position; an aggregate reads events, not
   * the asking row, and a fitted value no row any more.
   */
  private List<Set<String>> reads(boolean cutAtOverrides) {
    List<Set<String>> reads = new ArrayList<>(graph.nodes().size());
    for (Node node : graph.nodes()) {
      Set<String> read = Set.of();
      boolean isCut = cutAtOverrides && overrides.contains(node);
      boolean isOfRow =
          node.definition() instanceof Definition.Column
              || node.definition() instanceof Definition.AsOf;
      if (isOfRow && !isCut) {
        read = node.source().map(Set::of).orElse(Set.of());
      } else if (!(node.definition() instanceof Definition.Aggregate)
          && !node.isFitted()
          && !isCut) {
        for (Node argument : graph.argumentsOf(node)) {
          read = union(read, reads.get(argument.position()));
        }
      }
      reads.add(read);
    }
    return reads;
  }

  /** Most nodes read the source that others do, so most share one set. */
  private static Set<String> union(Set<String> some, Set<String> others) {
    if (some.isEmpty()) {
      return others;
    }
    if (some.containsAll(others)) {
      return some;
    }
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static String shown(Map<String, List<String>> bySource) {
    return bySource.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }
}
