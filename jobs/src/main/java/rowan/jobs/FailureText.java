package rowan.jobs;

import com.google.common.base.Throwables;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import rowan.graph.CheckException;
import rowan.plan.FeatureException;

/**
 * What a person needs to know of an exception. Spark wraps what went wrong in a row into accounts of
 * tasks, stages and jobs; they are left out.
 */
final class FailureText {

  /** What an executor threw, when only its text has come here. */
  private static final Pattern THROWN_ELSEWHERE =
      Pattern.compile(
          Pattern.quote(FeatureException.class.getName()) + ": (.*?)(\n\tat |\n\\s*Caused by: |\n\nDriver stacktrace|$)",
          Pattern.DOTALL);

  private static final Pattern STAGE_FAILURE =
      Pattern.compile(
          "Job aborted due to stage failure: .*? \\(executor \\S+\\): ([^\n]*).*", Pattern.DOTALL);

  private FailureText() {}

  /** The message: that of Rowan's own exceptions as it is, else "Cannot VERB: why". */
  static String of(String verb, Throwable thrown) {
    List<Throwable> chain = causes(thrown);
    return chain.stream()
        .flatMap(each -> ours(each).stream())
        .findFirst()
        .orElseGet(() -> withVerb(verb, why(chain)));
  }
}
