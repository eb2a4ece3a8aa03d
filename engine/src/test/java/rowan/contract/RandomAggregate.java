package rowan.contract;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;
import rowan.graph.DraftedGraph;
import rowan.graph.DraftedGraph.Input;
import rowan.graph.OverUse;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Aggregates over the sources of {@link Trade}, each made from a number of its own. */
final class RandomAggregate {

  /** What operators may read of the events of a source. */
  private record Columns(
      Class<?> owner, List<Input> numbers, List<Input> others, List<String> conditions) {
    List<Input> all() {
      return Stream.concat(numbers.stream(), others.stream()).toList();
    }
  }

  /** How rows of a spine may ask for events: by their key, and what the spine calls it. */
  private record Key(String events, List<String> by, List<String> on) {
    Key(String events, String by, String on) {
      this(events, List.of(by.split(",")), on.isEmpty() ? List.of() : List.of(on.split(",")));
    }
  }

  private static final List<String> LATE = List.of("fraud", "fraudScore", "fraudulent");

  private static final Map<String, Columns> COLUMNS =
      Map.of(
          "payments",
          new Columns(
              TradeRows.PaymentRows.class,
              List.of(
                  new Input("amount", Scalar.DOUBLE),
                  new Input("tip", Scalar.DOUBLE),
                  new Input("perItem", Scalar.DOUBLE),
                  new Input("points", Scalar.LONG),
                  new Input("points", Scalar.DOUBLE),
                  new Input("items", Scalar.INT),
                  new Input("items", Scalar.LONG),
                  new Input("items", Scalar.DOUBLE),
                  new Input("weight", Scalar.FLOAT),
                  new Input("weight", Scalar.DOUBLE),
                  new Input("price", Type.Decimal.DEFAULT),
                  new Input("secondOfMinute", Scalar.LONG),
                  new Input("fraudScore", Scalar.INT)),
              List.of(
                  new Input("shop", Scalar.STRING),
                  new Input("region", Scalar.STRING),
                  new Input("online", Scalar.BOOLEAN),
                  new Input("tipped", Scalar.BOOLEAN),
                  new Input("paidAt", Scalar.INSTANT),
                  new Input(
                      "channel",
                      new Type.Enumeration(
                          Trade.Channel.class.getName(), List.of("WEB", "SHOP", "PHONE"))),
                  new Input("fraudulent", Scalar.BOOLEAN)),
              List.of("online", "big", "tipped", "fraudulent")),
          "visits",
          new Columns(
              TradeRows.VisitRows.class,
              List.of(new Input("seconds", Scalar.DOUBLE), new Input("visitorKey", Scalar.INT)),
              List.of(
                  new Input("shop", Scalar.STRING),
                  new Input("bought", Scalar.BOOLEAN),
                  new Input("day", Scalar.DATE)),
              List.of("bought", "longVisit")),
          "refunds",
          new Columns(
              TradeRows.RefundRows.class,
              List.of(new Input("amount", Scalar.DOUBLE)),
              List.of(
                  new Input("refundId", Scalar.STRING),
                  new Input("full", Scalar.BOOLEAN),
                  new Input("bookedAt", Scalar.INSTANT)),
              List.of("full")),
          "tariffs",
          new Columns(
              TradeRows.TariffRows.class,
              List.of(new Input("fee", Scalar.DOUBLE)),
              List.of(new Input("note", Scalar.STRING), new Input("free", Scalar.BOOLEAN)),
              List.of("free")));

  private static final Map<String, List<Key>> KEYS =
      Map.of(
          "payments",
          List.of(
              new Key("payments", "customer", ""),
              new Key("payments", "customer", ""),
              new Key("payments", "shop", ""),
              new Key("payments", "customer,shop", ""),
              new Key("payments", "region", ""),
              new Key("payments", "amountKey", ""),
              new Key("payments", "payee", "customer"),
              new Key("visits", "visitor", "customer"),
              new Key("visits", "visitor,shop", "customer,shop"),
              new Key("refunds", "customer", ""),
              new Key("tariffs", "shop", "")),
          "visits",
          List.of(
              new Key("visits", "visitor", ""),
              new Key("visits", "shop", ""),
              new Key("visits", "visitorKey", ""),
              new Key("payments", "customer", "visitorKey"),
              new Key("refunds", "customer", "visitorKey"),
              new Key("tariffs", "shop", "")),
          "refunds",
          List.of(
              new Key("refunds", "customer", ""),
              new Key("payments", "customer", ""),
              new Key("visits", "visitor", "customer")),
          "tariffs",
          List.of(
              new Key("tariffs", "shop", ""),
              new Key("payments", "shop", ""),
              new Key("visits", "shop", "")),
          "customers",
          List.of(
              new Key("payments", "customer", ""),
              new Key("payments", "shop", ""),
              new Key("visits", "visitor", "customer"),
              new Key("refunds", "customer", ""),
              new Key("tariffs", "shop", "")));

