package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.TimeSlices;
import rowan.spark.execution.HotKeys.HotKey;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds the keys of a pass with so many rows that their task would take much longer than others:
 * first among the keys of a sample, then by counting the rows of those. Spark asks when it plans
 * the pass, which may be several times; it searches once, and what it finds changes how rows are
 * spread, and never a value.
 */
public final class HotKeySearch {

  /**
   * The setting: {@code auto}, which is the default; {@code off}; or the number of rows from which
   * on a key is hot. With a dot and a column behind it, the setting names values of that column,
   * with commas between them, which are cut in the passes by just that column, if they have rows
   * enough for two slices.
   */
  public static final String SETTING = "spark.rowan.hotKeys";

  /** Of a key with fewer rows, the task is short whatever others take. */
  private static final long LEAST_ROWS = 100_000;

  /**
   * Fewer bytes take a second or two, even in one task, and to look for hot keys a tenth of one.
   */
  private static final long LEAST_BYTES = 64_000_000;

  /** To compute a slice with fewer rows is less than what the slice costs. */
  private static final long LEAST_ROWS_OF_SLICE = 1_000;

  private static final int MOST_PARTITIONS_READ = 8;

  private static final int MOST_KEYS = 1_000;

  private final SparkSession spark;
  private @Nullable HotKeys found;

  /** A search that has not begun. */
  public HotKeySearch(SparkSession spark) {
    this.spark = spark;
  }

  /** For each pass of a plan, the keys that were found to be hot, and in how many slices. */
  public static List<String> describe(LogicalPlan plan) {
    List<String> lines = new ArrayList<>();
    CollectionConverters.asJava(plan.children()).forEach(child -> lines.addAll(describe(child)));
    if (plan instanceof AggregateAsOf pass) {
      String by = AsOfColumns.names(AsOfColumns.list(pass.columns().keysOf(pass.inputs())));
      pass.search().found().describe().forEach(key -> lines.add(by + " = " + key));
    }
    return lines;
  }

  private synchronized HotKeys found() {
    return found == null ? HotKeys.NONE : found;
  }

  /** The hot keys of a pass that can be cut. */
  synchronized HotKeys in(AggregateAsOf pass) {
    HotKeys keys = found;
    if (keys == null) {
      keys = search(pass);
      found = keys;
    }
    return keys;
  }

  private HotKeys search(AggregateAsOf pass) {
    Optional<Long> given = givenRows();
    int partitions = spark.sessionState().conf().numShufflePartitions();
    boolean isSmall =
        given.isEmpty()
            && (partitions < 2 || pass.child().stats().sizeInBytes().$less(bytes(LEAST_BYTES)));
    if (isOff() || obstacle(pass.pass(), pass.columns()).isPresent()) {
      return HotKeys.NONE;
    }
    Set<UnsafeRow> named = named(pass);
    if (isSmall && named.isEmpty()) {
      return HotKeys.NONE;
    }
    return KeyTimes.of(spark, pass)
        .map(times -> new Search(pass, times, partitions, given, named))
        .map(search -> search.keys(isSmall ? named : search.likely()))
        .orElse(HotKeys.NONE);
  }

  /** The keys that a setting names. */
  private Set<UnsafeRow> named(AggregateAsOf pass) {
    List<Attribute> key = AsOfColumns.list(pass.columns().keysOf(pass.inputs()));
    String setting = SETTING + "." + AsOfColumns.names(key);
    String values = spark.sessionState().conf().getConfString(setting, "");
    if (key.size() != 1 || values.isBlank()) {
      return Set.of();
    }
    DataType type = key.get(0).dataType();
    UnsafeProjection keyOf = KeySample.keyOf(List.of(type));
    Set<UnsafeRow> named = new HashSet<>();
    for (String value : values.split(",", -1)) {
      Object typed = typed(value.strip(), type);
      if (typed == null) {
        throw new IllegalArgumentException(
            "%s names values of type %s, with commas between them; \"%s\" is none"
                .formatted(setting, type.sql(), value.strip()));
      }
      named.add(keyOf.apply(new GenericInternalRow(new Object[] {typed})).copy());
    }
    return named;
  }

  private @Nullable Object typed(String value, DataType type) {
    Option<String> zone = Option.apply(spark.sessionState().conf().sessionLocalTimeZone());
    Literal text = Literal$.MODULE$.apply((Object) value);
    return new Cast(text, type, zone, EvalMode$.MODULE$.TRY()).eval(InternalRow.empty());
  }

  private static scala.math.BigInt bytes(long bytes) {
    return scala.math.BigInt.apply(bytes);
  }

  private String setting() {
    return spark.sessionState().conf().getConfString(SETTING, "auto");
  }

  private boolean isOff() {
    return setting().equals("off");
  }

