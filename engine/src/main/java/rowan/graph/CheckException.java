package rowan.graph;

import java.util.List;

/** Everything that a check found wrong, in one exception: with a graph, a request, or a table. */
public final class CheckException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param failed what could not be done: {@code Cannot build the graph of TransactionFeatures}
   * @param problems at least one
   */
  public CheckException(String failed, List<Problem> problems) {
    super(message(failed, problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the message. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String failed, List<Problem> problems) {
    StringBuilder text = new StringBuilder(failed);
    text.append(problems.size() == 1 ? ": 1 problem" : ": " + problems.size() + " problems");
    for (int i = 0; i < problems.size(); i++) {
      text.append("\n").append(i + 1).append(". ").append(problems.get(i));
    }
    return text.toString();
  }
}
