package rowan.graph;

import java.util.Optional;
import java.util.function.Consumer;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The key of an aggregate names columns or features in scope, of types that have an order and a
 * hash of their own: neither bytes nor collections nor records.
 */
final class KeyRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      Scope scope = draft.scopeOf(featureClass);
      String place = featureClass.className().replace('$', '.');
      featureClass.over().ifPresent(over -> check(draft, over, scope, place, featureClass, report));
      for (Method method : featureClass.methods()) {
        method
            .over()
            .ifPresent(over -> check(draft, over, scope, method.signature(), featureClass, report));
      }
    }
  }

  private static void check(
      Draft draft,
      OverUse over,
      Scope scope,
      String place,
      FeatureClass featureClass,
      Consumer<Problem> report) {
    for (String key : over.by()) {
      Optional<DraftNode> target = scope.find(Name.of(key), Optional.empty());
      if (target.isEmpty()) {
        report.accept(unknown(draft, key, scope, place, featureClass));
      } else if (!isKey(target.get().use().type())) {
        report.accept(
            Problem.at(
                "key-type",
                place,
                "\"%s\" is %s, by which nothing can be grouped; a key is a number, boolean, String, time or enum."
                    .formatted(key, target.get().use().type().withArticle())));
      }
    }
  }

  private static Problem unknown(
      Draft draft, String key, Scope scope, String place, FeatureClass featureClass) {
    Name name = Name.of(key);
    String where =
        draft
            .sourceOf(featureClass)
            .map(source -> "No column of \"%s\" and no feature".formatted(source.table()))
            .orElse("No feature");
    return Problem.at(
            "unknown-key",
            place,
            "%s in scope is called \"%s\"; the key of events names one.".formatted(where, key))
        .withNearMisses(name.nearest(scope.names()).stream().map(Name::spelled).toList());
  }

  static boolean isKey(Type type) {
    return (type instanceof Scalar && type != Scalar.BINARY)
        || type instanceof Type.Decimal
        || type instanceof Type.Enumeration;
  }
}
