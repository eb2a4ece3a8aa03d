package rowan.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import rowan.type.Name;

/**
 * A node of a draft: bound as far as possible, not yet checked. Its identity is the object, since a
 * faulty draft may hold two nodes of one name.
 */
final class DraftNode {

  private final int number;
  private final Name name;
  private final Definition definition;
  private final TypeUse use;
  private final Optional<FeatureClass> owner;
  private final Optional<Member> member;
  private final String graphName;
  private final List<Binding> bindings = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<DraftNode> dependencies = new ArrayList<>();
  private final List<DraftNode> consumers = new ArrayList<>();

  /**
   * Its place in a family.
   *
   * @param bare what its author calls all of them
   * @param first whether its window is the first
   */
  record Member(Name bare, String window, boolean first) {}

  /**
   * What the events of an aggregate are grouped by.
   *
   * @param name as its author wrote it
   * @param target empty when nothing in scope has the name
   */
  record Key(String name, Optional<DraftNode> target) {}

  /**
   * @param number how many nodes of its draft were made before it
   */
  DraftNode(
      int number,
      Name name,
      Definition definition,
      TypeUse use,
      Optional<FeatureClass> owner,
      Optional<Member> member) {
    this.number = number;
    this.name = name;
    this.definition = definition;
    this.use = use;
    this.owner = owner;
    this.member = member;
    this.graphName = graphName(name, definition);
  }

  private static String graphName(Name name, Definition definition) {
    if (definition instanceof Definition.Column column) {
      return column.source().table() + "." + column.component().column();
    }
    return definition instanceof Definition.AsOf ? name.spelled() : name.snakeCase();
  }

  /** Its place in arrays of something for each node. */
  int number() {
    return number;
  }

  Name name() {
    return name;
  }

  Definition definition() {
    return definition;
  }

  TypeUse use() {
    return use;
  }

  /** The feature class that declares it; columns have none. */
  Optional<FeatureClass> owner() {
    return owner;
  }

  /** The family that it belongs to. */
  Optional<Member> member() {
    return member;
  }

  /** Binds the next of its parameters. */
  void bind(Binding binding) {
    bindings.add(binding);
    binding.target().ifPresent(dependencies::add);
  }

  /** Binds the next of its keys, after all parameters. */
  void bind(Key key) {
    keys.add(key);
    key.target().ifPresent(dependencies::add);
  }

  /** What its parameters are bound to, in order. */
  List<Binding> bindings() {
    return Collections.unmodifiableList(bindings);
  }

  /** What the events of an aggregate are grouped by, in order. */
  List<Key> keys() {
    return Collections.unmodifiableList(keys);
  }

  /**
   * The nodes that its parameters and keys are bound to, without the parameters and keys that found
   * none.
   */
  List<DraftNode> dependencies() {
    return Collections.unmodifiableList(dependencies);
  }

  /** Tells the nodes that it depends on, once it is bound. */
  void tellDependencies() {
    dependencies.forEach(dependency -> dependency.consumers.add(this));
  }

  /** The nodes that it is an argument or key of, once all are bound. */
  List<DraftNode> consumers() {
    return Collections.unmodifiableList(consumers);
  }

  /** Whether an earlier member of its family stands for it. */
  boolean isLaterMember() {
    return member.isPresent() && !member.get().first();
  }

  boolean isColumn() {
    return definition instanceof Definition.Column;
  }

  boolean isAsOf() {
    return definition instanceof Definition.AsOf;
  }

  /** The aggregate that it is. */
  Optional<DraftAggregate> aggregate() {
    return definition instanceof DraftAggregate aggregate
        ? Optional.of(aggregate)
        : Optional.empty();
  }

  boolean isVector() {
    return definition instanceof Definition.Vector;
  }

  /** The operator that gives it, as an aggregate or as a fitted value. */
  Optional<DraftOperator> operator() {
    return definition instanceof DraftOperator operator ? Optional.of(operator) : Optional.empty();
  }

  boolean isFitted() {
    return definition instanceof DraftFitted;
  }

  boolean isLookup() {
    return definition instanceof Definition.Lookup;
  }

  /** Whether its method has parameters that take the values of other nodes. */
  boolean takesParameters() {
    return definition instanceof Definition.Computed
        || definition instanceof DraftOperator
        || isVector()
        || isLookup();
  }

  /** The name that a checked graph gives it. */
  String graphName() {
    return graphName;
  }

  /** Where its author wrote it, as messages show it. */
  String place() {
    return definition.place();
  }
}