  private Optional<Long> givenRows() {
    String setting = setting();
    if (isOff() || setting.equals("auto")) {
      return Optional.empty();
    }
    if (!setting.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          "%s is off, auto or the number of rows from which on a key is hot, not \"%s\""
              .formatted(SETTING, setting));
    }
    return Optional.of(Long.parseLong(setting));
  }

  /** Why the hot keys of a pass are left whole, if they are. */
  static Optional<String> obstacle(WindowPass pass, AsOfColumns columns) {
    if (columns.inAnyOrder()) {
      return Optional.of(
          columns.state() < 0 ? "events are available late" : "windows go on from saved state");
    }
    return TimeSlices.obstacle(pass.program());
  }

  /** A search under way. */
  private static final class Search {
    private final AggregateAsOf pass;
    private final KeyTimes rows;
    private final int partitions;
    private final Optional<Long> given;
    private final Set<UnsafeRow> named;

    Search(
        AggregateAsOf pass,
        KeyTimes rows,
        int partitions,
        Optional<Long> given,
        Set<UnsafeRow> named) {
      this.pass = pass;
      this.rows = rows;
      this.partitions = partitions;
      this.given = given;
      this.named = named;
    }

    /** Those of some keys that are hot. */
    HotKeys keys(Set<UnsafeRow> likely) {
      if (likely.isEmpty()) {
        return HotKeys.NONE;
      }
      KeyCount.Counted counted = count(likely);
      SliceNumbers numbers = new SliceNumbers(rows.key(), partitions);
      HotKeys keys = new HotKeys();
      counted.keys().entrySet().stream()
          .filter(count -> isHot(count.getKey(), count.getValue(), counted.rows()))
          .sorted(Comparator.comparing(count -> -count.getValue().rows()))
          .forEach(count -> add(count.getKey(), count.getValue(), numbers, keys));
      return keys;
    }

    private boolean isHot(UnsafeRow key, KeyCount count, long all) {
      return named.contains(key) || count.rows() >= least((double) all);
    }

    /** Of how many rows on a key is hot. */
    private double least(double all) {
      return given.isPresent() ? given.get() : Math.max(LEAST_ROWS, 2 * all / partitions);
    }

    private void add(UnsafeRow key, KeyCount count, SliceNumbers numbers, HotKeys keys) {
      TimeSlices slices =
          TimeSlices.balanced(
              pass.pass().program(), count.times(), count.last(), slices(count.rows()));
      if (slices.count() > 1) {
        keys.add(new HotKey(key, text(key), slices, numbers.of(key, slices.count())));
      }
    }

    /** As many as there are partitions, so that each gets one. */
    private int slices(long ofKey) {
      return given.isPresent()
          ? (int) Math.max(partitions, 2 * ofKey / given.get())
          : (int) Math.min(partitions, ofKey / LEAST_ROWS_OF_SLICE);
    }

    private String text(UnsafeRow key) {
      return IntStream.range(0, rows.key().size())
          .mapToObj(i -> text(key, i, rows.key().get(i)))
          .collect(Collectors.joining(", "));
    }

    private static String text(UnsafeRow key, int i, DataType type) {
      return key.isNullAt(i)
          ? "null"
          : String.valueOf(CatalystTypeConverters.convertToScala(key.get(i, type), type));
    }

    /** The keys that are hot if a sample does not deceive, and those that are named. */
    Set<UnsafeRow> likely() {
      int there = rows.rows().getNumPartitions();
      int read = Math.min(there, MOST_PARTITIONS_READ);
      int[] some = IntStream.range(0, read).map(i -> (int) ((long) i * there / read)).toArray();
      List<KeySample>[] samples =
          rows.rows().mapPartitions(new KeySample.Drawing(rows.key())).collectPartitions(some);
      Map<UnsafeRow, Double> estimates = new HashMap<>();
      double all = 0;
      boolean areWhole = true;
      for (List<KeySample> partition : samples) {
        for (KeySample sample : partition) {
          double estimated = (double) sample.rows() * there / read;
          all += estimated;
          areWhole &= sample.isWhole();
          double each = estimated / Math.max(1, sample.keys().size());
          sample.keys().forEach(key -> estimates.merge(key, each, Double::sum));
        }
      }
      // Of partitions that are longer, only the share of a key is known.
      double least = areWhole ? least(all) : Math.min(least(0), 2 * all / partitions);
      Stream<UnsafeRow> found =
          estimates.entrySet().stream()
              .filter(estimate -> estimate.getValue() >= least)
              .sorted(Comparator.comparing(estimate -> -estimate.getValue()))
              .limit(MOST_KEYS)
              .map(Map.Entry::getKey);
      return Stream.concat(found, named.stream()).collect(Collectors.toSet());
    }

    private KeyCount.Counted count(Set<UnsafeRow> keys) {
      KeyCount.Counted all = new KeyCount.Counted();
      rows.rows()
          .mapPartitions(new KeyCount.Counting(rows.key(), keys))
          .collect()
          .forEach(all::addAll);
      return all;
    }
  }
}
