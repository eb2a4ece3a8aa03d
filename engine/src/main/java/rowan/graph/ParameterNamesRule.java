package rowan.graph;

import java.util.function.Consumer;

/** Class files keep the names of parameters, which are what features depend on. */
final class ParameterNamesRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      if (lacksNames(featureClass)) {
        report.accept(
            Problem.at(
                "no-parameter-names",
                featureClass.className().replace('$', '.'),
                "The class was compiled without parameter names; compile it with javac -parameters"
                    + " (Maven: <maven.compiler.parameters>true</maven.compiler.parameters>)."));
      }
    }
  }

  static boolean lacksNames(FeatureClass featureClass) {
    return featureClass.methods().stream()
        .flatMap(method -> method.parameters().stream())
        .anyMatch(parameter -> !parameter.named());
  }
}
