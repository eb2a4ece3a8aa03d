package rowan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rowan.type.Name;
import rowan.type.Type;

/**
 * Which methods give one feature for each window: operators with windows, and what takes such a
 * family by its bare name, directly or not; but a vector takes all members. Each method is looked
 * at once for each name that it takes.
 */
final class Families {

  private final IdentityHashMap<Method, List<String>> windows = new IdentityHashMap<>();
  private final Map<Name, List<Owned>> makers = new HashMap<>();
  private final Map<Name, List<Owned>> takers = new HashMap<>();
  private final Map<String, Set<Name>> columns = new HashMap<>();
  private final Map<String, Set<String>> scopes = new HashMap<>();

  /** A method and the class that declares it. */
  private record Owned(FeatureClass owner, Method method) {}

  private Families() {}

  static Families of(Declarations declarations) {
    Families families = new Families();
    for (SourceTable source : declarations.sources()) {
      Set<Name> names = new HashSet<>();
      source.components().forEach(component -> names.add(Name.of(component.name())));
      families.columns.put(source.className(), names);
    }
    if (declarations.featureClasses().stream().anyMatch(Families::hasWindows)) {
      declarations.featureClasses().forEach(families::index);
      declarations.featureClasses().forEach(families::spread);
    }
    return families;
  }

  /** The windows of a method that gives a family, in order; empty for any other. */
  List<String> windowsOf(Method method) {
    return windows.getOrDefault(method, List.of());
  }

  /** The bare names of what a method gives: itself, and the parts of a record. */
  static Stream<Name> namesOf(Method method) {
    Name whole = Name.of(method.name());
    return method.result().type() instanceof Type.Struct struct && !method.input()
        ? Stream.concat(Stream.of(whole), partsOf(whole, struct))
        : Stream.of(whole);
  }

  private static Stream<Name> partsOf(Name whole, Type.Struct struct) {
    return struct.fields().stream().map(field -> partOf(whole, field));
  }

  /** What a part of a record is called. */
  static Name partOf(Name whole, Type.Field field) {
    return Name.of(whole.snakeCase() + "_" + field.name().snakeCase());
  }

  /** What the member of a family is called. */
  static Name memberOf(Name bare, String window) {
    return Name.of(bare.snakeCase() + "_" + window);
  }

  private static boolean hasWindows(FeatureClass featureClass) {
    return featureClass.methods().stream()
        .anyMatch(method -> !lengths(featureClass, method).isEmpty());
  }

  /** The windows of a method that an operator supplies, as its author gave them. */
  private static List<String> lengths(FeatureClass featureClass, Method method) {
    return method.isAggregate()
        ? method.overOf(featureClass).map(OverUse::lengths).orElse(List.of())
        : List.of();
  }

  private void index(FeatureClass featureClass) {
    Set<String> scope = new HashSet<>(featureClass.uses());
    scope.add(featureClass.className());
    scopes.put(featureClass.className(), scope);
    for (Method method : featureClass.methods()) {
      Owned owned = new Owned(featureClass, method);
      namesOf(method).forEach(name -> add(makers, name, owned));
      if (!method.isAggregate() && !method.isVector()) {
        method.parameters().stream()
            .filter(parameter -> !parameter.eventTime())
            .forEach(parameter -> add(takers, Name.of(parameter.name()), owned));
      }
    }
  }

  private static void add(Map<Name, List<Owned>> index, Name name, Owned owned) {
    index.computeIfAbsent(name, key -> new ArrayList<>()).add(owned);
  }

  /** Makes families of the operators of a class, and of all that takes them. */
  private void spread(FeatureClass featureClass) {
    Deque<Owned> unread = new ArrayDeque<>();
    for (Method method : featureClass.methods()) {
      List<String> lengths = lengths(featureClass, method);
      if (!lengths.isEmpty()) {
        windows.put(method, lengths.stream().distinct().toList());
        unread.add(new Owned(featureClass, method));
      }
    }
    while (!unread.isEmpty()) {
      Owned family = unread.removeFirst();
      namesOf(family.method()).forEach(name -> spread(family, name, unread));
    }
  }

  private void spread(Owned family, Name name, Deque<Owned> unread) {
    for (Owned taker : takers.getOrDefault(name, List.of())) {
      if (sees(taker, family) && !hasExactly(taker, name) && !windows.containsKey(taker.method())) {
        windows.put(taker.method(), windowsOf(family.method()));
        unread.add(taker);
      }
    }
  }

  private boolean sees(Owned taker, Owned maker) {
    return scopes
        .getOrDefault(taker.owner().className(), Set.of())
        .contains(maker.owner().className());
  }

  /** Whether a name is that of one column or feature in the scope of a method. */
  private boolean hasExactly(Owned taker, Name name) {
    Optional<Set<Name>> own = taker.owner().source().map(columns::get);
    return own.filter(names -> names.contains(name)).isPresent()
        || makers.getOrDefault(name, List.of()).stream()
            .anyMatch(maker -> sees(taker, maker) && !windows.containsKey(maker.method()));
  }
}
