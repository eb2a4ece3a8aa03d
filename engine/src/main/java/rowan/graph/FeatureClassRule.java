package rowan.graph;

import java.util.function.Consumer;

/**
 * A feature class is a public class, marked {@code @Features}, that extends nothing. It is not an
 * interface: the compiler that Spark uses at run time rejects static interface methods.
 */
final class FeatureClassRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      String place = featureClass.className().replace('$', '.');
      if (!featureClass.annotated()) {
        report.accept(
            Problem.at(
                "not-a-feature-class",
                place,
                "The class is not marked @Features; mark it, with the source whose rows it describes."));
      }
      if (featureClass.isInterface()) {
        report.accept(
            Problem.at(
                "interface-feature-class",
                place,
                "A feature class cannot be an interface; make it an abstract class."));
      } else if (!featureClass.isPublic()) {
        report.accept(
            Problem.at(
                "hidden-class",
                place,
                "A feature class must be public, and so must the classes around it; generated code calls it."));
      }
      if (featureClass.isExtension()) {
        report.accept(
            Problem.at(
                "extended-class",
                place,
                "A feature class cannot extend another class; name the other in @Features(uses = ...)."));
      }
    }
  }
}
