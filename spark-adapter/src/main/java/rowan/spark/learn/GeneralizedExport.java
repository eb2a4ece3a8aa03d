package rowan.spark.learn;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import rowan.model.Family;
import rowan.model.GeneralizedLinearModel;
import rowan.model.LinearPredictor;
import rowan.model.Link;

/** Exports generalized linear models, whose link may be given or follow from the family. */
final class GeneralizedExport {

  private GeneralizedExport() {}

  static GeneralizedLinearModel of(GeneralizedLinearRegressionModel model) {
    if (model.isSet(model.offsetCol()) && !model.getOffsetCol().isEmpty()) {
      throw MllibExport.failed(
          MllibExport.name(model), "It has an offset, which would be one more input.");
    }
    return new GeneralizedLinearModel(
        LinearPredictor.of(model.coefficients().toArray(), model.intercept()),
        family(model),
        link(model));
  }

  /** A Tweedie family of these powers is a family with a name of its own. */
  private static Family family(GeneralizedLinearRegressionModel model) {
    Family named = Family.valueOf(model.getFamily().toUpperCase(Locale.ROOT));
    return named == Family.TWEEDIE && model.getVariancePower() == 0 ? Family.GAUSSIAN : named;
  }

  private static Link link(GeneralizedLinearRegressionModel model) {
    boolean tweedie = model.getFamily().toLowerCase(Locale.ROOT).equals("tweedie");
    if (tweedie) {
      return power(
          model.isSet(model.linkPower()) ? model.getLinkPower() : 1 - model.getVariancePower());
    }
    return model.isSet(model.link()) ? named(model) : byDefault(family(model));
  }

  private static Link named(GeneralizedLinearRegressionModel model) {
    String name = model.getLink();
    return Arrays.stream(Link.Kind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(name))
        .findFirst()
        .map(Link::of)
        .orElseThrow(
            () ->
                MllibExport.failed(
                    MllibExport.name(model),
                    "Its link is %s; train it with logit or cloglog.".formatted(name)));
  }

  private static Link byDefault(Family family) {
    return switch (family) {
      case GAUSSIAN -> Link.of(Link.Kind.IDENTITY);
      case BINOMIAL -> Link.of(Link.Kind.LOGIT);
      case POISSON -> Link.of(Link.Kind.LOG);
      case GAMMA -> Link.of(Link.Kind.INVERSE);
      case TWEEDIE -> throw new IllegalArgumentException("The link of Tweedie follows its power");
    };
  }

  /** MLlib computes some powers as what they are. */
  private static Link power(double power) {
    if (power == 0) {
      return Link.of(Link.Kind.LOG);
    }
    if (power == 1) {
      return Link.of(Link.Kind.IDENTITY);
    }
    if (power == -1) {
      return Link.of(Link.Kind.INVERSE);
    }
    return power == 0.5 ? Link.of(Link.Kind.SQRT) : Link.power(power);
  }
}
