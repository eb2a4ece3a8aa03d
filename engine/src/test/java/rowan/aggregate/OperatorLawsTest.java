package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rowan.type.Bits;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.Scalar;

/** The laws of operators, on every operator, against their plain definitions. */
class OperatorLawsTest {

  private static final int SEEDS = 4;
  private static final int EVENTS = 30;

  private static final Type DECIMAL = new Decimal(20, 2);
  private static final Type DAY =
      new Enumeration(
          DayOfWeek.class.getName(), Stream.of(DayOfWeek.values()).map(Enum::name).toList());
  private static final List<Type> NUMBERS =
      List.of(Scalar.DOUBLE, Scalar.FLOAT, Scalar.INT, Scalar.LONG, DECIMAL);
  private static final List<Type> SIMPLE =
      List.of(
          Scalar.DOUBLE,
          Scalar.FLOAT,
          Scalar.INT,
          Scalar.LONG,
          Scalar.BOOLEAN,
          Scalar.STRING,
          Scalar.INSTANT,
          Scalar.DATE,
          Scalar.DATE_TIME,
          Scalar.BINARY,
          DECIMAL,
          DAY);
  private static final List<Type> CATEGORIES =
      List.of(Scalar.STRING, Scalar.INT, Scalar.LONG, Scalar.BOOLEAN, DAY);
  private static final Type LIST = new ListOf(Scalar.INT, false);

  static Stream<OperatorCase> cases() {
    List<OperatorCase> cases = new ArrayList<>();
    cases.add(new OperatorCase("Count", Map.of(), List.of()));
    cases.add(new OperatorCase("Ratio", Map.of(), List.of(Scalar.BOOLEAN)));
    each(cases, "Count", Map.of(), SIMPLE);
    for (String operator : List.of("Sum", "Mean", "Skewness", "Kurtosis")) {
      each(cases, operator, Map.of(), NUMBERS);
    }
    for (String operator : List.of("Variance", "StdDev")) {
      each(cases, operator, Map.of("sample", false), NUMBERS);
      each(cases, operator, Map.of("sample", true), NUMBERS);
    }
    for (String operator : List.of("ExpSum", "ExpMean", "ExpCount")) {
      each(cases, operator, Map.of("halfLife", "1d"), NUMBERS);
    }
    each(cases, "ExpCount", Map.of("halfLife", "90m"), SIMPLE);
    cases.add(new OperatorCase("ExpCount", Map.of("halfLife", "7d"), List.of()));
    each(cases, "Trend", Map.of("unit", ChronoUnit.DAYS), NUMBERS);
    each(cases, "Trend", Map.of("unit", ChronoUnit.SECONDS), NUMBERS);
    each(cases, "Quantile", Map.of("value", 0.5), NUMBERS);
    each(cases, "Quantile", Map.of("value", 0.95), NUMBERS);
    each(cases, "Quantile", Map.of("value", 1.0), NUMBERS);
    each(cases, "ApproxQuantile", Map.of("value", 0.9, "relativeError", 0.01), NUMBERS);
    each(cases, "ApproxQuantile", Map.of("value", 0.0, "relativeError", 0.3), NUMBERS);
    addPlaced(cases);
    for (String operator :
        List.of("CountDistinct", "ApproxCountDistinct", "MostFrequent", "Entropy")) {
      each(cases, operator, Map.of(), SIMPLE);
    }
    each(cases, "CountDistinctUpTo", Map.of("value", 4), SIMPLE);
    each(cases, "QuantileBins", Map.of("value", 10, "relativeError", 0.01), NUMBERS);
    for (String operator : List.of("Vocabulary", "CategoryIndex")) {
      each(cases, operator, Map.of("value", 2), CATEGORIES);
      each(cases, operator, Map.of("value", 1000), CATEGORIES);
    }
    each(cases, "Histogram", Map.of(), CATEGORIES);
    for (Type number : NUMBERS) {
      for (Type category : CATEGORIES) {
        cases.add(new OperatorCase("SumBy", Map.of(), List.of(number, category)));
        for (double smoothing : List.of(0.0, 2.5)) {
          Map<String, Object> settings = Map.of("smoothing", smoothing);
          cases.add(new OperatorCase("TargetMean", settings, List.of(number, category)));
        }
      }
    }
    return cases.stream();
  }

