package rowan.graph;

import java.util.function.Consumer;

/**
 * A computed method is public and static, a helper is private, and an abstract method says who
 * supplies its value.
 */
final class MethodShapeRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      for (Method method : featureClass.methods()) {
        checkShape(method, report);
        if (method.input() && !method.parameters().isEmpty()) {
          report.accept(
              Problem.at(
                  "input-parameters",
                  method.signature(),
                  "An @Input depends on nothing; take its parameters away, or @Input."));
        }
      }
    }
  }

  private static void checkShape(Method method, Consumer<Problem> report) {
    if (method.shape() == Method.Shape.OTHER) {
      report.accept(
          Problem.at(
              "method-shape",
              method.signature(),
              "A method with a body is a feature or a helper; make it public static, or private."));
    }
    if (method.shape() == Method.Shape.ABSTRACT && !hasSupplier(method)) {
      report.accept(
          Problem.at(
              "unsupplied-method",
              method.signature(),
              "Nothing supplies the value of an abstract method without an annotation; give it a"
                  + " body and make it public static, or mark it with an operator (and @Over or @Fit),"
                  + " @Lookup, @FeatureVector or @Input."));
    }
  }

  /** An {@code @Over} or {@code @Fit} alone supplies nothing, but another rule says so. */
  private static boolean hasSupplier(Method method) {
    return method.input()
        || method.lookup()
        || method.vector()
        || method.fit()
        || !method.operators().isEmpty()
        || method.over().isPresent();
  }
}
