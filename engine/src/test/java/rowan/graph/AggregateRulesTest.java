package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.feature.AvailableAt;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Lookup;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Where;
import rowan.graph.TinyOperators.Broken;
import rowan.graph.TinyOperators.Count;
import rowan.graph.TinyOperators.Greatest;
import rowan.graph.TinyOperators.Range;
import rowan.graph.TinyOperators.Total;

/** One tiny feature class for each fault of aggregates and lookups, and the whole message. */
public class AggregateRulesTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      long customerId,
      long cents,
      double rate,
      byte[] token,
      @KnownAfter("7d") boolean fraud) {}

  @Source("customers")
  public record Customer(@RowKey long customerId, int age) {}

  @Source("visits")
  public record Visit(
      @EventTime Instant at, long customerId, Map<String, String> headers, Range range) {}

  private static void assertProblems(String expected, Class<?>... featureClasses) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(featureClasses))
        .withMessage(expected.strip().replace("$.", "rowan.graph.AggregateRulesTest."));
  }

  // ---- who supplies the value

  @Features(of = Payment.class)
  @Over(by = "customerId")
  public abstract static class Suppliers {
    @Count
    public static long body() {
      return 1;
    }

    @Count
    @Input
    abstract long input();

    @Count
    @Lookup
    abstract Customer lookup(long customerId);

    @Count
    @Total
    abstract long two();

    @Over(by = "customerId")
    abstract long overOnly();

    abstract long nothing();
  }

  @Test
  void value_suppliedTwiceOrNotAtAll_isTold() {
    assertProblems(
        """
        Cannot build the graph of Suppliers: 6 problems
        1. [unsupplied-method] $.Suppliers.nothing()
           Nothing supplies the value of an abstract method without an annotation; give it a body and make it public static, or mark it with an operator (and @Over or @Fit), @Lookup, @FeatureVector or @Input.
        2. [operator-and-body] $.Suppliers.body()
           @Count supplies the value, and so does the body; make the method abstract, or take @Count away.
        3. [operator-and-other] $.Suppliers.input()
           @Count and @Input both supply the value; take one of them away.
        4. [operator-and-other] $.Suppliers.lookup(long customerId)
           @Count and @Lookup both supply the value; take one of them away.
        5. [over-without-operator] $.Suppliers.overOnly()
           @Over says which events an operator sees, but the method has no operator; add one, or take @Over away.
        6. [two-operators] $.Suppliers.two()
           A method has one operator, this one has @Count and @Total; make a method for each.
        """,
        Suppliers.class);
  }

  @Features(of = Payment.class)
  public abstract static class Stray {
    @Empty(0)
    @Label
    public static long computed(@Where boolean fraud) {
      return 1;
    }
  }

  @Test
  void whatOnlyOperatorsUnderstand_onAComputedFeature_isTold() {
    assertProblems(
        """
        Cannot build the graph of Stray: 3 problems
        1. [stray-annotation] $.Stray.computed(boolean fraud)
           @Label means something on a method with an operator only; take it away.
        2. [stray-annotation] $.Stray.computed(boolean fraud)
           @Empty means something on a method with an operator only; take it away.
        3. [stray-annotation] $.Stray.computed(boolean fraud)
           @Where means something on a method with an operator only; take it away.
        """,
        Stray.class);
  }

  // ---- events

  @Features(of = Payment.class)
  public abstract static class NoOver {
    @Count
    abstract long paid();
  }

  @Features(of = Customer.class)
  @Over(by = "customerId")
  public abstract static class NoEventTime {
    @Count
    abstract long customers();
  }

  @Features(uses = NoOver.class)
  @Over(by = "paid")
  public abstract static class NoEvents {
    @Count
    abstract long all();
  }

  @Test
  void aggregate_withoutKeyOrEvents_isTold() {
    assertProblems(
        """
        Cannot build the graph of NoEvents, NoEventTime, NoOver: 4 problems
        1. [no-events] $.NoEvents.all()
           @Count needs events, but the class has no source; name one in @Features(of = ...).
        2. [no-event-time] $.NoEventTime.customers()
           @Count needs events, but "customers" has no event time; mark a component of it @EventTime.
        3. [no-over] $.NoOver.paid()
           @Count needs to know the key of its events; mark the method or its class @Over(by = ...), or fit it over all rows with @Fit.
        4. [nested-aggregate] $.NoEvents.all()
           "all" depends on the aggregate "paid", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves.
        """,
        NoEvents.class,
        NoEventTime.class);
  }

  @Features(of = Visit.class)
  @Over(by = "customerId")
  public abstract static class Unordered {
    @Count
    abstract long visits();
  }

  @Test
  void events_withoutOrderAtOneTime_areTold() {
    assertProblems(
        """
        Cannot build the graph of Unordered: 1 problem
        1. [no-order] $.Visit
           Events of "visits" at one time have no order: there is no row key, and "headers" is a Map<String,String>, which has none; mark what makes a row unique @RowKey.
        """,
        Unordered.class);
  }

  @Source("late")
  public record Late(
      @EventTime Instant at,
      @AvailableAt @Nullable Instant loaded,
      @AvailableAt long again,
      long customerId) {}

  @Features(of = Late.class)
  public abstract static class OfLate {}

  @Test
  void availability_isOneTime_neverNull() {
    assertProblems(
        """
        Cannot build the graph of OfLate: 3 problems
        1. [two-available-ats] $.Late
           A source has at most one @AvailableAt; this one has loaded and again.
        2. [available-at-type] $.Late.again
           An @AvailableAt is an Instant or a LocalDate, not a long.
        3. [nullable-identity] $.Late.loaded
           A row key, an event time or the time from when a row is available is never null; take @Nullable away.
        """,
        OfLate.class);
  }

  // ---- keys

  @Features(of = Payment.class)
  @Over(by = "customerI")
  public abstract static class Keys {
    @Count
    abstract long paid();

    @Count
    @Over(by = {})
    abstract long noKey();

    @Count
    @Over(
        by = {"customerId", "cents"},
        on = "customerId")
    abstract long shorter();

    @Count
    @Over(by = "token")
    abstract long byToken();
  }

  @Test
  void key_unknownOrUnfit_isToldOnce_whereItIsWritten() {
    assertProblems(
        """
        Cannot build the graph of Keys: 4 problems
        1. [no-key] $.Keys.noKey()
           @Over names no key; name one column at least in by.
        2. [key-length] $.Keys.shorter()
           The events' key has 2 columns (customerId, cents), but that of the asking row has 1 (customerId); give as many in on as in by.
        3. [unknown-key] $.Keys
           No column of "payments" and no feature in scope is called "customerI"; the key of events names one.
           Did you mean: customerId?
        4. [key-type] $.Keys.byToken()
           "token" is a byte[], by which nothing can be grouped; a key is a number, boolean, String, time or enum.
        """,
        Keys.class);
  }

  // ---- windows

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"7d", "1w"},
      delay = "soon",
      hop = "1h")
  public abstract static class Durations {
    @Count
    abstract long paid();

    @Count
    abstract long paidToo();
  }

  @Test
  void duration_thatIsNone_isToldOnce_whereItIsWritten() {
    assertProblems(
        """
        Cannot build the graph of Durations: 2 problems
        1. [invalid-duration] $.Durations
           Invalid duration "1w" (a whole number and d, h, m or s, such as 7d).
        2. [invalid-duration] $.Durations
           Invalid duration "soon" (a whole number and d, h, m or s, such as 7d).
        """,
        Durations.class);
  }

  @Features(of = Payment.class)
  public abstract static class Windows {
    @Count
    @Over(
        by = "customerId",
        window = {"1d", "24h", "1d"})
    abstract long aTwice();

    @Count
    @Over(by = "customerId", hop = "1h")
    abstract long bHop();

    @Count
    @Over(
        by = "customerId",
        window = {"1d", "7d"},
        excluding = Exclusion.CURRENT_ROW)
    abstract long cExclusion();

    @Count
    @Over(by = "customerId", window = "1d", rows = -1)
    abstract long dRows();

    @Count
    @Over(by = "customerId", window = "1d", rules = Convention.PANDAS, bounds = Bounds.CLOSED)
    abstract long eRules();

    @Count
    @Over(by = "customerId", window = "1d", rules = Convention.PANDAS, delay = "1h")
    abstract long fRules();

    @Count
    @Over(by = "customerId", rules = Convention.CHRONON)
    abstract long gRules();
  }

  @Test
  void window_whosePartsDoNotFit_isTold() {
    assertProblems(
        """
        Cannot build the graph of Windows: 8 problems
        1. [duplicate-window] $.Windows.aTwice()
           The windows "1d" and "24h" are one length; take one away.
        2. [duplicate-window] $.Windows.aTwice()
           The window "1d" is given twice; take one away.
        3. [invalid-window] $.Windows.bHop()
           A hop needs a window.
        4. [invalid-window] $.Windows.cExclusion()
           Ties and exclusions need a window that reaches the asking row (UP_TO or CLOSED, no delay).
        5. [invalid-window] $.Windows.dRows()
           A row limit is not negative.
        6. [invalid-window] $.Windows.eRules()
           The rules PANDAS set bounds, ties and hop; leave these out.
        7. [invalid-window] $.Windows.fRules()
           The rules PANDAS know no delay.
        8. [invalid-window] $.Windows.gRules()
           The rules CHRONON are rules of a window; give one.
        """,
        Windows.class);
  }

  @Features(of = Payment.class)
  public abstract static class Labels {
    @Label
    @Count
    @Over(by = "customerId", window = "1d")
    abstract long aBack();

    @Count
    @Over(by = "customerId", ahead = "1d")
    abstract long bAhead();

    @Label
    @Count
    @Over(by = "customerId", ahead = "1d", window = "1d")
    abstract long cBoth();

    @Label
    @Count
    @Over(by = "customerId", ahead = "1d", rows = 3)
    abstract long dRows();
  }

  @Test
  void label_looksForward_andNothingElseDoes() {
    assertProblems(
        """
        Cannot build the graph of Labels: 4 problems
        1. [label-window] $.Labels.aBack()
           A @Label looks forward; say how far in @Over(ahead = ...).
        2. [label-window] $.Labels.bAhead()
           Only a @Label looks forward; mark the method @Label, or say how far it looks back in @Over(window = ...).
        3. [two-directions] $.Labels.cBoth()
           @Over looks back (window) or forward (ahead), not both; give one of them.
        4. [invalid-window] $.Labels.dRows()
           A window ahead has a length, and no bounds, rows, hop or rules.
        """,
        Labels.class);
  }

  // ---- operators

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d"})
  public abstract static class Operators {
    @Total
    abstract long aRefuses(double rate);

    @Total
    abstract int bNarrows(long cents);

    @Total
    abstract String cUnrelated(long cents);

    @Greatest
    abstract double dEvicts(double rate);

    @Greatest
    @Over(by = "customerId", window = "1d", rows = 3, hop = "1h")
    abstract double eLimited(double rate);

    @Total
    @Empty(0.5)
    abstract long fEmpty(long cents);

    @Broken
    abstract long gBroken();

    @Count
    abstract long hConditions(@Where boolean fraud, @Where long cents);
  }

  @Test
  void operator_thatCannotWork_isToldOnceForAllWindows() {
    assertProblems(
        """
        Cannot build the graph of Operators: 10 problems
        1. [two-conditions] $.Operators.hConditions(boolean fraud, long cents)
           An operator has at most one @Where; make one feature of fraud and cents.
        2. [condition-type] $.Operators.hConditions(boolean fraud, long cents)
           A @Where is a boolean, but "cents" is a long; make a feature that compares it.
        3. [operator-arguments] $.Operators.aRefuses(double rate)
           @Total cannot be used here: it takes one long.
        4. [operator-result] $.Operators.bNarrows(long cents)
           @Total gives a long, which an int cannot always hold; declare a long.
        5. [operator-result] $.Operators.cUnrelated(long cents)
           @Total gives a long, but the feature is a String; declare a long.
        6. [cannot-evict] $.Operators.dEvicts(double rate)
           @Greatest cannot take back the events that leave its window, [t-1d, t); it needs a hop or no window.
        7. [cannot-evict] $.Operators.eLimited(double rate)
           @Greatest cannot take back the events that leave its window, [t-1d, t) from whole 1h last 3 rows; it needs a window without a limit of rows.
        8. [empty-value] $.Operators.fEmpty(long cents)
           @Empty(0.5) is no value of the feature, which is a long; give one that is.
        9. [operator-arguments] $.Operators.gBroken()
           @Broken cannot be used here: it needs rowan.graph.TinyOperators.Unmakeable to be public, with a public constructor that takes Arguments.
        10. [leak] $.Operators.hConditions(boolean fraud, long cents)
           "payments.fraud" is known only 7d after its event, so the window would see it too early; end the window before, with @Over(delay = "7d").
        """,
        Operators.class);
  }

  @Features(of = Payment.class)
  @Over(by = "customerId", window = "12h", hop = "1h")
  public abstract static class Edges {
    @Greatest
    abstract double widened(double cents);

    @Total
    abstract long narrowed(long rate);

    @Total
    abstract long unknown(long cent);

    @Greatest
    abstract double nullable(@Nullable double rate);
  }

  @Test
  void parametersOfOperators_areCheckedAsThoseOfFeatures() {
    assertProblems(
        """
        Cannot build the graph of Edges: 3 problems
        1. [nullable-primitive] $.Edges.nullable(@Nullable double rate)
           The primitive double of rate cannot be @Nullable; use its box, or take @Nullable away.
        2. [unknown-parameter] $.Edges.unknown(long cent)
           No column of "payments" and no feature in scope is called "cent"; name one, or declare an @Input of that name.
           Did you mean: cents?
        3. [narrowing] $.Edges.narrowed(long rate)
           "payments.rate" is a double, which a long cannot always hold; take it as a double.
        """,
        Edges.class);
  }

  // ---- nesting and leaks

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d"})
  public abstract static class Nested {
    @Total
    abstract long spent(long cents);

    public static long spentTwice(long spent) {
      return 2 * spent;
    }

    @Total
    abstract long aBare(long spentTwice);

    @Total
    @Over(by = "spent7d")
    abstract long byAggregate(long cents);

    @Total
    abstract long byAge(long customerAge);

    @Lookup
    abstract Customer customer(long customerId);

    @Total
    abstract long ofLabel(long toSpend);

    @Label
    @Total
    @Over(by = "customerId", ahead = "30d")
    abstract long toSpend(long cents);
  }

  @Test
  void aggregate_ofAnAggregateLabelOrLookup_isTold() {
    assertProblems(
        """
        Cannot build the graph of Nested: 4 problems
        1. [nested-aggregate] $.Nested.byAggregate(long cents)
           "by_aggregate" depends on the aggregate "spent_7d", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves.
        2. [nested-aggregate] $.Nested.ofLabel(long toSpend)
           "of_label_1d" depends on the label "to_spend_30d", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves.
        3. [nested-aggregate] $.Nested.byAge(long customerAge)
           "by_age_1d" depends on the lookup "customer", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves.
        4. [nested-aggregate] $.Nested.aBare(long spentTwice)
           "a_bare_1d" depends on the aggregate "spent_1d", but there are no aggregates of aggregates, labels or lookups; aggregate what the events hold themselves.
        """,
        Nested.class);
  }

  @Features(of = Payment.class)
  public abstract static class Leaks {
    public static boolean honest(boolean fraud) {
      return !fraud;
    }

    @Count
    @Over(by = "customerId", window = "30d", delay = "6d")
    abstract long frauds(@Where boolean honest);

    @Count
    @Over(by = {"customerId", "fraud"})
    abstract long byFraud();

    @Count
    @Over(by = "customerId", window = "30d", delay = "7d")
    abstract long known(@Where boolean honest);

    @Label
    @Count
    @Over(by = "customerId", ahead = "30d")
    abstract long toCome(@Where boolean honest);
  }

  @Test
  void aggregate_ofWhatIsKnownLater_leaks_unlessItWaitsOrIsALabel() {
    assertProblems(
        """
        Cannot build the graph of Leaks: 2 problems
        1. [leak] $.Leaks.byFraud()
           "payments.fraud" is known only 7d after its event, so the window would see it too early; end the window before, with @Over(delay = "7d").
        2. [leak] $.Leaks.frauds(boolean honest)
           "honest" is known only 7d after its event, so the window would see it too early; end the window before, with @Over(delay = "7d").
        """,
        Leaks.class);
  }

  // ---- lookups

  @Source("rates")
  public record Rate(long currency, double rate) {}

  @Source("profiles")
  public record Profile(
      @RowKey long customerId, @EventTime Instant since, @KnownAfter("2d") double risk) {}

  @Features(of = Payment.class)
  public abstract static class Lookups {
    @Lookup
    public static Customer aBody(long customerId) {
      return new Customer(customerId, 0);
    }

    @Lookup
    abstract Range bNoSource(long customerId);

    @Lookup
    abstract Rate cNoKey(long cents);

    @Lookup
    abstract Customer dNarrower(double cents);

    @Lookup
    abstract Customer eTwo(long customerId, long cents);

    @Lookup
    abstract Profile fLeaks(long customerId);

    @Lookup
    @Input
    abstract Customer gInput();
  }

  @Test
  void lookup_thatGivesNoRowByItsKey_isTold() {
    assertProblems(
        """
        Cannot build the graph of Lookups: 8 problems
        1. [lookup-and-body] $.Lookups.aBody(long customerId)
           @Lookup supplies the value, and so does the body; make the method abstract, or take @Lookup away.
        2. [lookup-result] $.Lookups.bNoSource(long customerId)
           A @Lookup gives a row of a source, and a Range is none; return a public record that is marked @Source("...").
        3. [lookup-key] $.Lookups.cNoKey(long cents)
           Rows of "rates" are looked up by their row key, and it has none; mark a component of it @RowKey.
        4. [lookup-parameters] $.Lookups.dNarrower(double cents)
           Rows of "customers" are looked up by their row key; take it in parameters of its types, in order: (long customerId).
        5. [lookup-parameters] $.Lookups.eTwo(long customerId, long cents)
           Rows of "customers" are looked up by their row key; take it in parameters of its types, in order: (long customerId).
        6. [leak] $.Lookups.fLeaks(long customerId)
           A row of "profiles" is looked up whole, but "risk" is known only 2d after its event; aggregate it with that delay.
        7. [lookup-and-input] $.Lookups.gInput()
           @Lookup and @Input both supply the value; take one of them away.
        8. [lookup-parameters] $.Lookups.gInput()
           Rows of "customers" are looked up by their row key; take it in parameters of its types, in order: (long customerId).
        """,
        Lookups.class);
  }

  // ---- families

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d"})
  public abstract static class TwoFamilies {
    @Count
    abstract long paid();

    @Count
    @Over(by = "customerId", window = "30d")
    abstract long paidOften();

    public static long both(long paid, long paidOften) {
      return paid + paidOften;
    }

    public static long missing(long pad) {
      return pad;
    }

    public static long otherWindow(long paid30d) {
      return paid30d;
    }

    public static int narrows(int paid) {
      return paid;
    }
  }

  @Features(of = Payment.class)
  public abstract static class ForgetsFamilies {
    public static long twice(long paidOften) {
      return 2 * paidOften;
    }
  }

  @Test
  void family_mixedOrMisspelled_isToldOnce() {
    assertProblems(
        """
        Cannot build the graph of TwoFamilies, ForgetsFamilies: 5 problems
        1. [unknown-parameter] $.TwoFamilies.missing(long pad)
           No column of "payments" and no feature in scope is called "pad"; name one, or declare an @Input of that name.
           Did you mean: paid?
        2. [unknown-parameter] $.TwoFamilies.otherWindow(long paid30d)
           No column of "payments" and no feature in scope is called "paid30d"; name one, or declare an @Input of that name.
           Did you mean: paid_1d, paid_7d, paid?
        3. [missing-uses] $.ForgetsFamilies.twice(long paidOften)
           "paidOften" is a feature of TwoFamilies, which ForgetsFamilies does not use; add TwoFamilies.class to its @Features(uses = ...).
        4. [mixed-families] $.TwoFamilies.both(long paid, long paidOften)
           "paid" has the windows 1d, 7d, and "paidOften" has 30d; families with different windows do not mix, so name one member, such as paidOften30d.
        5. [narrowing] $.TwoFamilies.narrows(int paid)
           "paid_1d" is a long, which an int cannot always hold; take it as a long.
        """,
        TwoFamilies.class,
        ForgetsFamilies.class);
  }

  // ---- sources

  @Features(of = Customer.class)
  public abstract static class OfCustomers {
    public static boolean adult(int age) {
      return age >= 18;
    }
  }

  @Features(of = Payment.class, uses = OfCustomers.class)
  @Over(by = "customerId")
  public abstract static class ReadsCustomers {
    @Count
    abstract long adults(@Where boolean adult);
  }

  @Test
  void aggregate_readingRowsOfAnotherSourceThanItsEvents_isTold() {
    assertProblems(
        """
        Cannot build the graph of ReadsCustomers, OfCustomers: 1 problem
        1. [other-source] $.ReadsCustomers.adults(boolean adult)
           "adult" describes rows of "customers", which a row of "payments" cannot read as they are; take it in a feature class of "customers" only, or aggregate it.
        """,
        ReadsCustomers.class);
  }

  @Features(of = Payment.class)
  @Over(by = "customerId")
  public abstract static class ByCustomer {
    @Count
    abstract long paid();

    @Lookup
    abstract Customer customer(long customerId);
  }

  @Features(of = Customer.class, uses = ByCustomer.class)
  public abstract static class TakesFromPayments {
    public static double perYear(long paid, int age) {
      return (double) paid / age;
    }

    public static int oddAge(int age, int customerAge) {
      return age + customerAge;
    }
  }

  @Test
  void aggregate_isTakenByRowsOfAnySource_butALookupBelongsToItsRow() {
    assertProblems(
        """
        Cannot build the graph of TakesFromPayments, ByCustomer: 1 problem
        1. [other-source] $.TakesFromPayments.oddAge(int age, int customerAge)
           "customer_age" describes rows of "payments", which a row of "customers" cannot read as they are; take it in a feature class of "payments" only, or aggregate it.
        """,
        TakesFromPayments.class);
  }

  // ---- cycles

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d"})
  public abstract static class Cycle {
    @Count
    abstract long paid();

    public static long first(long second, long paid) {
      return second;
    }

    public static long second(long first) {
      return first;
    }
  }

  @Test
  void cycleOfFamilies_isToldOnce() {
    assertProblems(
        """
        Cannot build the graph of Cycle: 1 problem
        1. [cycle] $.Cycle.first(long second, long paid)
           A feature cannot depend on itself: first_1d <- second_1d <- first_1d; take one of these dependencies away.
        """,
        Cycle.class);
  }

  @Test
  void everyRule_isAskedOnce() {
    assertThat(Rule.ALL).extracting(Object::getClass).doesNotHaveDuplicates();
  }
}
