package rowan.jobs.generate;

/**
 * The random numbers at one {@link CounterRandom}, one after the other: SplitMix64, the {@code n}th
 * being {@code mix(key + n * GAMMA)}. The logarithms and powers are {@code StrictMath}'s, so that
 * machines agree to the last bit. Not thread-safe; meant to be used where it was made.
 */
final class Draws {

  /** Below this, {@code exp(-mean)} is far from underflow. */
  private static final double POISSON_STEP = 64;

  private static final double LARGEST_POISSON_MEAN = 1e9;

  /** Smaller shapes give numbers that underflow to 0. */
  private static final double SMALLEST_SHAPE = 0.1;

  private final long key;
  private long count;

  Draws(long key) {
    this.key = key;
  }

  /** 64 random bits. */
  long bits() {
    count++;
    return CounterRandom.mix(key + count * CounterRandom.GAMMA);
  }

  /** Uniform in [0, 1): a multiple of 2^-53. */
  double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** Uniform in [{@code low}, {@code high}), but for rounding. */
  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /**
   * Uniform in 0 to {@code bound} - 1: the upper half of the 128-bit product of the bound and 64
   * random bits (Lemire 2019, without the rejection). No number is more likely than another by more
   * than one part in 2^64 / bound.
   */
  long below(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("Invalid bound %d (at least 1)".formatted(bound));
    }
    long bits = bits();
    // multiplyHigh takes the bits as signed: where the top one is set they count 2^64 too little.
    return Math.multiplyHigh(bits, bound) + ((bits >> 63) & bound);
  }

  /** Exponential with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - uniform());
  }

  /** Normal with mean 0 and variance 1 (Box and Muller 1958; the cosine of the pair). */
  double normal() {
    double radius = StrictMath.sqrt(2 * exponential());
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /**
   * Poisson: how many exponential steps fit into {@code mean}, counted as a product of uniforms
   * (Knuth, TAOCP 3.4.1). A large mean is taken in parts, since sums of Poisson numbers are
   * Poisson; time grows with the mean.
   */
  int poisson(double mean) {
    if (!(mean >= 0 && mean <= LARGEST_POISSON_MEAN)) {
      throw new IllegalArgumentException("Invalid mean %s (0 to 1e9)".formatted(mean));
    }
    int total = 0;
    double left = mean;
    for (; left > POISSON_STEP; left -= POISSON_STEP) {
      total += smallPoisson(POISSON_STEP);
    }
    return total + smallPoisson(left);
  }

  private int smallPoisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int steps = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      steps++;
    }
    return steps;
  }

  /**
   * Gamma with the given shape and scale 1 (Marsaglia and Tsang, "A Simple Method for Generating
   * Gamma Variables", 2000); a shape below 1 by way of the shape one larger.
   */
  double gamma(double shape) {
    if (!(shape >= SMALLEST_SHAPE)) {
      throw new IllegalArgumentException("Invalid shape %s (at least 0.1)".formatted(shape));
    }
    if (shape < 1) {
      double larger = largeGamma(shape + 1);
      return larger * StrictMath.pow(1 - uniform(), 1 / shape);
    }
    return largeGamma(shape);
  }

  private double largeGamma(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double v = root * root * root;
      // The paper's test of the logarithms; its quick squeeze before it only saves time.
      if (v > 0 && -exponential() < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** Beta: the share of one gamma in the sum of two. */
  double beta(double a, double b) {
    double x = gamma(a);
    return x / (x + gamma(b));
  }
}
