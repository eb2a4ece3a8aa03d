package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * A graph that is bound but not yet checked: every declaration has become a node, every parameter
 * has found its node or the lack of one. The rules read it.
 */
final class Draft {

  private final Declarations declarations;
  private final Families families;
  private final Map<String, SourceTable> sources = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();
  private final Map<String, List<DraftNode>> columns = new LinkedHashMap<>();
  private final Map<String, DraftNode> asOfs = new LinkedHashMap<>();
  private final Map<String, List<DraftNode>> features = new LinkedHashMap<>();
  private final Map<String, Scope> scopes = new HashMap<>();
  private final List<DraftNode> nodes;
  private final Topology topology;
  private final Lateness lateness;
  private int count;

  Draft(Declarations declarations) {
    this.declarations = declarations;
    this.families = Families.of(declarations);
    declarations.sources().forEach(this::addSource);
    declarations.featureClasses().forEach(this::addFeatureClass);
    declarations.featureClasses().forEach(this::bind);
    this.nodes = listed();
    nodes.forEach(DraftNode::tellDependencies);
    this.topology = Topology.of(nodes, count);
    this.lateness = Lateness.of(topology.ordered(), count);
  }

  Declarations declarations() {
    return declarations;
  }

  /** All columns, the as-of times, then all inputs and features, class by class. */
  List<DraftNode> nodes() {
    return nodes;
  }

  /** How many nodes were made; the numbers of all are below. */
  int count() {
    return count;
  }

  private List<DraftNode> listed() {
    List<DraftNode> all = new ArrayList<>();
    columns.values().forEach(all::addAll);
    all.addAll(asOfs.values());
    features.values().forEach(all::addAll);
    return all;
  }

  /** All nodes but the later members of families: what is wrong with one is wrong with all. */
  List<DraftNode> representatives() {
    return nodes.stream().filter(node -> !node.isLaterMember()).toList();
  }

  /** The order in which they can be computed. */
  Topology topology() {
    return topology;
  }

