package rowan.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A weighted sum of the inputs and a constant: the part that all linear models share. Before it is
 * weighted, an input may be filled where it is missing (NaN), and then standardized, {@code (x -
 * shift) * scale}.
 *
 * <p>Products are added one by one in the order of the inputs, and the intercept last. Spark MLlib
 * does the same for sparse vectors; for dense ones its order depends on the processor and on the
 * options of the JVM, so that the last bits of its own predictions do too.
 */
public final class LinearPredictor implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] coefficients;
  private final double intercept;
  private final double @Nullable [] missing;
  private final double @Nullable [] shift;
  private final double @Nullable [] scale;

  private LinearPredictor(
      double[] coefficients,
      double intercept,
      double @Nullable [] missing,
      double @Nullable [] shift,
      double @Nullable [] scale) {
    this.coefficients = coefficients;
    this.intercept = intercept;
    this.missing = missing;
    this.shift = shift;
    this.scale = scale;
  }

  /** A predictor that takes the inputs as they are. */
  public static LinearPredictor of(double[] coefficients, double intercept) {
    return new LinearPredictor(coefficients.clone(), intercept, null, null, null);
  }

  /**
   * This predictor of inputs that are standardized first.
   *
   * @param shift what is subtracted from each input
   * @param scale what the difference is then multiplied with
   * @throws IllegalArgumentException when there are not as many as coefficients
   */
  public LinearPredictor standardized(double[] shift, double[] scale) {
    return new LinearPredictor(
        coefficients, intercept, missing, sized("shift", shift), sized("scale", scale));
  }

  /**
   * This predictor of inputs that may be missing.
   *
   * @param missing what takes the place of each input that is NaN, before it is standardized
   * @throws IllegalArgumentException when there are not as many as coefficients
   */
  public LinearPredictor filled(double[] missing) {
    return new LinearPredictor(coefficients, intercept, sized("missing", missing), shift, scale);
  }

  private double[] sized(String what, double[] values) {
    if (values.length != coefficients.length) {
      throw new IllegalArgumentException(
          "%s has %d values for %d coefficients"
              .formatted(what, values.length, coefficients.length));
    }
    return values.clone();
  }

  /** How many inputs there are. */
  public int inputs() {
    return coefficients.length;
  }

  /**
   * The weighted sum for one row.
   *
   * @throws IllegalArgumentException when there are more or fewer inputs than coefficients
   */
  public double at(double[] inputs) {
    InputCount.check(coefficients.length, inputs);
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += standardized(i, inputs[i]) * coefficients[i];
    }
    return sum + intercept;
  }

  private double standardized(int i, double input) {
    double value = missing != null && Double.isNaN(input) ? missing[i] : input;
    return shift == null || scale == null ? value : (value - shift[i]) * scale[i];
  }

  double[] coefficients() {
    return coefficients;
  }

  double intercept() {
    return intercept;
  }

  Optional<double[]> missing() {
    return Optional.ofNullable(missing);
  }

  Optional<double[]> shift() {
    return Optional.ofNullable(shift);
  }

  Optional<double[]> scale() {
    return Optional.ofNullable(scale);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinearPredictor that
        && Double.compare(intercept, that.intercept) == 0
        && Arrays.equals(coefficients, that.coefficients)
        && Arrays.equals(missing, that.missing)
        && Arrays.equals(shift, that.shift)
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(coefficients) + Double.hashCode(intercept);
  }
}
