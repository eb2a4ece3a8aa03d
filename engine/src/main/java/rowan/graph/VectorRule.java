package rowan.graph;

import java.util.function.Consumer;
import rowan.type.Type;

/** A vector is a {@code double[]} of numbers and booleans, which nothing else supplies. */
final class VectorRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      for (Method method : featureClass.methods()) {
        if (method.vector()) {
          checkSupply(method, report);
          checkResult(method, report);
          checkMembers(method, report);
        }
      }
    }
  }

  private static void checkSupply(Method method, Consumer<Problem> report) {
    if (method.shape() != Method.Shape.ABSTRACT) {
      report.accept(
          Problem.at(
              "vector-and-body",
              method.signature(),
              "@FeatureVector supplies the value, and so does the body; make the method abstract, or take @FeatureVector away."));
    } else if (!method.isVector()) {
      report.accept(
          Problem.at(
              "vector-and-other",
              method.signature(),
              "@FeatureVector and %s both supply the value; take one of them away."
                  .formatted(other(method))));
    }
  }

  private static String other(Method method) {
    return method
        .operator()
        .map(OperatorUse::toString)
        .orElse(method.lookup() ? "@Lookup" : "@Input");
  }

  private static void checkResult(Method method, Consumer<Problem> report) {
    if (!(method.result().type() instanceof Type.Vector)) {
      report.accept(
          Problem.at(
              "vector-result",
              method.signature(),
              "A vector is a double[], and this is declared as %s; declare double[]."
                  .formatted(method.result().type().withArticle())));
    }
    if (method.parameters().isEmpty()) {
      report.accept(
          Problem.at(
              "empty-vector",
              method.signature(),
              "The vector has no members; name them as parameters."));
    }
  }

  private static void checkMembers(Method method, Consumer<Problem> report) {
    for (Parameter parameter : method.parameters()) {
      if (!parameter.use().type().isPrimitive()) {
        report.accept(
            Problem.at(
                "vector-member",
                method.signature(),
                "A vector holds numbers and booleans, but \"%s\" is %s; make a feature of it that is a double."
                    .formatted(parameter.name(), parameter.use().type().withArticle())));
      }
    }
  }
}
