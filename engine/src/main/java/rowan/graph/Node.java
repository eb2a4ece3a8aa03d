package rowan.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rowan.type.Type;

/**
 * One column or value of a graph and what it depends on.
 *
 * @param position its place in its graph, in which each node comes after those it depends on
 * @param name unique in its graph: a feature or input in snake case, a column after its source
 *     ({@code transactions.tx_amount})
 * @param nullable whether its value may be null: its method says so, or a null in one of its
 *     arguments makes it null
 * @param arguments what the parameters of its method are bound to, of an aggregate on the side of
 *     the events; for a part, the record; for an as-of time, the event time
 * @param keys the nodes that an aggregate groups its events by
 * @param source the source whose rows it describes, of an aggregate that of its events; empty when
 *     it is the same for all rows
 * @param knownAfter how long after the event its value is known; zero when at once
 * @param label whether it is a label or computed from one
 * @param level 0 for columns and inputs; for a feature, one more than the highest level among its
 *     arguments
 */
public record Node(
    int position,
    String name,
    Definition definition,
    Type type,
    boolean nullable,
    List<Argument> arguments,
    List<String> keys,
    String doc,
    Map<String, String> tags,
    Optional<String> source,
    Duration knownAfter,
    boolean label,
    int level) {

  public Node {
    arguments = List.copyOf(arguments);
    keys = List.copyOf(keys);
    tags = Map.copyOf(tags);
  }

  /** How output spells the node: its name, without the source in front of a column. */
  public String column() {
    return definition instanceof Definition.Column column ? column.component().column() : name;
  }

  /** Whether it is computed of a row: neither a column nor an as-of time, and not supplied. */
  public boolean isFeature() {
    return definition instanceof Definition.OfMethod
        && !(definition instanceof Definition.Input)
        && !isFitted();
  }

  /** Whether it is one value of all training rows, which is supplied from then on. */
  public boolean isFitted() {
    return definition instanceof Definition.Fitted;
  }

  /** Whether it is computed from one row: neither an aggregate nor a lookup. */
  public boolean isRowFeature() {
    return definition instanceof Definition.Computed
        || definition instanceof Definition.Vector
        || definition instanceof Definition.Part;
  }

  /** What it is computed from, in one line. */
  public String computation() {
    return NodeText.computation(this);
  }

  /** The nodes that it depends on: its arguments, then its keys. */
  public List<String> dependencies() {
    List<String> dependencies = new ArrayList<>(arguments.size() + keys.size());
    arguments.forEach(argument -> dependencies.add(argument.node()));
    dependencies.addAll(keys);
    return Collections.unmodifiableList(dependencies);
  }

  /** The method or record component that defines it: {@code rowan.Defs.amountLog}. */
  public String definedBy() {
    return definition instanceof Definition.OfMethod defined
        ? defined.method().qualifiedName()
        : definition.place();
  }

  /** That of its name, since nodes are looked up more often than compared. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
