package rowan.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rowan.graph.Aggregation;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.type.Name;
import rowan.type.Widening;

/**
 * What the asking rows' own names for a key mean: a column of the spine, or a feature that
 * describes its rows.
 */
final class AskedKeys {

  private final Graph graph;
  private final Optional<SourceTable> spine;
  private final Consumer<Problem> report;
  private final Map<Name, Node> columns = new HashMap<>();
  private final Map<String, List<Node>> found = new HashMap<>();
  private final Set<Problem> told = new HashSet<>();

  AskedKeys(Graph graph, Optional<SourceTable> spine, Consumer<Problem> report) {
    this.graph = graph;
    this.spine = spine;
    this.report = report;
    for (Node node : spine.map(graph::columnsOf).orElse(List.of())) {
      columns.put(Name.of(node.column()), node);
      columns.put(Name.of(((Definition.Column) node.definition()).component().name()), node);
    }
  }

  /** The nodes of the asking row that are the key of an aggregate; fewer when some are unknown. */
  List<Node> of(Node aggregate) {
    List<Node> known = found.get(aggregate.name());
    if (known == null) {
      known = resolve(aggregate);
      found.put(aggregate.name(), known);
    }
    return known;
  }

  private List<Node> resolve(Node aggregate) {
    Aggregation aggregation = ((Definition.Aggregate) aggregate.definition()).aggregation();
    List<Node> resolved = new ArrayList<>();
    for (int i = 0; i < aggregation.on().size(); i++) {
      String name = aggregation.on().get(i);
      Node by = graph.keysOf(aggregate).get(i);
      Optional<Node> node = find(name);
      node.ifPresent(resolved::add);
      node.map(asked -> mismatch(aggregate, asked, by))
          .orElseGet(() -> Optional.of(unknown(aggregate, name)))
          .filter(told::add)
          .ifPresent(report);
    }
    return List.copyOf(resolved);
  }

  private Optional<Node> find(String name) {
    Node column = columns.get(Name.of(name));
    return column != null ? Optional.of(column) : graph.find(name).filter(this::describesSpine);
  }

  private boolean describesSpine(Node node) {
    return node.isFeature() && spine.map(SourceTable::table).equals(node.source());
  }

  private Problem unknown(Node aggregate, String name) {
    Stream<Name> features =
        graph.features().stream().filter(this::describesSpine).map(node -> Name.of(node.name()));
    List<Name> near = Name.of(name).nearest(Stream.concat(columns.keySet().stream(), features));
    return Problem.at(
            "unknown-key",
            aggregate.definition().place(),
            "Rows of \"%s\" have no column or feature \"%s\" to find their events by; name theirs in @Over(on = ...), or ask for the rows of another source."
                .formatted(spine.map(SourceTable::table).orElse(""), name))
        .withNearMisses(near.stream().map(Name::spelled).toList());
  }

  private static Optional<Problem> mismatch(Node aggregate, Node asked, Node by) {
    return Widening.between(asked.type(), by.type()).isAllowed()
        ? Optional.empty()
        : Optional.of(
            Problem.at(
                "key-type",
                aggregate.definition().place(),
                "The key \"%s\" of the asking row is %s, but that of the events, \"%s\", is %s; compute one of the same type."
                    .formatted(
                        asked.name(),
                        asked.type().withArticle(),
                        by.name(),
                        by.type().withArticle())));
  }
}
