package rowan.aggregate;

/** Takes the values of the features of a {@link WindowProgram}. */
public interface Results {

  /** Where the value of the feature at a position goes; valid until the next call. */
  Result at(int feature);

  /**
   * The window of a feature holds nothing that its operator sees. The value that it has then is
   * given all the same.
   */
  default void empty(int feature) {}
}
