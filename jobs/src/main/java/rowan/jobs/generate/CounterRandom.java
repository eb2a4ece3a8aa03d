package rowan.jobs.generate;

/**
 * Where the random numbers of one thing are: a node in a tree, found by a seed, a stream and
 * coordinates such as a customer, a day and an index. What a node gives is a pure function of the
 * path to it, so the same numbers come out whoever asks, in whatever order and on whatever machine.
 *
 * <p>The key of a node is 64 bits, mixed step by step from the key of its parent and its
 * coordinate, the first two being the seed and the stream:
 *
 * <pre>
 * key() = 0
 * key(path, coordinate) = mix(key(path) ^ mix(coordinate + GAMMA))
 * </pre>
 *
 * where {@code GAMMA} is the odd number nearest to 2^64 divided by the golden ratio and {@code mix}
 * is the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014, with the constants of Stafford's variant 13). The inner {@code mix}
 * keeps neighbouring coordinates of neighbouring nodes apart. The numbers of a node are those of
 * SplitMix64 started at its key ({@link Draws}).
 */
final class CounterRandom {

  static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final long key;

  private CounterRandom(long key) {
    this.key = key;
  }

  /** The node below which everything is that {@code stream} is about. */
  static CounterRandom of(long seed, RandomStream stream) {
    return new CounterRandom(0).at(seed).at(stream.number());
  }

  /** The node one step further. */
  CounterRandom at(long coordinate) {
    return new CounterRandom(mix(key ^ mix(coordinate + GAMMA)));
  }

  /** The numbers of this node, from the first. */
  Draws draws() {
    return new Draws(key);
  }

  /** A bijection of the 64-bit numbers whose every output bit depends on every input bit. */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