  /** How late each node is known. */
  Lateness lateness() {
    return lateness;
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
  Scope scopeOf(FeatureClass featureClass) {
    return scopes.computeIfAbsent(
        featureClass.className(), name -> Scope.of(nodesInScope(featureClass)));
  }

  private List<DraftNode> nodesInScope(FeatureClass featureClass) {
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
        ShortestPath.from(fault, DraftNode::consumers, node -> node.consumers().isEmpty());
    return path.stream().map(DraftNode::graphName).toList();
  }

  private void addSource(SourceTable source) {
    sources.put(source.className(), source);
    columns.put(
        source.className(),
        source.components().stream().map(component -> column(source, component)).toList());
  }

  private DraftNode column(SourceTable source, Component component) {
    return new DraftNode(
        count++,
        Name.of(component.name()),
        new Definition.Column(source, component),
        component.use(),
        Optional.empty(),
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

  private List<DraftNode> nodes(FeatureClass owner, Method method) {
    List<String> windows = families.windowsOf(method);
    if (windows.isEmpty()) {
      return nodes(owner, method, Optional.empty());
    }
    return windows.stream()
        .flatMap(window -> nodes(owner, method, Optional.of(window)).stream())
        .toList();
  }

  private List<DraftNode> nodes(FeatureClass owner, Method method, Optional<String> window) {
    Name bare = Name.of(method.name());
    DraftNode whole = node(bare, definition(owner, method, window), method.result(), owner, window);
    List<DraftNode> nodes = new ArrayList<>(List.of(whole));
    if (!method.input() && method.result().type() instanceof Type.Struct struct) {
      for (int i = 0; i < struct.fields().size(); i++) {
        Type.Field field = struct.fields().get(i);
        TypeUse use = new TypeUse(field.type(), field.nullable(), false);
        Definition.Part part = new Definition.Part(method, i);
        nodes.add(
            partOf(whole, node(Families.partOf(bare, field), part, use, owner, window), method));
      }
    }
    return nodes;
  }

  private DraftNode node(
      Name bare,
      Definition.OfMethod definition,
      TypeUse use,
      FeatureClass owner,
      Optional<String> window) {
    List<String> windows = families.windowsOf(definition.method());
    return new DraftNode(
        count++,
        window.map(length -> Families.memberOf(bare, length)).orElse(bare),
        definition,
        use,
        Optional.of(owner),
        window.map(length -> new DraftNode.Member(bare, length, length.equals(windows.get(0)))));
  }

  /** A lookup without its source, and whatever else lacks something, is as good as computed. */
  private Definition.OfMethod definition(
      FeatureClass owner, Method method, Optional<String> window) {
    if (method.input()) {
      return new Definition.Input(method);
    }
    if (method.isAggregate()) {
      return new DraftAggregate(
          method, method.operator().orElseThrow(), sourceOf(owner), method.overOf(owner), window);
    }
    if (method.isFitted()) {
      return new DraftFitted(method, method.operator().orElseThrow(), sourceOf(owner));
    }
    if (method.isVector()) {
      return new Definition.Vector(method);
    }
    return lookedUp(method)
        .<Definition.OfMethod>map(table -> new Definition.Lookup(method, table))
        .orElseGet(() -> new Definition.Computed(method));
  }

  private Optional<SourceTable> lookedUp(Method method) {
    return method.lookup()
            && method.shape() == Method.Shape.ABSTRACT
            && method.result().type() instanceof Type.Struct row
        ? Optional.ofNullable(sources.get(row.className()))
        : Optional.empty();
  }

  private static DraftNode partOf(DraftNode whole, DraftNode part, Method method) {
    // A record that is null has no components, so its parts are null too.
    TypeUse notNull = new TypeUse(method.result().type(), false, false);
    Parameter record = new Parameter(method.name(), true, notNull, false, false);
    part.bind(new Binding(record, Optional.of(whole)));
    return part;
  }

  private void bind(FeatureClass featureClass) {
    Scope scope = scopeOf(featureClass);
    for (DraftNode node : featuresOf(featureClass)) {
      if (node.definition() instanceof Definition.OfMethod defined && node.takesParameters()) {
        for (Parameter parameter : defined.method().parameters()) {
          targets(featureClass, node, parameter, scope)
              .forEach(target -> node.bind(new Binding(parameter, target)));
        }
      }
      node.aggregate().flatMap(DraftAggregate::over).ifPresent(over -> bindKeys(node, over, scope));
    }
  }

  /** What a parameter takes; just one, but of a family a vector takes all members. */
  private List<Optional<DraftNode>> targets(
      FeatureClass featureClass, DraftNode node, Parameter parameter, Scope scope) {
    if (parameter.eventTime()) {
      return List.of(sourceOf(featureClass).map(this::asOf));
    }
    Name name = Name.of(parameter.name());
    return node.isVector() && scope.isFamily(name)
        ? scope.membersOf(name).stream().map(Optional::of).toList()
        : List.of(scope.find(name, askingMember(node)));
  }

  private static void bindKeys(DraftNode node, OverUse over, Scope scope) {
    for (String key : over.by()) {
      node.bind(new DraftNode.Key(key, scope.find(Name.of(key), Optional.empty())));
    }
  }

  /** An aggregate cannot read other aggregates, so its family has no part in what it reads. */
  private static Optional<DraftNode.Member> askingMember(DraftNode node) {
    return node.aggregate().isPresent() ? Optional.empty() : node.member();
  }

  /** The as-of time of a source's rows; made when something asks for it. */
  private DraftNode asOf(SourceTable source) {
    return asOfs.computeIfAbsent(source.className(), name -> newAsOf(source));
  }

  private DraftNode newAsOf(SourceTable source) {
    DraftNode node =
        new DraftNode(
            count++,
            Name.of(source.table() + " as of"), // blanks, so that no feature has this name
            new Definition.AsOf(source),
            new TypeUse(Scalar.INSTANT, false, false),
            Optional.empty(),
            Optional.empty());
    for (DraftNode column : columns.getOrDefault(source.className(), List.of())) {
      if (((Definition.Column) column.definition()).component().eventTime()) {
        String name = column.name().spelled();
        Parameter eventTime = new Parameter(name, true, column.use(), false, false);
        node.bind(new Binding(eventTime, Optional.of(column)));
      }
    }
    return node;
  }
}
