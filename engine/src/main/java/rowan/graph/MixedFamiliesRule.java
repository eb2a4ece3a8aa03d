package rowan.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import rowan.type.Name;

/** A feature that takes families by their bare names takes families of the same windows. */
final class MixedFamiliesRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      Scope scope = draft.scopeOf(featureClass);
      if (scope.families().isEmpty()) {
        continue;
      }
      for (Method method : featureClass.methods()) {
        if (!method.isAggregate() && !method.isVector()) {
          check(method, families(method, scope), report);
        }
      }
    }
  }

  private static Map<String, Set<String>> families(Method method, Scope scope) {
    Map<String, Set<String>> families = new LinkedHashMap<>();
    for (Parameter parameter : method.parameters()) {
      Name name = Name.of(parameter.name());
      if (!parameter.eventTime() && scope.isFamily(name)) {
        families.put(parameter.name(), scope.windowsOf(name));
      }
    }
    return families;
  }

  private static void check(
      Method method, Map<String, Set<String>> families, Consumer<Problem> report) {
    List<String> names = new ArrayList<>(families.keySet());
    for (int i = 1; i < names.size(); i++) {
      Set<String> first = families.getOrDefault(names.get(0), Set.of());
      Set<String> other = families.getOrDefault(names.get(i), Set.of());
      if (!first.equals(other)) {
        report.accept(
            Problem.at(
                "mixed-families",
                method.signature(),
                "\"%s\" has the windows %s, and \"%s\" has %s; families with different windows do not mix, so name one member, such as %s."
                    .formatted(
                        names.get(0),
                        String.join(", ", first),
                        names.get(i),
                        String.join(", ", other),
                        names.get(i) + other.iterator().next())));
      }
    }
  }
}
