package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Named;
import rowan.feature.RowKey;
import rowan.feature.Source;

/** One tiny feature class for each fault, and the whole message it gets. */
public class RulesTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId, @EventTime Instant paidAt, double amount, @Nullable String country) {}

  @Source("logins")
  public record Login(long clientId, Instant loginTime) {}

  private static void assertProblems(String expected, Class<?>... featureClasses) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(featureClasses))
        .withMessage(expected.strip().replace("$.", "rowan.graph.RulesTest."));
  }

  // ---- names

  @Features(of = Payment.class)
  public abstract static class UnknownParameter {
    public static double fee(double amuont) {
      return amuont;
    }

    public static double twiceFee(double fee) {
      return 2 * fee;
    }

    public static double total(double amount, double twiceFee) {
      return amount + twiceFee;
    }
  }

  @Test
  void parameter_misspelled_isToldWithThePathAndNearMisses() {
    assertProblems(
        """
        Cannot build the graph of UnknownParameter: 1 problem
        1. [unknown-parameter] $.UnknownParameter.fee(double amuont)
           No column of "payments" and no feature in scope is called "amuont"; name one, or declare an @Input of that name.
           Asked for by: fee <- twice_fee <- total
           Did you mean: amount?
        """,
        UnknownParameter.class);
  }

  @Features
  public abstract static class UnknownParameterWithoutSource {
    public static double fee(double amount) {
      return amount;
    }
  }

  @Test
  void parameter_unknown_inAClassWithoutSource_isTold() {
    assertProblems(
        """
        Cannot build the graph of UnknownParameterWithoutSource: 1 problem
        1. [unknown-parameter] $.UnknownParameterWithoutSource.fee(double amount)
           No feature in scope is called "amount", and the class has no source with columns; name a feature, or declare an @Input of that name.
        """,
        UnknownParameterWithoutSource.class);
  }

  @Features(of = Payment.class)
  public abstract static class UnknownModel {
    public static double score(Thread model, double amount) {
      return amount;
    }
  }

  @Test
  void parameter_unknown_ofATypeThatNoColumnHolds_isOneProblem() {
    assertProblems(
        """
        Cannot build the graph of UnknownModel: 1 problem
        1. [unknown-parameter] $.UnknownModel.score(Thread model, double amount)
           No column of "payments" and no feature in scope is called "model"; name one, or declare an @Input of that name.
        """,
        UnknownModel.class);
  }

  @Features(of = Payment.class)
  public abstract static class Fees {
    public static double fee(double amount) {
      return amount;
    }
  }

  @Features(of = Payment.class)
  public abstract static class ForgetsFees {
    public static double twiceFee(double fee) {
      return 2 * fee;
    }
  }

  @Features(
      of = Payment.class,
      uses = {ForgetsFees.class, Fees.class})
  public abstract static class UsesBoth {
    public static double total(double twiceFee, double fee) {
      return fee + twiceFee;
    }
  }

  @Test
  void parameter_namingAFeatureOfAClassThatIsNotUsed_saysWhichToUse() {
    assertProblems(
        """
        Cannot build the graph of UsesBoth, ForgetsFees, Fees: 1 problem
        1. [missing-uses] $.ForgetsFees.twiceFee(double fee)
           "fee" is a feature of Fees, which ForgetsFees does not use; add Fees.class to its @Features(uses = ...).
           Asked for by: twice_fee <- total
        """,
        UsesBoth.class);
  }

  @Features(of = Payment.class)
  public abstract static class Overloads {
    public static double fee(double amount) {
      return amount;
    }

    public static double fee(String country) {
      return country.length();
    }
  }

  @Test
  void feature_declaredTwice_isADuplicate() {
    assertProblems(
        """
        Cannot build the graph of Overloads: 1 problem
        1. [duplicate-name] $.Overloads.fee(String country)
           "fee" is also the name of a feature, $.Overloads.fee(double amount); rename one of them.
        """,
        Overloads.class);
  }

  @Features(of = Payment.class)
  public abstract static class OtherFees {
    public static double fee(double amount) {
      return amount;
    }
  }

  @Test
  void feature_declaredByTwoClasses_isADuplicate() {
    assertProblems(
        """
        Cannot build the graph of Fees, OtherFees: 1 problem
        1. [duplicate-name] $.OtherFees.fee(double amount)
           "fee" is also the name of a feature, $.Fees.fee(double amount); rename one of them.
        """,
        Fees.class,
        OtherFees.class);
  }

  @Features(of = Payment.class)
  public abstract static class NamedAsInput {
    @Input
    abstract double fee();
  }

  @Test
  void input_namedAsAFeature_isADuplicate() {
    assertProblems(
        """
        Cannot build the graph of NamedAsInput, Fees: 1 problem
        1. [duplicate-name] $.Fees.fee(double amount)
           "fee" is also the name of an input, $.NamedAsInput.fee(); rename one of them.
        """,
        NamedAsInput.class,
        Fees.class);
  }

  @Features(of = Payment.class)
  public abstract static class NamedAsColumn {
    public static double amount(double paymentId) {
      return paymentId;
    }
  }

  @Features(of = Payment.class, uses = NamedAsColumn.class)
  public abstract static class UsesNamedAsColumn {}

  @Test
  void feature_namedAsAColumnOfItsSource_isADuplicate() {
    assertProblems(
        """
        Cannot build the graph of NamedAsColumn: 1 problem
        1. [duplicate-name] $.NamedAsColumn.amount(double paymentId)
           "amount" is also the name of a column, $.Payment.amount; rename one of them.
        """,
        NamedAsColumn.class);
  }

  @Test
  void feature_namedAsAColumn_isToldOnceHoweverManyClassesUseIt() {
    assertProblems(
        """
        Cannot build the graph of UsesNamedAsColumn, NamedAsColumn: 1 problem
        1. [duplicate-name] $.NamedAsColumn.amount(double paymentId)
           "amount" is also the name of a column, $.Payment.amount; rename one of them.
        """,
        UsesNamedAsColumn.class);
  }

  @Source("renamed")
  public record Renamed(@Named("net_amount") double rawAmount) {}

  @Features
  public abstract static class NamedAsTableColumn {
    public static double netAmount() {
      return 1;
    }
  }

  @Features(uses = NamedAsTableColumn.class)
  public abstract static class BetweenTableColumn {}

  @Features(of = Renamed.class, uses = BetweenTableColumn.class)
  public abstract static class ReadsRenamed {
    public static double half(double rawAmount) {
      return rawAmount / 2;
    }
  }

  /** Both would be the column net_amount of one table, though no scope holds both. */
  @Test
  void feature_namedAsTheTableCallsAColumn_isADuplicateHoweverFarItIsUsed() {
    assertProblems(
        """
        Cannot build the graph of ReadsRenamed, BetweenTableColumn, NamedAsTableColumn: 1 problem
        1. [duplicate-name] $.NamedAsTableColumn.netAmount()
           "netAmount" is also the name of a column, $.Renamed.rawAmount; rename one of them.
        """,
        ReadsRenamed.class);
  }

  @Source("swapped")
  public record Swapped(@Named("gross") double amount, @Named("amount") double net) {}

  @Features(of = Swapped.class)
  public abstract static class ReadsSwapped {}

  @Test
  void component_namedAsTheTableCallsAnother_isADuplicate() {
    assertProblems(
        """
        Cannot build the graph of ReadsSwapped: 1 problem
        1. [duplicate-name] $.Swapped.amount
           The component "amount" has the same name as the column "amount" of the component "net" (case and underscores do not count); rename one of them.
        """,
        ReadsSwapped.class);
  }

  enum HiddenBand {
    LOW
  }

  @Features(of = Payment.class)
  public abstract static class HiddenEnum {
    public static HiddenBand band(double amount) {
      return HiddenBand.LOW;
    }
  }

  @Test
  void enum_thatIsNotPublic_isNoColumnType() {
    assertThatThrownBy(() -> Graph.of(HiddenEnum.class))
        .hasMessageContaining("[unsupported-type]")
        .hasMessageContaining("A column cannot hold a HiddenBand.")
        .hasMessageContaining("public records, public enums");
  }

  @Features(of = Payment.class)
  @SuppressWarnings("MemberName")
  public abstract static class Confusable {
    public static double userId(double amount) {
      return amount;
    }

    public static double user_ID(double amount) {
      return amount;
    }
  }

  @Test
  void features_equalWithoutCaseAndUnderscores_areConfusable() {
    assertProblems(
        """
        Cannot build the graph of Confusable: 1 problem
        1. [confusable-names] $.Confusable.user_ID(double amount)
           "user_ID" and "userId" are one name (case and underscores do not count), and the other is a feature, $.Confusable.userId(double amount); rename one of them.
        """,
        Confusable.class);
  }

  @Features(of = Payment.class)
  @SuppressWarnings("MemberName")
  public abstract static class ConfusableWithColumn {
    public static double paid_at(double amount) {
      return amount;
    }
  }

  @Test
  void feature_equalToAColumnWithoutCaseAndUnderscores_isConfusable() {
    assertProblems(
        """
        Cannot build the graph of ConfusableWithColumn: 1 problem
        1. [confusable-names] $.ConfusableWithColumn.paid_at(double amount)
           "paid_at" and "paidAt" are one name (case and underscores do not count), and the other is a column, $.Payment.paidAt; rename one of them.
        """,
        ConfusableWithColumn.class);
  }

  public record Range(double low, double high) {}

  @Features(of = Payment.class)
  public abstract static class PartNamedAsFeature {
    public static Range range(double amount) {
      return new Range(amount, amount);
    }

    public static double rangeLow(double amount) {
      return amount;
    }
  }

  @Test
  void feature_namedAsAPartOfARecord_isConfusable() {
    assertProblems(
        """
        Cannot build the graph of PartNamedAsFeature: 1 problem
        1. [confusable-names] $.PartNamedAsFeature.rangeLow(double amount)
           "rangeLow" and "range_low" are one name (case and underscores do not count), and the other is a feature, $.PartNamedAsFeature.range(double amount); rename one of them.
        """,
        PartNamedAsFeature.class);
  }

  // ---- types

  @Features(of = Payment.class)
  public abstract static class TypeMismatch {
    public static int length(String amount) {
      return amount.length();
    }
  }

  @Test
  void parameter_ofAnotherType_isAMismatch() {
    assertProblems(
        """
        Cannot build the graph of TypeMismatch: 1 problem
        1. [type-mismatch] $.TypeMismatch.length(String amount)
           "payments.amount" is a double, but the parameter is a String; take it as a double.
        """,
        TypeMismatch.class);
  }

  @Features(of = Payment.class)
  public abstract static class NullableElements {
    public static List<@Nullable String> words(double amount) {
      return List.of();
    }

    public static int count(List<String> words) {
      return words.size();
    }
  }

  @Test
  void parameter_whoseElementsMayNotBeNull_isAMismatch() {
    assertProblems(
        """
        Cannot build the graph of NullableElements: 1 problem
        1. [type-mismatch] $.NullableElements.count(List<String> words)
           "words" is a List<@Nullable String>, but the parameter is a List<String>; take it as a List<@Nullable String>.
        """,
        NullableElements.class);
  }

  @Features(of = Payment.class)
  public abstract static class Narrowing {
    public static int shortId(int paymentId) {
      return paymentId;
    }

    public static int digits(int shortId) {
      return shortId;
    }
  }

  @Test
  void parameter_ofANarrowerType_isNarrowing() {
    assertProblems(
        """
        Cannot build the graph of Narrowing: 1 problem
        1. [narrowing] $.Narrowing.shortId(int paymentId)
           "payments.payment_id" is a long, which an int cannot always hold; take it as a long.
           Asked for by: short_id <- digits
        """,
        Narrowing.class);
  }

  @Features
  public abstract static class IntToDecimal {
    @Input
    abstract int count();

    public static BigDecimal exact(BigDecimal count) {
      return count;
    }
  }

  @Test
  void parameter_decimalForAnInteger_isAMismatchAndNoNarrowing() {
    assertProblems(
        """
        Cannot build the graph of IntToDecimal: 1 problem
        1. [type-mismatch] $.IntToDecimal.exact(decimal(38,18) count)
           "count" is an int, but the parameter is a decimal(38,18); take it as an int.
        """,
        IntToDecimal.class);
  }

  @Features(of = Payment.class)
  public abstract static class UnsupportedTypes {
    public static Thread thread(double amount) {
      return new Thread();
    }

    public static void nothing(double amount) {}

    public static int[] numbers(double amount) {
      return new int[0];
    }

    @Digits(precision = 50, scale = 2)
    public static BigDecimal exact(double amount) {
      return BigDecimal.ZERO;
    }
  }

  @Test
  void feature_ofATypeThatNoColumnHolds_isUnsupported() {
    String types =
        "Types of columns: boolean, int, long, float, double and their boxes, String, BigDecimal (precision 1 to 38, scale 0 to precision), Instant, LocalDate, LocalDateTime, byte[], double[], List, Map, public records, public enums.";
    assertProblems(
        """
        Cannot build the graph of UnsupportedTypes: 4 problems
        1. [unsupported-type] $.UnsupportedTypes.exact(double amount)
           A column cannot hold a decimal(50,2). TYPES
        2. [unsupported-type] $.UnsupportedTypes.nothing(double amount)
           A column cannot hold a void. TYPES
        3. [unsupported-type] $.UnsupportedTypes.numbers(double amount)
           A column cannot hold an int[]. TYPES
        4. [unsupported-type] $.UnsupportedTypes.thread(double amount)
           A column cannot hold a Thread. TYPES
        """
            .replace("TYPES", types),
        UnsupportedTypes.class);
  }

  @Source("threads")
  public record Threads(Thread thread, List<Optional> options) {
    /** Hides java.util.Optional. */
    public interface Optional {}
  }

  @Features(of = Threads.class)
  public abstract static class UnsupportedColumns {
    public static String name(Thread thread) {
      return thread.getName();
    }
  }

  @Test
  void column_ofATypeThatNoColumnHolds_isUnsupported() {
    String types =
        "Types of columns: boolean, int, long, float, double and their boxes, String, BigDecimal (precision 1 to 38, scale 0 to precision), Instant, LocalDate, LocalDateTime, byte[], double[], List, Map, public records, public enums.";
    assertProblems(
        """
        Cannot build the graph of UnsupportedColumns: 2 problems
        1. [unsupported-type] $.Threads.thread
           A column cannot hold a Thread. TYPES
           Asked for by: threads.thread <- name
        2. [unsupported-type] $.Threads.options
           A column cannot hold a List<rowan.graph.RulesTest$Threads$Optional>. TYPES
        """
            .replace("TYPES", types),
        UnsupportedColumns.class);
  }

  @Features(of = Payment.class)
  @SuppressWarnings("NullablePrimitive")
  public abstract static class NullablePrimitive {
    public static @Nullable long rounded(@Nullable double amount) {
      return Math.round(amount);
    }
  }

  @Test
  void primitive_markedNullable_isRefused() {
    assertProblems(
        """
        Cannot build the graph of NullablePrimitive: 2 problems
        1. [nullable-primitive] $.NullablePrimitive.rounded(@Nullable double amount)
           The primitive long of rounded cannot be @Nullable; use its box, or take @Nullable away.
        2. [nullable-primitive] $.NullablePrimitive.rounded(@Nullable double amount)
           The primitive double of amount cannot be @Nullable; use its box, or take @Nullable away.
        """,
        NullablePrimitive.class);
  }

  // ---- cycles

  @Features(of = Payment.class)
  public abstract static class SelfCycle {
    public static double fee(double fee) {
      return fee;
    }
  }

  @Test
  void feature_thatTakesItself_isACycle() {
    assertProblems(
        """
        Cannot build the graph of SelfCycle: 1 problem
        1. [cycle] $.SelfCycle.fee(double fee)
           A feature cannot depend on itself: fee <- fee; take one of these dependencies away.
        """,
        SelfCycle.class);
  }

  @Features(of = Payment.class)
  public abstract static class TwoCycles {
    public static double chicken(double egg) {
      return egg;
    }

    public static double egg(double chicken, double amount) {
      return chicken;
    }

    public static double rock(double scissors) {
      return scissors;
    }

    public static double scissors(double paper) {
      return paper;
    }

    public static double paper(double rock) {
      return rock;
    }

    public static double winner(double paper, double egg) {
      return paper + egg;
    }
  }

  @Test
  void cycles_apart_areToldEachInTheOrderOfTheirDependencies() {
    assertProblems(
        """
        Cannot build the graph of TwoCycles: 2 problems
        1. [cycle] $.TwoCycles.chicken(double egg)
           A feature cannot depend on itself: chicken <- egg <- chicken; take one of these dependencies away.
        2. [cycle] $.TwoCycles.paper(double rock)
           A feature cannot depend on itself: paper <- rock <- scissors <- paper; take one of these dependencies away.
        """,
        TwoCycles.class);
  }

  @Features(of = Payment.class)
  public abstract static class OverlappingCycles {
    public static double a(double b) {
      return b;
    }

    public static double b(double a, double c) {
      return a + c;
    }

    public static double c(double b, double d) {
      return b + d;
    }

    public static double d(double a) {
      return a;
    }

    public static double onlyAsksForThem(double a) {
      return a;
    }
  }

  @Test
  void cycles_overlapping_areToldUntilEachFeatureHasItsShortest() {
    assertProblems(
        """
        Cannot build the graph of OverlappingCycles: 3 problems
        1. [cycle] $.OverlappingCycles.a(double b)
           A feature cannot depend on itself: a <- b <- a; take one of these dependencies away.
        2. [cycle] $.OverlappingCycles.b(double a, double c)
           A feature cannot depend on itself: b <- c <- b; take one of these dependencies away.
        3. [cycle] $.OverlappingCycles.a(double b)
           A feature cannot depend on itself: a <- b <- c <- d <- a; take one of these dependencies away.
        """,
        OverlappingCycles.class);
  }

  @Features(of = Payment.class, uses = CycleOfClassesB.class)
  public abstract static class CycleOfClassesA {
    public static double a(double b) {
      return b;
    }
  }

  @Features(of = Payment.class, uses = CycleOfClassesA.class)
  public abstract static class CycleOfClassesB {
    public static double b(double a) {
      return a;
    }
  }

  @Test
  void cycle_throughTwoClasses_isTold() {
    assertProblems(
        """
        Cannot build the graph of CycleOfClassesB, CycleOfClassesA: 1 problem
        1. [cycle] $.CycleOfClassesA.a(double b)
           A feature cannot depend on itself: a <- b <- a; take one of these dependencies away.
        """,
        CycleOfClassesB.class);
  }

  @Features(of = Payment.class, uses = UseEachOtherB.class)
  public abstract static class UseEachOtherA {
    public static double a(double amount) {
      return amount;
    }
  }

  @Features(of = Payment.class, uses = UseEachOtherA.class)
  public abstract static class UseEachOtherB {
    public static double b(double a) {
      return a;
    }
  }

  @Test
  void classes_thatUseEachOther_areNoCycle() {
    assertThat(Graph.of(UseEachOtherA.class).find("b")).isPresent();
  }

  // ---- methods and classes

  @Features(of = Payment.class)
  public abstract static class WrongShapes {
    static double packagePrivate(double amount) {
      return amount;
    }

    protected static double guarded(double amount) {
      return amount;
    }

    public double instance(double amount) {
      return amount;
    }

    abstract double unsupplied(double amount);

    @Input
    abstract double rate(double amount);

    private static double helper(double whatever) {
      return whatever;
    }
  }

  @Test
  void method_thatIsNeitherFeatureNorHelper_isRefused() {
    assertProblems(
        """
        Cannot build the graph of WrongShapes: 5 problems
        1. [method-shape] $.WrongShapes.guarded(double amount)
           A method with a body is a feature or a helper; make it public static, or private.
        2. [method-shape] $.WrongShapes.instance(double amount)
           A method with a body is a feature or a helper; make it public static, or private.
        3. [method-shape] $.WrongShapes.packagePrivate(double amount)
           A method with a body is a feature or a helper; make it public static, or private.
        4. [input-parameters] $.WrongShapes.rate(double amount)
           An @Input depends on nothing; take its parameters away, or @Input.
        5. [unsupplied-method] $.WrongShapes.unsupplied(double amount)
           Nothing supplies the value of an abstract method without an annotation; give it a body and make it public static, or mark it with an operator (and @Over or @Fit), @Lookup, @FeatureVector or @Input.
        """,
        WrongShapes.class);
  }

  @Features(of = Payment.class)
  public interface InterfaceOfFeatures {
    static double fee(double amount) {
      return amount;
    }
  }

  @Test
  void interface_ofFeatures_isRefused() {
    assertProblems(
        """
        Cannot build the graph of InterfaceOfFeatures: 1 problem
        1. [interface-feature-class] $.InterfaceOfFeatures
           A feature class cannot be an interface; make it an abstract class.
        """,
        InterfaceOfFeatures.class);
  }

  @Features(of = Payment.class)
  abstract static class Hidden {
    /** Public classes inside are hidden too. */
    @Features(of = Payment.class)
    public abstract static class Inside {}
  }

  @Test
  void class_thatIsNotPublicThroughout_isRefused() {
    assertProblems(
        """
        Cannot build the graph of Hidden, Inside: 2 problems
        1. [hidden-class] $.Hidden
           A feature class must be public, and so must the classes around it; generated code calls it.
        2. [hidden-class] $.Hidden.Inside
           A feature class must be public, and so must the classes around it; generated code calls it.
        """,
        Hidden.class,
        Hidden.Inside.class);
  }

  public abstract static class Unmarked extends Fees {}

  @Test
  void class_unmarkedThatExtends_isRefusedTwice() {
    assertProblems(
        """
        Cannot build the graph of Unmarked: 2 problems
        1. [not-a-feature-class] $.Unmarked
           The class is not marked @Features; mark it, with the source whose rows it describes.
        2. [extended-class] $.Unmarked
           A feature class cannot extend another class; name the other in @Features(uses = ...).
        """,
        Unmarked.class);
  }

  // ---- sources

  @Features
  public abstract static class NoSourceOfEventTime {
    public static long age(@EventTime Instant now) {
      return 0;
    }
  }

  @Test
  void eventTime_inAClassWithoutSource_isTold() {
    assertProblems(
        """
        Cannot build the graph of NoSourceOfEventTime: 1 problem
        1. [no-event-time] $.NoSourceOfEventTime.age(Instant now)
           "now" asks for the event time, but the class has no source; name one in @Features(of = ...).
        """,
        NoSourceOfEventTime.class);
  }

  @Features(of = Login.class)
  public abstract static class LoginFeatures {
    public static long hour(Instant loginTime) {
      return 0;
    }
  }

  @Features(of = Payment.class, uses = LoginFeatures.class)
  public abstract static class ReadsOtherSource {
    public static double late(double amount, long hour) {
      return amount + hour;
    }

    public static double later(double late) {
      return late;
    }
  }

  @Test
  void feature_readingRowsOfAnotherSource_isTold() {
    assertProblems(
        """
        Cannot build the graph of ReadsOtherSource, LoginFeatures: 1 problem
        1. [other-source] $.ReadsOtherSource.late(double amount, long hour)
           "hour" describes rows of "logins", which a row of "payments" cannot read as they are; take it in a feature class of "logins" only, or aggregate it.
           Asked for by: late <- later
        """,
        ReadsOtherSource.class);
  }

  @Features(uses = {LoginFeatures.class, Fees.class})
  public abstract static class ReadsTwoSources {
    public static double both(double fee, long hour) {
      return fee + hour;
    }
  }

  @Test
  void feature_ofAClassWithoutSource_readingTwo_isTold() {
    assertProblems(
        """
        Cannot build the graph of ReadsTwoSources, LoginFeatures, Fees: 1 problem
        1. [other-source] $.ReadsTwoSources.both(double fee, long hour)
           "hour" describes rows of "logins", which a row of "payments" cannot read as they are; take it in a feature class of "logins" only, or aggregate it.
        """,
        ReadsTwoSources.class);
  }

  @Source("faulty")
  @SuppressWarnings("MemberName")
  record FaultySource(
      @RowKey @Nullable Long id,
      @EventTime @Nullable String at,
      @EventTime Instant again,
      long userId,
      long user_ID,
      long clientId,
      @Named("other") long client_id,
      @Named("userid") long another,
      @KnownAfter("soon") long late) {}

  @Features(of = FaultySource.class)
  public abstract static class OfFaultySource {}

  @Test
  void source_withEveryFault_isToldOfEach() {
    assertProblems(
        """
        Cannot build the graph of OfFaultySource: 9 problems
        1. [hidden-class] $.FaultySource
           A source must be public, and so must the classes around it; generated code reads it.
        2. [two-event-times] $.FaultySource
           A source has at most one @EventTime; this one has at and again.
        3. [event-time-type] $.FaultySource.at
           An @EventTime is an Instant or a LocalDate, not a String.
        4. [duplicate-name] $.FaultySource.user_ID
           The column "user_id" has the same name as the column "user_id" (case and underscores do not count); rename one of them.
        5. [duplicate-name] $.FaultySource.client_id
           The component "client_id" has the same name as the component "clientId" (case and underscores do not count); rename one of them.
        6. [duplicate-name] $.FaultySource.another
           The column "userid" has the same name as the column "user_id" (case and underscores do not count); rename one of them.
        7. [nullable-identity] $.FaultySource.id
           A row key, an event time or the time from when a row is available is never null; take @Nullable away.
        8. [nullable-identity] $.FaultySource.at
           A row key, an event time or the time from when a row is available is never null; take @Nullable away.
        9. [invalid-duration] $.FaultySource.late
           Invalid duration "soon" (a whole number and d, h, m or s, such as 7d).
        """,
        OfFaultySource.class);
  }

  public record UnmarkedSource(long id) {}

  @Features(of = UnmarkedSource.class)
  public abstract static class OfUnmarkedSource {}

  @Features(of = String.class)
  public abstract static class OfString {}

  @Source("payments")
  public record OtherPayment(long id) {}

  @Features(of = OtherPayment.class)
  public abstract static class OfOtherPayment {}

  @Test
  void source_thatIsNone_isTold() {
    assertProblems(
        """
        Cannot build the graph of OfUnmarkedSource, OfString: 2 problems
        1. [not-a-source] $.UnmarkedSource
           @Features(of = ...) must name a record that is marked @Source("...").
        2. [not-a-source] java.lang.String
           @Features(of = ...) must name a record that is marked @Source("...").
        """,
        OfUnmarkedSource.class,
        OfString.class);
  }

  @Test
  void sources_ofOneName_areTold() {
    assertProblems(
        """
        Cannot build the graph of Fees, OfOtherPayment: 1 problem
        1. [duplicate-source] $.OtherPayment
           The source "payments" is also declared by $.Payment; give each its own name.
        """,
        Fees.class,
        OfOtherPayment.class);
  }

  // ---- all at once

  @Features(of = Payment.class, uses = LoginFeatures.class)
  public abstract static class Everything {
    public static double fee(double amuont) {
      return amuont;
    }

    public static int shortId(int paymentId) {
      return paymentId;
    }

    public static double loop(double loop, double fee) {
      return loop;
    }

    public static double hour(double amount) {
      return amount;
    }

    static double half(double amount) {
      return amount / 2;
    }
  }

  @Test
  void graph_withSeveralFaults_isToldOfAllInOneException() {
    assertProblems(
        """
        Cannot build the graph of Everything, LoginFeatures: 5 problems
        1. [method-shape] $.Everything.half(double amount)
           A method with a body is a feature or a helper; make it public static, or private.
        2. [duplicate-name] $.LoginFeatures.hour(Instant loginTime)
           "hour" is also the name of a feature, $.Everything.hour(double amount); rename one of them.
        3. [unknown-parameter] $.Everything.fee(double amuont)
           No column of "payments" and no feature in scope is called "amuont"; name one, or declare an @Input of that name.
           Did you mean: amount?
        4. [narrowing] $.Everything.shortId(int paymentId)
           "payments.payment_id" is a long, which an int cannot always hold; take it as a long.
        5. [cycle] $.Everything.loop(double loop, double fee)
           A feature cannot depend on itself: loop <- loop; take one of these dependencies away.
        """,
        Everything.class);
  }

  @Test
  void exception_tellsItsProblemsOneByOne() {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(Everything.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(
                        "method-shape",
                        "duplicate-name",
                        "unknown-parameter",
                        "narrowing",
                        "cycle"));
  }

  /** What holds of the chains that problems print. */
  @Nested
  class Chains {

    @Test
    void chain_ofEight_isToldWhole() {
      assertThat(problem(8)).hasToString(told("a0 <- a1 <- a2 <- a3 <- a4 <- a5 <- a6 <- a7"));
    }

    @Test
    void chain_ofMore_isToldByItsEnds() {
      assertThat(problem(10))
          .hasToString(told("a0 <- a1 <- a2 <- a3 <- a4 <- a5 <- a6 <- ... (2 more) <- a9"));
    }

    @Test
    void chain_ofOne_isNotTold() {
      assertThat(problem(1)).hasToString("[code] place\n   message");
    }

    private static String told(String chain) {
      return "[code] place\n   message\n   Asked for by: " + chain;
    }

    private static Problem problem(int length) {
      List<String> names =
          java.util.stream.IntStream.range(0, length).mapToObj(i -> "a" + i).toList();
      return new Problem("code", "place", "message", names, List.of());
    }
  }
}