  private static void addPlaced(List<OperatorCase> cases) {
    List<Type> any = Stream.concat(SIMPLE.stream(), Stream.of(LIST)).toList();
    for (String operator : List.of("Min", "Max", "First", "Last")) {
      each(cases, operator, Map.of(), any);
    }
    for (String operator : List.of("FirstK", "LastK", "TopK", "BottomK", "Lag")) {
      each(cases, operator, Map.of("value", 1), any);
      each(cases, operator, Map.of("value", 5), any);
    }
    for (ChronoUnit unit :
        List.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS)) {
      cases.add(new OperatorCase("TimeSinceLast", Map.of("unit", unit), List.of()));
      each(cases, "TimeSinceLast", Map.of("unit", unit), List.of(Scalar.STRING));
    }
  }

  private static void each(
      List<OperatorCase> cases, String operator, Map<String, Object> settings, List<Type> types) {
    types.forEach(type -> cases.add(new OperatorCase(operator, settings, List.of(type))));
  }

  static Stream<OperatorCase> evictingCases() {
    return cases().filter(OperatorCase::isEvicting);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void add_ofEventsInOrder_givesTheDefinition(OperatorCase operator) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (boolean evicts : operator.modes()) {
        List<NaiveEvent> events = RandomEvents.of(operator.inputs(), EVENTS, seed);
        Check<?> check = new Check<>(operator, operator.aggregator(evicts), seed);
        checkAdding(check, events);
      }
    }
  }

  private static <S> void checkAdding(Check<S> check, List<NaiveEvent> events) {
    S state = check.aggregator.create();
    for (int i = 0; i < events.size(); i++) {
      check.add(state, events.get(i));
      check.value(state, events.subList(0, i + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("evictingCases")
  void evict_ofTheOldest_isAsIfTheyHadNeverCome(OperatorCase operator) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<NaiveEvent> events = RandomEvents.of(operator.inputs(), EVENTS, seed);
      Check<?> check = new Check<>(operator, operator.aggregator(true), seed);
      checkSliding(check, events, new Random(seed));
    }
  }

  private static <S> void checkSliding(Check<S> check, List<NaiveEvent> events, Random random) {
    S state = check.aggregator.create();
    int from = 0;
    for (int until = 1; until <= events.size(); until++) {
      check.add(state, events.get(until - 1));
      check.value(state, events.subList(from, until));
      // Now and then the window empties, and fills again.
      int width = random.nextInt(12) * random.nextInt(4);
      while (from < until - width) {
        check.evict(state, events.get(from++));
        check.value(state, events.subList(from, until));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("evictingCases")
  void retract_ofTheNewest_isAsIfItHadNeverCome(OperatorCase operator) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (boolean evicts : operator.modes()) {
        List<NaiveEvent> events = RandomEvents.of(operator.inputs(), EVENTS, seed);
        Check<?> check = new Check<>(operator, operator.aggregator(evicts), seed);
        checkRetracting(check, events, evicts, new Random(seed));
      }
    }
  }

  /** Every second event only asks: it is added, maybe old ones leave, and it is taken back. */
  private static <S> void checkRetracting(
      Check<S> check, List<NaiveEvent> events, boolean evicts, Random random) {
    S state = check.aggregator.create();
    List<NaiveEvent> window = new ArrayList<>();
    for (NaiveEvent event : events) {
      check.add(state, event);
      window.add(event);
      check.value(state, window);
      while (evicts && window.size() > 1 && random.nextInt(3) == 0) {
        check.evict(state, window.remove(0));
        check.value(state, window);
      }
      if (random.nextBoolean()) {
        check.retract(state, event);
        window.remove(window.size() - 1);
        check.value(state, window);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void merge_ofAnyCut_isTheWhole(OperatorCase operator) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (boolean evicts : operator.modes()) {
        List<NaiveEvent> events = RandomEvents.of(operator.inputs(), EVENTS, seed);
        Check<?> check = new Check<>(operator, operator.aggregator(evicts), seed);
        checkMerging(check, events, evicts, new Random(seed));
      }
    }
  }

  private static <S> void checkMerging(
      Check<S> check, List<NaiveEvent> events, boolean evicts, Random random) {
    for (int repetition = 0; repetition < 3; repetition++) {
      int a = random.nextInt(events.size());
      int b = a + random.nextInt(events.size() - a);
      int c = b + random.nextInt(events.size() - b);
      S first = check.state(events.subList(0, a));
      S second = check.state(events.subList(a, b));
      S third = check.state(events.subList(b, c));
      S left = check.merge(check.merge(first, second), third);
      S right = check.merge(first, check.merge(second, third));
      List<NaiveEvent> all = events.subList(0, c);
      check.value(left, all);
      check.value(right, all);
      checkGoingOn(check, left, events, c, evicts);
      check.value(right, all);
      check.value(first, events.subList(0, a));
      check.value(second, events.subList(a, b));
      check.value(third, events.subList(b, c));
      check.value(check.merge(check.aggregator.create(), right), all);
      check.value(check.merge(right, check.aggregator.create()), all);
    }
  }

  private static <S> void checkGoingOn(
      Check<S> check, S state, List<NaiveEvent> events, int until, boolean evicts) {
    for (int i = until; i < Math.min(until + 5, events.size()); i++) {
      check.add(state, events.get(i));
      check.value(state, events.subList(0, i + 1));
    }
    int end = Math.min(until + 5, events.size());
    for (int i = 0; evicts && check.isEvicting() && i < end; i++) {
      check.evict(state, events.get(i));
      check.value(state, events.subList(i + 1, end));
    }
  }

  static Stream<OperatorCase> timelessCases() {
    return cases()
        .filter(operator -> operator.modes().contains(false))
        .filter(operator -> !operator.aggregator(false).dependsOnTime());
  }

  @ParameterizedTest
  @MethodSource("timelessCases")
  void statesThatAreSentAndMergedInAnyOrder_areTheWhole(OperatorCase operator) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<NaiveEvent> events = RandomEvents.of(operator.inputs(), EVENTS, seed);
      Check<?> check = new Check<>(operator, operator.aggregator(false), seed);
      checkScattering(check, events, new Random(seed));
    }
  }

  private static <S> void checkScattering(Check<S> check, List<NaiveEvent> events, Random random)
      throws Exception {
    List<NaiveEvent> scattered = new ArrayList<>(events);
    Collections.shuffle(scattered, random);
    List<S> states = new ArrayList<>();
    for (int from = 0; from < scattered.size(); ) {
      int until = Math.min(scattered.size(), from + random.nextInt(9));
      states.add(sent(check.state(scattered.subList(from, until))));
      from = until;
    }
    while (states.size() > 1) {
      S one = states.remove(random.nextInt(states.size()));
      S other = states.remove(random.nextInt(states.size()));
      states.add(sent(check.merge(one, other)));
    }
    check.value(states.get(0), events);
  }

  @SuppressWarnings("unchecked")
  private static <S> S sent(S state) throws Exception {
    return (S) copy(state);
  }

  @Test
  void operatorsOfTime_areKnown() {
    assertThat(
            cases()
                .filter(operator -> operator.aggregator(true).dependsOnTime())
                .map(OperatorCase::annotation))
        .containsOnly(
            "First",
            "Last",
            "FirstK",
            "LastK",
            "Lag",
            "TimeSinceLast",
            "Trend",
            "ExpSum",
            "ExpMean",
            "ExpCount");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aggregator_isAValue(OperatorCase operator) throws Exception {
    for (boolean evicts : operator.modes()) {
      Aggregator<?> aggregator = operator.aggregator(evicts);
      assertThat(operator.aggregator(evicts)).isEqualTo(aggregator).hasSameHashCodeAs(aggregator);
      assertThat(operator.aggregator(evicts).algorithm()).isEqualTo(aggregator.algorithm());
      assertThat(copy(aggregator)).isEqualTo(aggregator);
    }
  }

  private static Object copy(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void equalAlgorithms_haveStatesOfOneClass() {
    Map<Object, Set<String>> states =
        cases()
            .flatMap(operator -> operator.modes().stream().map(operator::aggregator))
            .collect(
                Collectors.groupingBy(
                    Aggregator::algorithm,
                    Collectors.mapping(
                        aggregator -> aggregator.create().getClass().getName(),
                        Collectors.toCollection(TreeSet::new))));
    assertThat(states.values()).allSatisfy(classes -> assertThat(classes).hasSize(1));
  }

  @Test
  void cases_coverEveryOperator() {
    assertThat(cases().map(OperatorCase::annotation).collect(Collectors.toSet()))
        .isEqualTo(OperatorCase.allAnnotations());
  }

  /** Runs one aggregator, through one event object, and compares it with the definition. */
  private static final class Check<S> {
    private final OperatorCase operator;
    private final Aggregator<S> aggregator;
    private final int seed;
    private final ReusedEvent event = new ReusedEvent();

    Check(OperatorCase operator, Aggregator<S> aggregator, int seed) {
      this.operator = operator;
      this.aggregator = aggregator;
      this.seed = seed;
    }

    boolean isEvicting() {
      return aggregator instanceof EvictingAggregator<S>;
    }

    S state(List<NaiveEvent> events) {
      S state = aggregator.create();
      events.forEach(each -> add(state, each));
      return state;
    }

    void add(S state, NaiveEvent next) {
      aggregator.add(state, event.of(next));
    }

    void evict(S state, NaiveEvent oldest) {
      ((EvictingAggregator<S>) aggregator).evict(state, event.of(oldest));
    }

    void retract(S state, NaiveEvent newest) {
      ((EvictingAggregator<S>) aggregator).retract(state, event.of(newest));
    }

    S merge(S earlier, S later) {
      return aggregator.merge(earlier, later);
    }

    void value(S state, List<NaiveEvent> events) {
      if (events.isEmpty()) {
        return; // the window engine answers for an empty window
      }
      long asOf = events.get(events.size() - 1).time() + 12_345_678L;
      CollectedResult result = new CollectedResult(aggregator.result());
      aggregator.finish(state, asOf, result);
      @Nullable Object expected =
          NaiveOperators.apply(
              operator.annotation(),
              operator.settings(),
              operator.inputs(),
              aggregator.result(),
              events,
              asOf);
      if (!Bits.equal(result.value(), expected)) {
        assertThat(result.value())
            .as("%s, seed %d, %s", operator, seed, events)
            .isEqualTo(expected);
        throw new AssertionError(
            "%s, seed %d: %s has other bits than %s"
                .formatted(operator, seed, result.value(), expected));
      }
    }
  }
}
