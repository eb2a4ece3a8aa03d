package rowan.aggregate;

/** Takes the values of the features of a {@link WindowProgram}. */
public interface Results {

  /** Where the value of the feature at a position goes; valid until the next call. */
  Result at(int feature);
}
