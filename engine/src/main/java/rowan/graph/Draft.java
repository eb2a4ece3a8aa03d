package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rowan.type.Name;
import rowan.type.Type;

/**
 * A graph that is bound but not yet checked: every declaration has become a node, every parameter
 * has found its node or the lack of one. The rules read it.
 */
final class Draft {

  private final Declarations declarations;
  private final Map<String, SourceTable> sources = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();
  private final Map<String, List<DraftNode>> columns = new LinkedHashMap<>();
  private final Map<String, List<DraftNode>> features = new LinkedHashMap<>();
  private final IdentityHashMap<DraftNode, List<DraftNode>> consumers = new IdentityHashMap<>();

  Draft(Declarations declarations) {
    this.declarations = declarations;
    declarations.sources().forEach(this::addSource);
    declarations.featureClasses().forEach(this::addFeatureClass);
    declarations.featureClasses().forEach(this::bind);
    nodes().forEach(this::addConsumer);
  }

  Declarations declarations() {
    return declarations;
  }

  /** All columns, then all inputs and features, class by class. */
  List<DraftNode> nodes() {
    List<DraftNode> all = new ArrayList<>();
    columns.values().forEach(all::addAll);
    features.values().forEach(all::addAll);
    return all;
  }

  /** The nodes that a node is an argument of. */
  List<DraftNode> consumersOf(DraftNode node) {
    return consumers.getOrDefault(node, List.of());
  }

  /** The inputs and features that a class declares. */
  List<DraftNode> featuresOf(FeatureClass featureClass) {
    return features.getOrDefault(featureClass.className(), List.of());
  }

  /** The source whose rows a class describes. */
  Optional<SourceTable> sourceOf(FeatureClass featureClass) {
    return featureClass.source().map(sources::get);
  }

  /** The features of a class and of all that it uses, directly or not. */
  List<DraftNode> featuresBelow(FeatureClass featureClass) {
    Set<String> reached = new LinkedHashSet<>(List.of(featureClass.className()));
    Deque<String> unread = new ArrayDeque<>(reached);
    while (!unread.isEmpty()) {
      uses.getOrDefault(unread.removeFirst(), List.of()).stream()
          .filter(reached::add)
          .forEach(unread::add);
    }
    return reached.stream()
        .flatMap(name -> features.getOrDefault(name, List.of()).stream())
        .toList();
  }

  /** The columns of the source of a class. */
  List<DraftNode> columnsOf(FeatureClass featureClass) {
    return featureClass.source().map(columns::get).orElse(List.of());
  }

  /** What a parameter of a class may name: own columns, own features, features of used classes. */
  List<DraftNode> scopeOf(FeatureClass featureClass) {
    List<DraftNode> scope = new ArrayList<>();
    featureClass
        .source()
        .ifPresent(source -> scope.addAll(columns.getOrDefault(source, List.of())));
    scope.addAll(featuresOf(featureClass));
    featureClass.uses().stream()
        .filter(used -> !used.equals(featureClass.className()))
        .distinct()
        .forEach(used -> scope.addAll(features.getOrDefault(used, List.of())));
    return scope;
  }

  /**
   * The chain from {@code fault} to the nearest node that nothing asks for, by names. Empty when
   * there is none, as in a cycle.
   */
  List<String> askedForBy(DraftNode fault) {
    List<DraftNode> path =
        ShortestPath.from(fault, this::consumersOf, node -> consumersOf(node).isEmpty());
    return path.stream().map(DraftNode::graphName).toList();
  }

  private void addSource(SourceTable source) {
    sources.put(source.className(), source);
    columns.put(
        source.className(),
        source.components().stream().map(component -> column(source, component)).toList());
  }

  private static DraftNode column(SourceTable source, Component component) {
    return new DraftNode(
        Name.of(component.name()),
        new Definition.Column(source, component),
        component.use(),
        Optional.empty());
  }

  private void addFeatureClass(FeatureClass featureClass) {
    uses.put(featureClass.className(), featureClass.uses());
    List<DraftNode> nodes = new ArrayList<>();
    for (Method method : featureClass.methods()) {
      nodes.addAll(nodes(featureClass, method));
    }
    features.put(featureClass.className(), nodes);
  }

  private static List<DraftNode> nodes(FeatureClass owner, Method method) {
    Definition definition =
        method.input() ? new Definition.Input(method) : new Definition.Computed(method);
    DraftNode whole =
        new DraftNode(Name.of(method.name()), definition, method.result(), Optional.of(owner));
    List<DraftNode> nodes = new ArrayList<>(List.of(whole));
    if (!method.input() && method.result().type() instanceof Type.Struct struct) {
      for (int i = 0; i < struct.fields().size(); i++) {
        nodes.add(part(whole, method, struct.fields().get(i), i));
      }
    }
    return nodes;
  }

  private static DraftNode part(DraftNode whole, Method method, Type.Field field, int index) {
    DraftNode part =
        new DraftNode(
            Name.of(Name.of(method.name()).snakeCase() + "_" + field.name().snakeCase()),
            new Definition.Part(method, index),
            new TypeUse(field.type(), field.nullable(), false),
            whole.owner());
    // A record that is null has no components, so its parts are null too.
    TypeUse notNull = new TypeUse(method.result().type(), false, false);
    Parameter record = new Parameter(method.name(), true, notNull, false);
    part.bindings().add(new Binding(record, Optional.of(whole)));
    return part;
  }

  private void bind(FeatureClass featureClass) {
    Map<Name, DraftNode> scope = new HashMap<>();
    scopeOf(featureClass).forEach(node -> scope.putIfAbsent(node.name(), node));
    Optional<DraftNode> eventTime =
        scopeOf(featureClass).stream().filter(Draft::isEventTime).findFirst();
    for (DraftNode node : featuresOf(featureClass)) {
      if (node.definition() instanceof Definition.Computed computed) {
        for (Parameter parameter : computed.method().parameters()) {
          Optional<DraftNode> target =
              parameter.eventTime()
                  ? eventTime
                  : Optional.ofNullable(scope.get(Name.of(parameter.name())));
          node.bindings().add(new Binding(parameter, target));
        }
      }
    }
  }

  private static boolean isEventTime(DraftNode node) {
    return node.definition() instanceof Definition.Column column && column.component().eventTime();
  }

  private void addConsumer(DraftNode consumer) {
    for (DraftNode dependency : consumer.dependencies()) {
      consumers.computeIfAbsent(dependency, key -> new ArrayList<>()).add(consumer);
    }
  }
}
