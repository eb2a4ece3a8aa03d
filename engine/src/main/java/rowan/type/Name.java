package rowan.type;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a feature, a column or an input is called. Two names are equal when they are equal without
 * case and underscores: {@code customerAvgAmount30d} and {@code customer_avg_amount_30d} are one
 * name.
 */
public final class Name implements Comparable<Name>, Serializable {

  private static final long serialVersionUID = 1L;

  private final String spelled;
  private final String key;

  private Name(String spelled) {
    this.spelled = spelled;
    this.key = key(spelled);
  }

  /** Letter by letter, as {@link #snakeCase} does it, so that both spell one name. */
  private static String key(String spelled) {
    StringBuilder key = new StringBuilder(spelled.length());
    for (int i = 0; i < spelled.length(); i++) {
      char c = spelled.charAt(i);
      if (c != '_') {
        key.append(Character.toLowerCase(c));
      }
    }
    return key.toString();
  }

  /** The name that {@code spelled} spells, in any style. */
  public static Name of(String spelled) {
    return new Name(spelled);
  }

  /** The name as its author spelled it. */
  public String spelled() {
    return spelled;
  }

  /**
   * The name as output columns spell it: {@code customerAvgAmount} gives {@code
   * customer_avg_amount}, {@code userID} gives {@code user_id}.
   */
  public String snakeCase() {
    StringBuilder snake = new StringBuilder(spelled.length() + 8);
    for (int i = 0; i < spelled.length(); i++) {
      char c = spelled.charAt(i);
      if (Character.isUpperCase(c) && startsWord(i)) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }

  /** An upper-case letter starts a word after a lower one, or before one: {@code HTTPServer}. */
  private boolean startsWord(int i) {
    if (i == 0 || spelled.charAt(i - 1) == '_') {
      return false;
    }
    boolean afterCapital = Character.isUpperCase(spelled.charAt(i - 1));
    boolean beforeSmall = i + 1 < spelled.length() && Character.isLowerCase(spelled.charAt(i + 1));
    return !afterCapital || beforeSmall;
  }

  /**
   * Those of {@code candidates} that a person who wrote this name may have meant, best first, three
   * at most. A candidate is near when it differs in at most a third of its letters, or when one
   * contains the other and that has four letters at least.
   */
  public List<Name> nearest(Stream<Name> candidates) {
    return candidates
        .distinct()
        .filter(candidate -> !candidate.equals(this) && isNear(candidate))
        .sorted(Comparator.comparingInt(this::distance).thenComparing(Name::spelled))
        .limit(3)
        .toList();
  }

  private boolean isNear(Name candidate) {
    boolean contained =
        Math.min(key.length(), candidate.key.length()) >= 4
            && (candidate.key.contains(key) || key.contains(candidate.key));
    return contained || distance(candidate) <= Math.max(1, candidate.key.length() / 3);
  }

  /**
   * How many letters must be inserted, deleted, replaced, or swapped with a neighbour (optimal
   * string alignment; Damerau 1964).
   */
  private int distance(Name other) {
    String a = key;
    String b = other.key;
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  @Override
  public int compareTo(Name other) {
    return key.compareTo(other.key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && name.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** The name as its author spelled it. */
  @Override
  public String toString() {
    return spelled;
  }
}
