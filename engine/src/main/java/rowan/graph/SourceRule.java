package rowan.graph;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import rowan.type.Micros;
import rowan.type.Name;
import rowan.type.Type.Scalar;

/**
 * A source is a public record marked {@code @Source}, with at most one event time and one time from
 * when a row is available, which are instants or dates; neither they nor the row key are nullable,
 * and no two columns share a name.
 */
final class SourceRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Map<Name, SourceTable> byName = new HashMap<>();
    for (SourceTable source : draft.declarations().sources()) {
      checkClass(source, report);
      checkTimes(source, "@EventTime", "event-time", Component::eventTime, report);
      checkTimes(source, "@AvailableAt", "available-at", Component::availableAt, report);
      checkNames(source, report);
      checkColumns(source, report);
      SourceTable other = byName.putIfAbsent(Name.of(source.table()), source);
      if (other != null) {
        report.accept(
            Problem.at(
                "duplicate-source",
                place(source),
                "The source \"%s\" is also declared by %s; give each its own name."
                    .formatted(source.table(), place(other))));
      }
    }
  }

  private static void checkClass(SourceTable source, Consumer<Problem> report) {
    if (!source.isRecord() || source.name().isEmpty()) {
      report.accept(
          Problem.at(
              "not-a-source",
              place(source),
              "@Features(of = ...) must name a record that is marked @Source(\"...\")."));
    } else if (!source.isPublic()) {
      report.accept(
          Problem.at(
              "hidden-class",
              place(source),
              "A source must be public, and so must the classes around it; generated code reads it."));
    }
  }

  private static void checkTimes(
      SourceTable source,
      String annotation,
      String code,
      Predicate<Component> isMarked,
      Consumer<Problem> report) {
    List<Component> times = source.components().stream().filter(isMarked).toList();
    if (times.size() > 1) {
      report.accept(
          Problem.at(
              "two-" + code + "s",
              place(source),
              "A source has at most one %s; this one has %s."
                  .formatted(
                      annotation,
                      String.join(" and ", times.stream().map(Component::name).toList()))));
    }
    for (Component component : times) {
      if (component.use().type() != Scalar.INSTANT && component.use().type() != Scalar.DATE) {
        report.accept(
            Problem.at(
                code + "-type",
                place(source, component),
                "An %s is an Instant or a LocalDate, not %s."
                    .formatted(annotation, component.use().type().withArticle())));
      }
    }
  }

  /** Parameters name components, and tables name columns, so neither may be alike. */
  private static void checkNames(SourceTable source, Consumer<Problem> report) {
    Map<Name, Component> byColumn = new HashMap<>();
    Map<Name, Component> byName = new HashMap<>();
    for (Component component : source.components()) {
      Component sameColumn = byColumn.putIfAbsent(Name.of(component.column()), component);
      Component sameName = byName.putIfAbsent(Name.of(component.name()), component);
      checkAcross(source, component, report);
      if (sameColumn != null || sameName != null) {
        report.accept(
            Problem.at(
                "duplicate-name",
                place(source, component),
                sameColumn != null
                    ? "The column \"%s\" has the same name as the column \"%s\" (case and underscores do not count); rename one of them."
                        .formatted(component.column(), sameColumn.column())
                    : "The component \"%s\" has the same name as the component \"%s\" (case and underscores do not count); rename one of them."
                        .formatted(component.name(), requireNonNull(sameName).name())));
      }
    }
  }

  /** A row given as a map may spell a column either way, so neither may be another's. */
  private static void checkAcross(
      SourceTable source, Component component, Consumer<Problem> report) {
    for (Component other : source.components()) {
      if (other.tableName().isPresent()
          && !Name.of(other.name()).equals(Name.of(component.name()))
          && !Name.of(component.column()).equals(Name.of(other.column()))
          && Name.of(component.name()).equals(Name.of(other.column()))) {
        report.accept(
            Problem.at(
                "duplicate-name",
                place(source, component),
                "The component \"%s\" has the same name as the column \"%s\" of the component \"%s\" (case and underscores do not count); rename one of them."
                    .formatted(component.name(), other.column(), other.name())));
      }
    }
  }

  private static void checkColumns(SourceTable source, Consumer<Problem> report) {
    for (Component component : source.components()) {
      boolean needed = component.rowKey() || component.eventTime() || component.availableAt();
      if (component.use().nullable() && needed) {
        report.accept(
            Problem.at(
                "nullable-identity",
                place(source, component),
                "A row key, an event time or the time from when a row is available is never null; take @Nullable away."));
      }
      component.knownAfter().ifPresent(text -> checkDuration(source, component, text, report));
    }
  }

  private static void checkDuration(
      SourceTable source, Component component, String text, Consumer<Problem> report) {
    try {
      Micros.duration(text);
    } catch (IllegalArgumentException e) {
      report.accept(Problem.at("invalid-duration", place(source, component), e.getMessage() + "."));
    }
  }

  private static String place(SourceTable source) {
    return source.className().replace('$', '.');
  }

  private static String place(SourceTable source, Component component) {
    return place(source) + "." + component.name();
  }
}
