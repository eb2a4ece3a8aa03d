package rowan.model;

/** The check that a row has as many inputs as the model. */
final class InputCount {

  private InputCount() {}

  static void check(int expected, double[] inputs) {
    if (inputs.length != expected) {
      throw new IllegalArgumentException(
          "The model takes %d inputs, not %d".formatted(expected, inputs.length));
    }
  }
}