  /** The operators, by what they take. */
  static final List<String> OF_NUMBER =
      List.of(
          "Sum",
          "Mean",
          "Variance",
          "StdDev",
          "Skewness",
          "Kurtosis",
          "ExpSum",
          "ExpMean",
          "Trend",
          "Quantile",
          "ApproxQuantile",
          "QuantileBins");

  static final List<String> OF_ANY =
      List.of(
          "Count",
          "Min",
          "Max",
          "First",
          "Last",
          "FirstK",
          "LastK",
          "TopK",
          "BottomK",
          "Lag",
          "CountDistinct",
          "CountDistinctUpTo",
          "ApproxCountDistinct",
          "MostFrequent",
          "Entropy");

  static final List<String> OF_OTHERS =
      List.of(
          "Count",
          "TimeSinceLast",
          "ExpCount",
          "Ratio",
          "Histogram",
          "SumBy",
          "TargetMean",
          "Vocabulary",
          "CategoryIndex");

  private static final List<String> CANNOT_EVICT =
      List.of("ApproxCountDistinct", "CountDistinctUpTo");

  private static final List<String> LENGTHS = List.of("1s", "5s", "20s", "60s", "1d", "2d");

  private final Random random;
  private final boolean isServed;

  private RandomAggregate(int seed, boolean isServed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.isServed = isServed;
  }

  /**
   * An aggregate that rows of a spine may ask for.
   *
   * @param served whether it must be one that can be served
   * @param late whether it may be of events that are available late, if rows ask for others
   */
  static DraftedGraph.Aggregate of(
      String name, String spine, int seed, boolean served, boolean late) {
    List<Key> keys =
        KEYS.get(spine).stream()
            .filter(key -> late || spine.equals("refunds") || !key.events().equals("refunds"))
            .toList();
    return new RandomAggregate(seed, served).draft(name, keys);
  }

  private DraftedGraph.Aggregate draft(String name, List<Key> keys) {
    Key key = pick(keys);
    Columns columns = COLUMNS.get(key.events());
    String operator = pick(pick(List.of(OF_NUMBER, OF_ANY, OF_ANY, OF_OTHERS)));
    List<Input> inputs = inputs(operator, columns);
    Optional<String> condition =
        random.nextInt(3) == 0 ? Optional.of(pick(columns.conditions())) : Optional.empty();
    boolean isLate =
        inputs.stream().anyMatch(input -> LATE.contains(input.name()))
            || condition.filter(LATE::contains).isPresent();
    boolean isLabel = !isServed && random.nextInt(8) == 0 && !CANNOT_EVICT.contains(operator);
    DraftedGraph.Aggregate draft =
        new DraftedGraph.Aggregate(
            name,
            columns.owner(),
            operator,
            settings(operator),
            inputs,
            condition,
            Optional.empty(),
            isLabel ? ahead(key) : over(key, operator, isLate),
            isLabel);
    return random.nextInt(4) == 0 && isNumber(DraftedGraph.result(draft))
        ? withEmpty(draft)
        : draft;
  }

  private static boolean isNumber(Type type) {
    return type instanceof Type.Decimal
        || List.of(Scalar.INT, Scalar.LONG, Scalar.FLOAT, Scalar.DOUBLE).contains(type);
  }

