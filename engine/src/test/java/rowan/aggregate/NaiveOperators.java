package rowan.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;

/** What each operator means, computed from a list of events in the plainest way. */
public final class NaiveOperators {

  /** So many digits that rounding a second time, to a double, makes no difference. */
  private static final MathContext MANY = new MathContext(1500);

  private NaiveOperators() {}

  /**
   * The value of an operator over events in order, none of which has a null; null when undefined.
   *
   * @param annotation the simple name of the annotation
   * @param settings its arguments, with the defaults
   * @param result the type of the feature, the operator's or a wider one
   * @param asOf the time of the asking row
   */
  public static @Nullable Object apply(
      String annotation,
      Map<String, Object> settings,
      List<Type> inputs,
      Type result,
      List<NaiveEvent> events,
      long asOf) {
    if (events.isEmpty()) {
      return annotation.equals("Count") ? widened(0L, result) : null;
    }
    Object value = new Definition(settings, inputs, events, asOf).value(annotation);
    return value == null ? null : widened(value, result);
  }

  private static Object widened(Object value, Type result) {
    if (result == Scalar.DOUBLE) {
      return ((Number) value).doubleValue();
    }
    return result == Scalar.LONG ? (Object) ((Number) value).longValue() : value;
  }

  /** The definitions, over some events. */
  private record Definition(
      Map<String, Object> settings, List<Type> inputs, List<NaiveEvent> events, long asOf) {

    @Nullable Object value(String annotation) {
      return switch (annotation) {
        case "Count" -> (long) events.size();
        case "Sum" -> sum(column(0), inputs.get(0));
        case "Mean" -> mean(column(0));
        case "Min" -> sorted(0).get(0);
        case "Max" -> sorted(0).get(events.size() - 1);
        case "Variance" -> variance();
        case "StdDev" -> {
          Double variance = variance();
          yield variance == null ? null : Math.sqrt(variance);
        }
        case "Skewness" -> skewness();
        case "Kurtosis" -> kurtosis();
        case "CountDistinct" -> (long) frequencies().size();
        case "CountDistinctUpTo" -> (long) Math.min(limit(), frequencies().size());
        case "ApproxCountDistinct" -> sketched();
        case "Quantile" -> quantile();
        case "ApproxQuantile" -> approxQuantile();
        default -> placed(annotation);
      };
    }

    private @Nullable Object placed(String annotation) {
      int n = events.size();
      return switch (annotation) {
        case "First" -> column(0).get(0);
        case "Last" -> column(0).get(n - 1);
        case "FirstK" -> column(0).subList(0, Math.min(n, limit()));
        case "LastK" -> column(0).subList(Math.max(0, n - limit()), n);
        case "Lag" -> n < limit() ? null : column(0).get(n - limit());
        case "TopK" -> {
          List<Object> descending = sorted(0);
          Collections.reverse(descending);
          yield descending.subList(0, Math.min(n, limit()));
        }
        case "BottomK" -> sorted(0).subList(0, Math.min(n, limit()));
        case "MostFrequent" -> mostFrequent();
        case "Histogram" -> frequencies();
        case "Ratio" -> (double) Collections.frequency(column(0), true) / n;
        case "Entropy" -> entropy();
        case "TimeSinceLast" -> (double) (asOf - events.get(n - 1).time()) / unit();
        case "ExpSum" -> folded(asOf, bucket -> exactDouble(bucket));
        case "ExpCount" -> folded(asOf, bucket -> bucket.size());
        case "ExpMean" -> {
          long last = events.get(n - 1).time();
          yield folded(last, bucket -> exactDouble(bucket)) / folded(last, bucket -> bucket.size());
        }
        case "SumBy" -> sumBy();
        case "TargetMean" -> targetMean();
        case "QuantileBins" -> quantileBins();
        case "Vocabulary" -> vocabulary();
        case "CategoryIndex" -> {
          Map<Object, Object> places = new TreeMap<>(ValueOrder.of(inputs.get(0)));
          vocabulary().forEach(category -> places.put(category, places.size()));
          yield places;
        }
        case "Trend" -> trend();
        default -> throw new IllegalArgumentException("no operator " + annotation);
      };
    }

    private int limit() {
      return (Integer) settings.get("value");
    }

    private long unit() {
      return switch ((ChronoUnit) settings.get("unit")) {
        case SECONDS -> 1_000_000L;
        case MINUTES -> 60_000_000L;
        case HOURS -> 3_600_000_000L;
        default -> 86_400_000_000L;
      };
    }

    private List<Object> column(int position) {
      return events.stream().map(event -> event.values().get(position)).toList();
    }

    private List<Object> sorted(int position) {
      List<Object> sorted = new ArrayList<>(column(position));
      sorted.sort(ValueOrder.of(inputs.get(position)));
      return sorted;
    }

    // Sums.

    private static Object sum(List<Object> values, Type type) {
      if (type == Scalar.FLOAT || type == Scalar.DOUBLE) {
        return exactDouble(values);
      }
      BigDecimal sum = exactSum(values);
      return type instanceof Decimal decimal
          ? sum.setScale(decimal.scale())
          : (Object) sum.longValueExact();
    }

    private static double exactDouble(List<Object> values) {
      Double unbounded = unbounded(values);
      return unbounded != null ? unbounded : exactSum(values).doubleValue();
    }

    private static double mean(List<Object> values) {
      Double unbounded = unbounded(values);
      return unbounded != null
          ? unbounded
          : quotient(exactSum(values), BigDecimal.valueOf(values.size()));
    }

    /** The sum of values among which are NaN or infinities; null when there are none. */
    private static @Nullable Double unbounded(List<Object> values) {
      double sum = 0;
      for (Object value : values) {
        boolean real = value instanceof Double || value instanceof Float;
        sum += real && !Double.isFinite(number(value)) ? number(value) : 0;
      }
      return sum == 0 ? null : (Double) sum;
    }

    private static double number(Object value) {
      return ((Number) value).doubleValue();
    }

    private static BigDecimal exactSum(List<Object> values) {
      return values.stream().map(Definition::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal exact(Object value) {
      if (value instanceof BigDecimal decimal) {
        return decimal;
      }
      return value instanceof Double || value instanceof Float
          ? new BigDecimal(number(value))
          : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static double quotient(BigDecimal dividend, BigDecimal divisor) {
      int digits =
          Math.max(0, dividend.scale()) + divisor.precision() + 60; // MANY would strip zeros
      return dividend.divide(divisor, digits, RoundingMode.HALF_EVEN).doubleValue();
    }

    // Moments.

    private @Nullable Double variance() {
      int n = events.size();
      boolean sample = (Boolean) settings.get("sample");
      return sample && n == 1 ? null : (Double) centralMoment(2, sample ? n - 1 : n);
    }

    /** The sum of (x - mean)^power by a divisor; multiplied by n^power on the way, to be exact. */
    private double centralMoment(int power, int divisor) {
      if (unbounded(column(0)) != null) {
        return Double.NaN;
      }
      BigDecimal n = BigDecimal.valueOf(events.size());
      BigDecimal sum = exactSum(column(0));
      BigDecimal powers = BigDecimal.ZERO;
      for (Object value : column(0)) {
        powers = powers.add(exact(value).multiply(n).subtract(sum).pow(power));
      }
      return quotient(powers, n.pow(power).multiply(BigDecimal.valueOf(divisor)));
    }

    private @Nullable Double skewness() {
      double m2 = centralMoment(2, events.size());
      return m2 == 0 ? null : (Double) (centralMoment(3, events.size()) / (m2 * Math.sqrt(m2)));
    }

    private @Nullable Double kurtosis() {
      double m2 = centralMoment(2, events.size());
      return m2 == 0 ? null : (Double) (centralMoment(4, events.size()) / (m2 * m2) - 3);
    }

    private @Nullable Double trend() {
      BigDecimal n = BigDecimal.valueOf(events.size());
      BigDecimal times = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (NaiveEvent event : events) {
        times = times.add(BigDecimal.valueOf(event.time()));
        squares = squares.add(BigDecimal.valueOf(event.time()).pow(2));
      }
      BigDecimal spread = n.multiply(squares).subtract(times.pow(2));
      if (spread.signum() == 0) {
        return null;
      }
      if (unbounded(column(0)) != null) {
        return Double.NaN;
      }
      BigDecimal products = BigDecimal.ZERO;
      for (NaiveEvent event : events) {
        BigDecimal value = exact(event.values().get(0));
        products = products.add(value.multiply(BigDecimal.valueOf(event.time())));
      }
      BigDecimal covariance = n.multiply(products).subtract(times.multiply(exactSum(column(0))));
      return quotient(covariance.multiply(BigDecimal.valueOf(unit())), spread);
    }

    // Half-lives.

    private double folded(long time, Function<List<Object>, Number> value) {
      long halfLife = Micros.of(Micros.duration((String) settings.get("halfLife")));
      NavigableMap<Long, List<Object>> buckets = new TreeMap<>();
      for (NaiveEvent event : events) {
        buckets
            .computeIfAbsent(Math.floorDiv(event.time(), halfLife), any -> new ArrayList<>())
            .add(event.values().isEmpty() ? 0 : event.values().get(0));
      }
      double folded = 0;
      for (Map.Entry<Long, List<Object>> bucket : buckets.descendingMap().entrySet()) {
        long age = Math.floorDiv(time, halfLife) - bucket.getKey();
        folded += Math.scalb(value.apply(bucket.getValue()).doubleValue(), (int) -age);
      }
      return folded;
    }

    // Frequencies.

    private Map<Object, Object> frequencies() {
      Map<Object, Object> frequencies = new TreeMap<>(ValueOrder.of(inputs.get(0)));
      for (Object value : column(0)) {
        frequencies.merge(key(value), 1L, (a, b) -> (Long) a + (Long) b);
      }
      return frequencies;
    }

    private static Object key(Object value) {
      if (value instanceof Double number) {
        return number == 0 ? (Double) 0.0 : number;
      }
      return value instanceof Float number && number == 0 ? (Float) 0.0f : value;
    }

    private Object mostFrequent() {
      Map<Object, Object> frequencies = frequencies();
      Object most = Collections.max(frequencies.values(), Comparator.comparing(n -> (Long) n));
      return frequencies.keySet().stream()
          .filter(value -> frequencies.get(value).equals(most))
          .findFirst()
          .orElseThrow();
    }

    private double entropy() {
      long[] counts = frequencies().values().stream().mapToLong(n -> (Long) n).sorted().toArray();
      double entropy = 0;
      for (long count : counts) {
        double share = (double) count / events.size();
        entropy -= share * (StrictMath.log(share) / StrictMath.log(2));
      }
      return entropy;
    }

    private Map<Object, Object> sumBy() {
      Map<Object, List<Object>> groups = new TreeMap<>(ValueOrder.of(inputs.get(1)));
      for (NaiveEvent event : events) {
        groups
            .computeIfAbsent(event.values().get(1), any -> new ArrayList<>())
            .add(event.values().get(0));
      }
      Map<Object, Object> sums = new TreeMap<>(ValueOrder.of(inputs.get(1)));
      groups.forEach((category, values) -> sums.put(category, sum(values, inputs.get(0))));
      return sums;
    }

    private Map<Object, Object> targetMean() {
      double m = (Double) settings.get("smoothing");
      double all = mean(column(0));
      Map<Object, Object> means = new TreeMap<>(ValueOrder.of(inputs.get(1)));
      for (Object category : column(1).stream().distinct().toList()) {
        List<Object> targets =
            events.stream()
                .filter(event -> event.values().get(1).equals(category))
                .map(event -> event.values().get(0))
                .toList();
        double n = targets.size();
        double own = mean(targets);
        means.put(category, m == 0 ? own : (n * own + m * all) / (n + m));
      }
      return means;
    }

    private double[] quantileBins() {
      int bins = limit();
      List<Double> cuts = new ArrayList<>();
      for (int i = 1; i < bins; i++) {
        Map<String, Object> quantile =
            Map.of("value", (double) i / bins, "relativeError", settings.get("relativeError"));
        double cut = new Definition(quantile, inputs, events, asOf).approxQuantile();
        if (!Double.isNaN(cut) && !cuts.contains(cut)) {
          cuts.add(cut);
        }
      }
      return cuts.stream().mapToDouble(cut -> cut).toArray();
    }

    private List<Object> vocabulary() {
      Map<Object, Object> frequencies = frequencies();
      List<Object> categories = new ArrayList<>(frequencies.keySet());
      categories.sort(Comparator.comparing(category -> -(Long) frequencies.get(category)));
      return categories.subList(0, Math.min(limit(), categories.size()));
    }

    private long sketched() {
      HllSketch sketch = new HllSketch(12, TgtHllType.HLL_8);
      for (Object value : column(0)) {
        if (value instanceof Boolean truth) {
          sketch.update(truth ? 1L : 0L);
        } else if (value instanceof Integer || value instanceof Long) {
          sketch.update(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
          sketch.update(number(value));
        } else if (value instanceof Instant instant) {
          sketch.update(Micros.of(instant));
        } else if (value instanceof LocalDateTime dateTime) {
          sketch.update(Micros.of(dateTime));
        } else if (value instanceof LocalDate date) {
          sketch.update(date.toEpochDay());
        } else {
          byte[] bytes = bytes(value);
          byte[] marked = Arrays.copyOf(bytes, bytes.length + 1);
          marked[bytes.length] = 1;
          sketch.update(marked);
        }
      }
      return Math.round(sketch.getCompositeEstimate());
    }

    private static byte[] bytes(Object value) {
      if (value instanceof byte[] bytes) {
        return bytes;
      }
      if (value instanceof BigDecimal decimal) {
        BigInteger unscaled = decimal.unscaledValue();
        return unscaled.toByteArray();
      }
      String text = value instanceof Enum<?> constant ? constant.name() : (String) value;
      return text.getBytes(StandardCharsets.UTF_8);
    }

    // Quantiles.

    private double[] ascending() {
      return column(0).stream().mapToDouble(Definition::number).sorted().toArray();
    }

    private double quantile() {
      double[] x = ascending();
      double rank = (Double) settings.get("value") * (x.length - 1);
      double fraction = rank - Math.floor(rank);
      double below = x[(int) Math.floor(rank)];
      double above = x[(int) Math.ceil(rank)];
      return below == above || fraction == 0 ? below : below * (1 - fraction) + above * fraction;
    }

    private double approxQuantile() {
      double[] x = ascending();
      double exact = x[(int) Math.floor((Double) settings.get("value") * (x.length - 1))];
      if (exact == 0 || !Double.isFinite(exact)) {
        return exact + 0.0;
      }
      double e = (Double) settings.get("relativeError");
      double base = (1 + e) / (1 - e);
      double bound = StrictMath.ceil(StrictMath.log(Math.abs(exact)) / StrictMath.log(base));
      double middle = StrictMath.pow(base, bound - 1) * (2 * base / (1 + base));
      return Math.copySign(Math.min(middle, Double.MAX_VALUE), exact);
    }
  }
}
