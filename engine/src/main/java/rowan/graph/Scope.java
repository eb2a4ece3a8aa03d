package rowan.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rowan.type.Name;

/**
 * What the parameters of a feature class may name.
 *
 * @param exact nodes by their names
 * @param families the members of families, by bare name and window
 */
record Scope(Map<Name, DraftNode> exact, Map<Name, Map<String, DraftNode>> families) {

  static Scope of(List<DraftNode> nodes) {
    Scope scope = new Scope(new HashMap<>(), new HashMap<>());
    for (DraftNode node : nodes) {
      scope.exact.putIfAbsent(node.name(), node);
      node.member()
          .ifPresent(
              member ->
                  scope
                      .families
                      .computeIfAbsent(member.bare(), bare -> new LinkedHashMap<>())
                      .putIfAbsent(member.window(), node));
    }
    return scope;
  }

  /**
   * The node of a name. The bare name of a family means the member with the same window; to a node
   * that is in no family it means the first, for a rule to refuse.
   */
  Optional<DraftNode> find(Name name, Optional<DraftNode.Member> asking) {
    DraftNode node = exact.get(name);
    if (node != null) {
      return Optional.of(node);
    }
    Map<String, DraftNode> family = families.getOrDefault(name, Map.of());
    return asking.isPresent()
        ? Optional.ofNullable(family.get(asking.get().window()))
        : family.values().stream().findFirst();
  }

  /** Whether a name means the members of a family. */
  boolean isFamily(Name name) {
    return !exact.containsKey(name) && families.containsKey(name);
  }

  /** The members of a family, in the order of their windows. */
  List<DraftNode> membersOf(Name family) {
    return List.copyOf(families.getOrDefault(family, Map.of()).values());
  }

  /** The windows of a family, in order. */
  Set<String> windowsOf(Name family) {
    return families.getOrDefault(family, Map.of()).keySet();
  }

  /** Every name that may be used. */
  Stream<Name> names() {
    return Stream.concat(exact.keySet().stream(), families.keySet().stream());
  }
}