  private static DraftedGraph.Aggregate withEmpty(DraftedGraph.Aggregate draft) {
    return new DraftedGraph.Aggregate(
        draft.name(),
        draft.owner(),
        draft.annotation(),
        draft.settings(),
        draft.inputs(),
        draft.condition(),
        Optional.of(-7.0),
        draft.over(),
        draft.label());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  // Operators.

  private List<Input> inputs(String operator, Columns columns) {
    if (OF_NUMBER.contains(operator)) {
      return List.of(pick(columns.numbers()));
    }
    return switch (operator) {
      case "Ratio" -> List.of(pick(of(columns, List.of(Scalar.BOOLEAN))));
      case "Histogram", "Vocabulary", "CategoryIndex" -> List.of(pick(categories(columns)));
      case "SumBy", "TargetMean" -> {
        List<Input> both = new ArrayList<>(List.of(pick(columns.numbers())));
        List<Input> categories = new ArrayList<>(categories(columns));
        categories.removeIf(input -> input.name().equals(both.get(0).name()));
        both.add(pick(categories));
        yield both;
      }
      case "Count", "TimeSinceLast", "ExpCount" ->
          random.nextBoolean() ? List.of() : List.of(pick(columns.all()));
      default -> List.of(pick(columns.all()));
    };
  }

  private static List<Input> of(Columns columns, List<Type> types) {
    return columns.all().stream().filter(input -> types.contains(input.type())).toList();
  }

  private static List<Input> categories(Columns columns) {
    return columns.all().stream()
        .filter(
            input ->
                input.type() instanceof Type.Enumeration
                    || List.of(Scalar.STRING, Scalar.BOOLEAN, Scalar.INT, Scalar.LONG)
                        .contains(input.type()))
        .toList();
  }

  private Map<String, Object> settings(String operator) {
    Map<String, Object> settings = new HashMap<>();
    switch (operator) {
      case "Variance", "StdDev" -> settings.put("sample", random.nextBoolean());
      case "ExpSum", "ExpMean", "ExpCount" -> settings.put("halfLife", pick(List.of("7s", "1d")));
      case "Trend", "TimeSinceLast" ->
          settings.put("unit", pick(List.of(ChronoUnit.SECONDS, ChronoUnit.DAYS)));
      case "Quantile" -> settings.put("value", pick(List.of(0.0, 0.5, 0.95)));
      case "ApproxQuantile" -> {
        settings.put("value", pick(List.of(0.5, 0.9)));
        settings.put("relativeError", 0.01);
      }
      case "QuantileBins" -> {
        settings.put("value", pick(List.of(2, 5)));
        settings.put("relativeError", 0.01);
      }
      case "TargetMean" -> settings.put("smoothing", pick(List.of(0.0, 2.5)));
      case "FirstK",
          "LastK",
          "TopK",
          "Vocabulary",
          "CategoryIndex",
          "BottomK",
          "Lag",
          "CountDistinctUpTo" ->
          settings.put("value", 1 + random.nextInt(3));
      default -> {}
    }
    return settings;
  }

  // Windows.

  private List<String> lengths(int atLeast) {
    List<String> lengths = new ArrayList<>();
    for (int i = atLeast + random.nextInt(3 - atLeast); i > 0; i--) {
      String length = pick(LENGTHS);
      if (!lengths.contains(length)) {
        lengths.add(length);
      }
    }
    return lengths;
  }

  private OverUse ahead(Key key) {
    return new OverUse(
        key.by(),
        key.on(),
        List.of(),
        lengths(1),
        Bounds.BEFORE,
        pick(List.of("0s", "0s", "5s")),
        0,
        Ties.EARLIER,
        Exclusion.NOTHING,
        "",
        Convention.ROWAN);
  }

  private OverUse over(Key key, String operator, boolean isLate) {
    return random.nextInt(6) == 0 && !CANNOT_EVICT.contains(operator)
        ? byConvention(key, isLate)
        : asWritten(key, operator, isLate);
  }

  private OverUse byConvention(Key key, boolean isLate) {
    List<Convention> rules =
        isServed
            ? List.of(Convention.CHRONON, Convention.OPENMLDB, Convention.PANDAS)
            : List.of(Convention.CHRONON, Convention.OPENMLDB, Convention.SPARK_RANGE);
    Convention rule = isLate || random.nextInt(4) == 0 ? Convention.FEATHR : pick(rules);
    return new OverUse(
        key.by(),
        key.on(),
        lengths(1),
        List.of(),
        Bounds.BEFORE,
        isLate ? "20s" : "0s",
        pick(List.of(0, 0, 3)),
        Ties.EARLIER,
        Exclusion.NOTHING,
        "",
        rule);
  }

  private OverUse asWritten(Key key, String operator, boolean isLate) {
    boolean cannotEvict = CANNOT_EVICT.contains(operator);
    int rows = cannotEvict ? 0 : pick(List.of(0, 0, 0, 1, 2, 5));
    List<String> lengths = lengths(operator.equals("Quantile") && rows == 0 ? 1 : 0);
    Bounds bounds = pick(List.of(Bounds.values()));
    String delay =
        pick(isLate ? List.of("20s", "60s", "1d") : List.of("0s", "0s", "0s", "5s", "1d"));
    String hop = pick(cannotEvict ? List.of("7s", "60s") : List.of("", "", "", "7s", "60s"));
    boolean reachesAsker =
        delay.equals("0s") && (bounds == Bounds.UP_TO || bounds == Bounds.CLOSED);
    Ties ties = reachesAsker && !isServed && random.nextInt(4) == 0 ? Ties.ALL : Ties.EARLIER;
    return new OverUse(
        key.by(),
        key.on(),
        lengths,
        List.of(),
        bounds,
        delay,
        rows,
        ties,
        reachesAsker && ties == Ties.EARLIER
            ? pick(List.of(Exclusion.values()))
            : Exclusion.NOTHING,
        lengths.isEmpty() ? "" : hop,
        Convention.ROWAN);
  }
}
