package rowan.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import rowan.graph.CheckException;
import rowan.plan.FeatureException;

/**
 * What a person needs to know of an exception. Spark wraps what went wrong with a row into accounts
 * of tasks, stages and jobs; they are left out.
 */
final class FailureText {

  private static final String END_OF_MESSAGE = "(?=\n\\s+at |\n\\s*Caused by: |\n\nDriver stack|$)";

  /** What an executor threw, when only its text came here. */
  private static final Pattern FEATURE_EXCEPTION =
      Pattern.compile(
          Pattern.quote(FeatureException.class.getName()) + ": (.*?)" + END_OF_MESSAGE,
          Pattern.DOTALL);

  private static final Pattern STAGE_FAILURE =
      Pattern.compile(
          "Job aborted due to stage failure: .*\\(TID \\d+\\) \\([^)]*\\): (.*?)" + END_OF_MESSAGE,
          Pattern.DOTALL);

  private FailureText() {}

  /** Rowan's own messages as they are; of all else, "Cannot VERB: why". */
  static String of(String verb, Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return chain.stream()
        .flatMap(each -> own(each).stream())
        .findFirst()
        .orElseGet(() -> "Cannot " + verb + ": " + why(chain));
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable next = thrown; next != null && !chain.contains(next); next = next.getCause()) {
      chain.add(next);
    }
    return chain;
  }

  private static Optional<String> own(Throwable thrown) {
    String message = message(thrown);
    boolean isOwn =
        thrown instanceof CheckException
            || thrown instanceof FeatureException
            || (message.startsWith("Cannot ") && isThrownByRowan(thrown));
    return isOwn ? Optional.of(message) : firstGroup(FEATURE_EXCEPTION, message);
  }

  private static boolean isThrownByRowan(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("rowan.");
  }

  private static String why(List<Throwable> chain) {
    for (Throwable each : chain) {
      if (isOfSpark(each) && each instanceof AnalysisException analysis) {
        return analysis.getSimpleMessage();
      }
      Optional<String> ofTask = firstGroup(STAGE_FAILURE, message(each));
      if (ofTask.isPresent()) {
        return ofTask.get();
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    return root.getMessage() == null || isTerse(root) ? root.toString() : root.getMessage();
  }

  /** Looked at first, so that Spark need not be there for what is no fault of its own. */
  private static boolean isOfSpark(Throwable thrown) {
    return thrown.getClass().getName().startsWith("org.apache.spark.");
  }

  /** A message that says nothing without the name of the exception, such as a path or a class. */
  private static boolean isTerse(Throwable root) {
    return root instanceof Error || !message(root).contains(" ");
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  private static Optional<String> firstGroup(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }
}
