package rowan.graph;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rowan.type.Micros;

/** What an {@code @Over} says fits together, and only a label looks forward. */
final class OverRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      featureClass
          .over()
          .ifPresent(over -> check(over, featureClass.className().replace('$', '.'), report));
      for (Method method : featureClass.methods()) {
        method.over().ifPresent(over -> check(over, method.signature(), report));
        if (method.isAggregate()) {
          method.overOf(featureClass).ifPresent(over -> checkDirection(method, over, report));
        }
      }
    }
  }

  private static void checkDirection(Method method, OverUse over, Consumer<Problem> report) {
    if (method.label() && over.ahead().isEmpty()) {
      report.accept(
          Problem.at(
              "label-window",
              method.signature(),
              "A @Label looks forward; say how far in @Over(ahead = ...)."));
    }
    if (!method.label() && !over.ahead().isEmpty()) {
      report.accept(
          Problem.at(
              "label-window",
              method.signature(),
              "Only a @Label looks forward; mark the method @Label, or say how far it looks back in @Over(window = ...)."));
    }
  }

  private static void check(OverUse over, String place, Consumer<Problem> report) {
    if (over.by().isEmpty()) {
      report.accept(
          Problem.at("no-key", place, "@Over names no key; name one column at least in by."));
    }
    if (!over.on().isEmpty() && over.on().size() != over.by().size()) {
      report.accept(
          Problem.at(
              "key-length",
              place,
              "The events' key has %d columns (%s), but that of the asking row has %d (%s); give as many in on as in by."
                  .formatted(
                      over.by().size(),
                      String.join(", ", over.by()),
                      over.on().size(),
                      String.join(", ", over.on()))));
    }
    if (areDurations(over, place, report)) {
      checkLengths(over, place, report);
      checkWindows(over, place, report);
    }
  }

  private static boolean areDurations(OverUse over, String place, Consumer<Problem> report) {
    List<Problem> invalid =
        Stream.of(
                over.window().stream(),
                over.ahead().stream(),
                Stream.of(over.delay()),
                Stream.of(over.hop()).filter(hop -> !hop.isEmpty()))
            .flatMap(texts -> texts)
            .distinct()
            .flatMap(text -> invalidDuration(text, place).stream())
            .toList();
    invalid.forEach(report);
    return invalid.isEmpty();
  }

  private static Optional<Problem> invalidDuration(String text, String place) {
    try {
      Micros.duration(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Problem.at("invalid-duration", place, e.getMessage() + "."));
    }
  }

  /** Two spellings of one length would be two names for one feature. */
  private static void checkLengths(OverUse over, String place, Consumer<Problem> report) {
    if (!over.window().isEmpty() && !over.ahead().isEmpty()) {
      report.accept(
          Problem.at(
              "two-directions",
              place,
              "@Over looks back (window) or forward (ahead), not both; give one of them."));
    }
    Map<Duration, String> seen = new HashMap<>();
    for (String length : over.lengths()) {
      String same = seen.putIfAbsent(Micros.duration(length), length);
      if (same != null) {
        report.accept(
            Problem.at(
                "duplicate-window",
                place,
                same.equals(length)
                    ? "The window \"%s\" is given twice; take one away.".formatted(length)
                    : "The windows \"%s\" and \"%s\" are one length; take one away."
                        .formatted(same, length)));
      }
    }
  }

  /** What does not fit is often the same for all windows, and is then told once. */
  private static void checkWindows(OverUse over, String place, Consumer<Problem> report) {
    Stream<Optional<String>> lengths =
        over.lengths().isEmpty()
            ? Stream.of(Optional.empty())
            : over.lengths().stream().map(Optional::of);
    lengths
        .flatMap(length -> invalidWindow(over, length, place).stream())
        .distinct()
        .forEach(report);
  }

  private static Optional<Problem> invalidWindow(
      OverUse over, Optional<String> length, String place) {
    try {
      over.window(length);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Problem.at("invalid-window", place, e.getMessage() + "."));
    }
  }
}
