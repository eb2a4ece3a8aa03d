package rowan.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rowan.type.Name;

/**
 * A node of a draft: bound as far as possible, not yet checked. Its identity is the object, since a
 * faulty draft may hold two nodes of one name.
 */
final class DraftNode {

  private final Name name;
  private final Definition definition;
  private final TypeUse use;
  private final Optional<FeatureClass> owner;
  private final List<Binding> bindings = new ArrayList<>();

  DraftNode(Name name, Definition definition, TypeUse use, Optional<FeatureClass> owner) {
    this.name = name;
    this.definition = definition;
    this.use = use;
    this.owner = owner;
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

  /** What its parameters are bound to, in order. */
  List<Binding> bindings() {
    return bindings;
  }

  /** The nodes that its parameters are bound to, without the parameters that found none. */
  List<DraftNode> dependencies() {
    return bindings.stream().flatMap(binding -> binding.target().stream()).toList();
  }

  boolean isColumn() {
    return definition instanceof Definition.Column;
  }

  /** The name that a checked graph gives it. */
  String graphName() {
    return definition instanceof Definition.Column column
        ? column.source().table() + "." + column.component().column()
        : name.snakeCase();
  }

  /** Where its author wrote it, as messages show it. */
  String place() {
    return definition.place();
  }
}
