package rowan.graph;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.aggregate.Event;
import rowan.aggregate.EvictingAggregator;
import rowan.aggregate.Result;
import rowan.feature.Operator;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** Operators such as an author may add, for graphs whose operators are never run. */
public final class TinyOperators {

  private TinyOperators() {}

  /** How many events there are. */
  @Operator(CountOfEvents.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Count {}

  /** The sum of longs, of all or of those above a floor; it takes events back. */
  @Operator(SumOfLongs.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Total {
    long above() default 0;
  }

  /** The greatest number; it takes no event back. */
  @Operator(GreatestNumber.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Greatest {
    int value() default 1;
  }

  /** A record: the least and the greatest. */
  @Operator(LeastAndGreatest.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Extent {}

  /** An operator without the constructor that it needs. */
  @Operator(Unmakeable.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Broken {}

  /** What {@link Extent} gives. */
  public record Range(double least, double greatest) {}

  /** Keeps the sum in an array of one. */
  private abstract static class OfLongs implements EvictingAggregator<long[]> {
    @Override
    public Type result() {
      return Scalar.LONG;
    }

    @Override
    public long[] create() {
      return new long[1];
    }

    abstract long of(Event event);

    @Override
    public void add(long[] state, Event event) {
      state[0] += of(event);
    }

    @Override
    public void evict(long[] state, Event oldest) {
      state[0] -= of(oldest);
    }

    @Override
    public long[] merge(long[] earlier, long[] later) {
      return new long[] {earlier[0] + later[0]};
    }

    @Override
    public void write(long[] state, ValueWriter out) {
      out.whole(state[0]);
    }

    @Override
    public long[] read(ValueReader in) {
      return new long[] {in.whole()};
    }

    @Override
    public void finish(long[] state, long asOf, Result result) {
      result.setLong(state[0]);
    }
  }

  public static final class CountOfEvents extends OfLongs {
    public CountOfEvents(Arguments arguments) {
      require(arguments.inputs().isEmpty(), "takes no parameters");
    }

    @Override
    long of(Event event) {
      return 1;
    }
  }

  public static final class SumOfLongs extends OfLongs {
    private final long above;

    public SumOfLongs(Arguments arguments) {
      require(arguments.inputs().equals(List.of(Scalar.LONG)), "takes one long");
      above = arguments.setting("above", Long.class);
    }

    @Override
    long of(Event event) {
      return event.longAt(0) > above ? event.longAt(0) : 0;
    }
  }

  /** Keeps the least and the greatest in an array of two. */
  private abstract static class OfExtremes implements Aggregator<double[]> {
    OfExtremes(Arguments arguments) {
      require(arguments.inputs().equals(List.of(Scalar.DOUBLE)), "takes one double");
    }

    @Override
    public double[] create() {
      return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    }

    @Override
    public void add(double[] state, Event event) {
      state[0] = Math.min(state[0], event.doubleAt(0));
      state[1] = Math.max(state[1], event.doubleAt(0));
    }

    @Override
    public double[] merge(double[] earlier, double[] later) {
      return new double[] {Math.min(earlier[0], later[0]), Math.max(earlier[1], later[1])};
    }

    @Override
    public void write(double[] state, ValueWriter out) {
      out.value(Scalar.DOUBLE, state[0]);
      out.value(Scalar.DOUBLE, state[1]);
    }

    @Override
    public double[] read(ValueReader in) {
      return new double[] {(double) in.value(Scalar.DOUBLE), (double) in.value(Scalar.DOUBLE)};
    }
  }

  public static final class GreatestNumber extends OfExtremes {
    public GreatestNumber(Arguments arguments) {
      super(arguments);
    }

    @Override
    public Type result() {
      return Scalar.DOUBLE;
    }

    @Override
    public void finish(double[] state, long asOf, Result result) {
      result.setDouble(state[1]);
    }
  }

  public static final class LeastAndGreatest extends OfExtremes {
    public LeastAndGreatest(Arguments arguments) {
      super(arguments);
    }

    @Override
    public Type result() {
      return new Type.Struct(
          Range.class.getName(),
          List.of(
              new Type.Field(Name.of("least"), Scalar.DOUBLE, false),
              new Type.Field(Name.of("greatest"), Scalar.DOUBLE, false)));
    }

    @Override
    public void finish(double[] state, long asOf, Result result) {
      result.set(new Range(state[0], state[1]));
    }
  }

  public static final class Unmakeable extends OfLongs {
    @Override
    long of(Event event) {
      return 0;
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
