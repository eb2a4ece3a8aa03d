package rowan.graph;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rowan.type.Type.Scalar;

/**
 * One operator, and nothing else, supplies the value of an aggregate; it has events and their key.
 * What only an operator understands is on operators only.
 */
final class OperatorRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      for (Method method : featureClass.methods()) {
        if (method.operators().isEmpty()) {
          checkStray(method, report);
        } else {
          checkSupply(method, method.operators().get(0), report);
          checkConditions(method, report);
        }
        if (method.isAggregate()) {
          checkEvents(draft, featureClass, method, report);
        }
        if (method.fit()) {
          checkFit(featureClass, method, report);
        }
      }
    }
  }

  private static void checkStray(Method method, Consumer<Problem> report) {
    if (method.over().isPresent()) {
      report.accept(
          Problem.at(
              "over-without-operator",
              method.signature(),
              "@Over says which events an operator sees, but the method has no operator; add one, or take @Over away."));
    }
    checkStray(method, "@Label", method.label(), report);
    checkStray(method, "@Empty", method.empty().isPresent(), report);
    boolean where = method.parameters().stream().anyMatch(Parameter::where);
    checkStray(method, "@Where", where, report);
  }

  private static void checkStray(
      Method method, String annotation, boolean present, Consumer<Problem> report) {
    if (present) {
      report.accept(
          Problem.at(
              "stray-annotation",
              method.signature(),
              "%s means something on a method with an operator only; take it away."
                  .formatted(annotation)));
    }
  }

  private static void checkSupply(Method method, OperatorUse operator, Consumer<Problem> report) {
    if (method.operators().size() > 1) {
      report.accept(
          Problem.at(
              "two-operators",
              method.signature(),
              "A method has one operator, this one has %s; make a method for each."
                  .formatted(
                      method.operators().stream()
                          .map(OperatorUse::toString)
                          .collect(Collectors.joining(" and ")))));
    }
    if (method.shape() != Method.Shape.ABSTRACT) {
      report.accept(
          Problem.at(
              "operator-and-body",
              method.signature(),
              "%s supplies the value, and so does the body; make the method abstract, or take %s away."
                  .formatted(operator, operator)));
    }
    checkOther(method, "@Input", method.input(), report);
    checkOther(method, "@Lookup", method.lookup(), report);
  }

  private static void checkOther(
      Method method, String other, boolean present, Consumer<Problem> report) {
    if (present) {
      report.accept(
          Problem.at(
              "operator-and-other",
              method.signature(),
              "%s and %s both supply the value; take one of them away."
                  .formatted(method.operators().get(0), other)));
    }
  }

  private static void checkConditions(Method method, Consumer<Problem> report) {
    List<Parameter> conditions = method.parameters().stream().filter(Parameter::where).toList();
    if (conditions.size() > 1) {
      report.accept(
          Problem.at(
              "two-conditions",
              method.signature(),
              "An operator has at most one @Where; make one feature of %s."
                  .formatted(
                      conditions.stream()
                          .map(Parameter::name)
                          .collect(Collectors.joining(" and ")))));
    }
    for (Parameter condition : conditions) {
      if (condition.use().type() != Scalar.BOOLEAN) {
        report.accept(
            Problem.at(
                "condition-type",
                method.signature(),
                "A @Where is a boolean, but \"%s\" is %s; make a feature that compares it."
                    .formatted(condition.name(), condition.use().type().withArticle())));
      }
    }
  }

  /** What is fitted has rows, and not those of a key or a time. */
  private static void checkFit(FeatureClass featureClass, Method method, Consumer<Problem> report) {
    if (method.operators().isEmpty()) {
      report.accept(
          Problem.at(
              "fit-without-operator",
              method.signature(),
              "@Fit says over which rows, and an operator what; add one, such as @Mean, or take @Fit away."));
    }
    if (method.isFitted() && featureClass.source().isEmpty()) {
      report.accept(
          Problem.at(
              "no-rows",
              method.signature(),
              "@Fit needs training rows, but the class has no source; name one in @Features(of = ...)."));
    }
    if (method.isFitted() && method.over().isPresent()) {
      report.accept(
          Problem.at(
              "fit-over",
              method.signature(),
              "@Fit sees all training rows, and @Over those of a key; take one of them away."));
    }
    if (method.isFitted() && method.label()) {
      report.accept(
          Problem.at(
              "fit-label",
              method.signature(),
              "@Fit gives one value for all rows, and a @Label is that of one; take one of them away."));
    }
  }

  private static void checkEvents(
      Draft draft, FeatureClass featureClass, Method method, Consumer<Problem> report) {
    OperatorUse operator = method.operators().get(0);
    if (method.overOf(featureClass).isEmpty()) {
      report.accept(
          Problem.at(
              "no-over",
              method.signature(),
              "%s needs to know the key of its events; mark the method or its class @Over(by = ...), or fit it over all rows with @Fit."
                  .formatted(operator)));
    }
    if (featureClass.source().isEmpty()) {
      report.accept(
          Problem.at(
              "no-events",
              method.signature(),
              "%s needs events, but the class has no source; name one in @Features(of = ...)."
                  .formatted(operator)));
    }
    draft
        .sourceOf(featureClass)
        .filter(source -> source.eventTime().isEmpty())
        .ifPresent(
            source ->
                report.accept(
                    Problem.at(
                        "no-event-time",
                        method.signature(),
                        "%s needs events, but \"%s\" has no event time; mark a component of it @EventTime."
                            .formatted(operator, source.table()))));
  }
}
