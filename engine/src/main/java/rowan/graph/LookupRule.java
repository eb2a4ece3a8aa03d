package rowan.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rowan.type.Type;
import rowan.type.Widening;

/**
 * A lookup gives a row of a source with a row key, known at once, and its parameters are that key.
 */
final class LookupRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      for (Method method : featureClass.methods()) {
        if (method.lookup()) {
          checkSupply(method, report);
          checkRow(draft, method, report);
        }
      }
    }
  }

  private static void checkSupply(Method method, Consumer<Problem> report) {
    if (method.shape() != Method.Shape.ABSTRACT) {
      report.accept(
          Problem.at(
              "lookup-and-body",
              method.signature(),
              "@Lookup supplies the value, and so does the body; make the method abstract, or take @Lookup away."));
    }
    if (method.input()) {
      report.accept(
          Problem.at(
              "lookup-and-input",
              method.signature(),
              "@Lookup and @Input both supply the value; take one of them away."));
    }
  }

  private static void checkRow(Draft draft, Method method, Consumer<Problem> report) {
    Optional<SourceTable> table = lookedUp(draft, method.result().type());
    table.ifPresent(source -> checkLeak(method, source, report));
    if (table.isEmpty()) {
      report.accept(
          Problem.at(
              "lookup-result",
              method.signature(),
              "A @Lookup gives a row of a source, and %s is none; return a public record that is marked @Source(\"...\")."
                  .formatted(method.result().type().withArticle())));
    } else if (table.get().rowKey().isEmpty()) {
      report.accept(
          Problem.at(
              "lookup-key",
              method.signature(),
              "Rows of \"%s\" are looked up by their row key, and it has none; mark a component of it @RowKey."
                  .formatted(table.get().table())));
    } else if (!isKey(method.parameters(), table.get().rowKey())) {
      report.accept(
          Problem.at(
              "lookup-parameters",
              method.signature(),
              "Rows of \"%s\" are looked up by their row key; take it in parameters of its types, in order: %s."
                  .formatted(table.get().table(), signature(table.get().rowKey()))));
    }
  }

  /** A row is taken whole, so all of it must be known when it is there. */
  private static void checkLeak(Method method, SourceTable table, Consumer<Problem> report) {
    for (Component component : table.components()) {
      if (table.eventTime().isPresent() && component.knownAfter().isPresent()) {
        report.accept(
            Problem.at(
                "leak",
                method.signature(),
                "A row of \"%s\" is looked up whole, but \"%s\" is known only %s after its event; aggregate it with that delay."
                    .formatted(table.table(), component.name(), component.knownAfter().get())));
      }
    }
  }

  private static Optional<SourceTable> lookedUp(Draft draft, Type result) {
    return draft.declarations().sources().stream()
        .filter(source -> source.name().isPresent())
        .filter(
            source ->
                result instanceof Type.Struct row && row.className().equals(source.className()))
        .findFirst();
  }

  private static boolean isKey(List<Parameter> parameters, List<Component> key) {
    return parameters.size() == key.size()
        && IntStream.range(0, key.size())
            .allMatch(
                i ->
                    Widening.between(parameters.get(i).use().type(), key.get(i).use().type())
                        .isAllowed());
  }

  private static String signature(List<Component> key) {
    return key.stream()
        .map(component -> component.use() + " " + component.name())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
