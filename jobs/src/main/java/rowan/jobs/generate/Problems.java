package rowan.jobs.generate;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with some settings, gathered so that all of it is reported at once. */
final class Problems {

  private final List<String> found = new ArrayList<>();

  /** Notes a problem unless {@code value} is from {@code least} to {@code most}. */
  Problems unlessWithin(String what, long value, long least, long most) {
    if (value < least) {
      found.add("Invalid %s %d (at least %d)".formatted(what, value, least));
    }
    if (value > most) {
      found.add("Invalid %s %d (at most %d)".formatted(what, value, most));
    }
    return this;
  }

  /**
   * Reports what was noted, a problem a line.
   *
   * @throws IllegalArgumentException when anything was
   */
  void report() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", found));
    }
  }
}
