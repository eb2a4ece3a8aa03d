package rowan.plan;

import org.jspecify.annotations.Nullable;

/** A feature, or a value it needs, that could not be computed for a row. */
public final class FeatureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what could not be computed, where, and why. */
  public FeatureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * This error, with the row in which it was.
   *
   * @param row as messages show it
   */
  public FeatureException inRow(Object row) {
    return new FeatureException(getMessage() + ", in row " + row, getCause());
  }
}
