package rowan.state;

import org.jspecify.annotations.Nullable;

/** Saved state cannot be used; the message says why, and what to do. */
public final class StateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a cause, if there is one. */
  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
