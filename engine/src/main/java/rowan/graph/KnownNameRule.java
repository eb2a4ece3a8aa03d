package rowan.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rowan.type.Name;

/** Every parameter names something in scope; a name that does not is an error, never an input. */
final class KnownNameRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      if (ParameterNamesRule.lacksNames(featureClass)) {
        continue; // arg0 names nothing, and the other rule has said why
      }
      Scope scope = draft.scopeOf(featureClass);
      for (DraftNode node : draft.featuresOf(featureClass)) {
        if (!node.isLaterMember()) {
          for (Binding binding : node.bindings()) {
            if (isUnknown(binding, scope)) {
              report.accept(problem(draft, featureClass, node, binding.parameter()));
            }
          }
        }
      }
    }
  }

  /** The bare name of a family is known, whatever else is wrong with it. */
  private static boolean isUnknown(Binding binding, Scope scope) {
    return binding.target().isEmpty()
        && !binding.parameter().eventTime()
        && !scope.isFamily(Name.of(binding.parameter().name()));
  }

  private static Problem problem(
      Draft draft, FeatureClass featureClass, DraftNode node, Parameter parameter) {
    Name name = Name.of(parameter.name());
    Optional<FeatureClass> elsewhere = classWith(draft, name);
    if (elsewhere.isPresent()) {
      return new Problem(
          "missing-uses",
          node.place(),
          "\"%s\" is a feature of %s, which %s does not use; add %s.class to its @Features(uses = ...)."
              .formatted(
                  name,
                  elsewhere.get().simpleName(),
                  featureClass.simpleName(),
                  elsewhere.get().simpleName()),
          draft.askedForBy(node),
          List.of());
    }
    List<Name> near = name.nearest(draft.scopeOf(featureClass).names());
    return new Problem(
        "unknown-parameter",
        node.place(),
        draft
            .sourceOf(featureClass)
            .map(source -> unknown(source, name))
            .orElseGet(() -> unknown(name)),
        draft.askedForBy(node),
        near.stream().map(Name::spelled).toList());
  }

  private static Optional<FeatureClass> classWith(Draft draft, Name name) {
    return draft.declarations().featureClasses().stream()
        .filter(other -> draft.featuresOf(other).stream().anyMatch(node -> isCalled(node, name)))
        .findFirst();
  }

  private static boolean isCalled(DraftNode node, Name name) {
    return node.name().equals(name)
        || node.member().filter(member -> member.bare().equals(name)).isPresent();
  }

  private static String unknown(SourceTable source, Name name) {
    return "No column of \"%s\" and no feature in scope is called \"%s\"; name one, or declare an @Input of that name."
        .formatted(source.table(), name);
  }

  private static String unknown(Name name) {
    return "No feature in scope is called \"%s\", and the class has no source with columns; name a feature, or declare an @Input of that name."
        .formatted(name);
  }
}
