package rowan.graph;

import java.util.List;

/**
 * One thing that is wrong, and the way out.
 *
 * @param code a stable name for the kind of problem, such as {@code unknown-parameter}
 * @param place where it is: a method, a class, a file
 * @param message what is wrong, why, and what to do
 * @param askedForBy the chain from the node at fault to a node that nothing else asks for
 * @param nearMisses what the author may have meant
 */
public record Problem(
    String code, String place, String message, List<String> askedForBy, List<String> nearMisses) {

  private static final int LONGEST_CHAIN = 8;

  public Problem {
    askedForBy = List.copyOf(askedForBy);
    nearMisses = List.copyOf(nearMisses);
  }

  /** A problem that nothing in a graph asked for. */
  public static Problem at(String code, String place, String message) {
    return new Problem(code, place, message, List.of(), List.of());
  }

  /** This problem, with what the author may have meant. */
  public Problem withNearMisses(List<String> names) {
    return new Problem(code, place, message, askedForBy, names);
  }

  /** A long chain is told by its ends. */
  private String chain() {
    int length = askedForBy.size();
    if (length <= LONGEST_CHAIN) {
      return String.join(" <- ", askedForBy);
    }
    return "%s <- ... (%d more) <- %s"
        .formatted(
            String.join(" <- ", askedForBy.subList(0, LONGEST_CHAIN - 1)),
            length - LONGEST_CHAIN,
            askedForBy.get(length - 1));
  }

  /** The problem on several lines, the later ones indented. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[%s] %s\n   %s".formatted(code, place, message));
    if (askedForBy.size() > 1) {
      text.append("\n   Asked for by: ").append(chain());
    }
    if (!nearMisses.isEmpty()) {
      text.append("\n   Did you mean: ").append(String.join(", ", nearMisses)).append("?");
    }
    return text.toString();
  }
}
