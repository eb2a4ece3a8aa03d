package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;

/** What operators take, what they give, and which share a state. */
class OperatorArgumentsTest {

  private static final Type STRINGS = new ListOf(Scalar.STRING, false);
  private static final Type MAP = new MapOf(Scalar.STRING, Scalar.LONG, false);
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "sample",
          false,
          "value",
          5,
          "unit",
          ChronoUnit.SECONDS,
          "halfLife",
          "1d",
          "relativeError",
          0.01);

  @ParameterizedTest
  @CsvSource({
    "Sum",
    "Mean",
    "Variance",
    "StdDev",
    "Skewness",
    "Kurtosis",
    "Trend",
    "ExpMean",
    "ExpSum"
  })
  void numericOperator_refusesWhatIsNotOneNumber(String operator) {
    assertThatThrownBy(() -> made(operator, Scalar.STRING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one number, not a String");
    assertThatThrownBy(() -> made(operator, Scalar.INSTANT))
        .hasMessage("takes one number, not an Instant");
    assertThatThrownBy(() -> made(operator)).hasMessage("takes one number, not 0 parameters");
    assertThatThrownBy(() -> made(operator, Scalar.INT, Scalar.INT))
        .hasMessage("takes one number, not 2 parameters");
  }

  @ParameterizedTest
  @CsvSource({"Min", "Max", "TopK", "BottomK"})
  void orderedOperator_refusesATypeWithoutOrder(String operator) {
    assertThatThrownBy(() -> made(operator, MAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one value of a type with an order, not a Map<String,long>");
  }

  @ParameterizedTest
  @CsvSource({
    "CountDistinct",
    "CountDistinctUpTo",
    "ApproxCountDistinct",
    "MostFrequent",
    "Entropy"
  })
  void countingOperator_refusesAListAndAMap(String operator) {
    assertThatThrownBy(() -> made(operator, STRINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one value of a simple type, not a List<String>");
  }

  @Test
  void categories_areOfFewTypes() {
    assertThatThrownBy(() -> made("Histogram", Scalar.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "takes one category (a String, an enum, an int, a long or a boolean), not a double");
    assertThatThrownBy(() -> made("SumBy", Scalar.DOUBLE, Scalar.DATE))
        .hasMessage(
            "takes a category (a String, an enum, an int, a long or a boolean), not a LocalDate");
    assertThatThrownBy(() -> made("SumBy", Scalar.STRING, Scalar.DOUBLE))
        .hasMessage("takes a number first, not a String");
    assertThatThrownBy(() -> made("SumBy", Scalar.DOUBLE))
        .hasMessage("takes a number and a category, not 1 parameter");
  }

  @Test
  void fittingOperators_refuseOddSettings() {
    for (int bins : new int[] {1, 0, 1001}) {
      Map<String, Object> settings = Map.of("value", bins, "relativeError", 0.01);
      assertThatThrownBy(() -> made("QuantileBins", settings, false, Scalar.DOUBLE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("needs a number of bins from 2 to 1000, not " + bins);
    }
    for (double smoothing : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Map<String, Object> settings = Map.of("smoothing", smoothing);
      assertThatThrownBy(() -> made("TargetMean", settings, false, Scalar.DOUBLE, Scalar.STRING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("needs a smoothing that is finite and not negative, not " + smoothing);
    }
    for (String operator : new String[] {"Vocabulary", "CategoryIndex"}) {
      assertThatThrownBy(() -> made(operator, Map.of("value", 3), false, Scalar.DATE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "takes one category (a String, an enum, an int, a long or a boolean), not a LocalDate");
    }
  }

  @Test
  void ratio_refusesWhatIsNotABoolean() {
    assertThatThrownBy(() -> made("Ratio", Scalar.INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one boolean, not an int");
  }

  @ParameterizedTest
  @CsvSource({"Count", "TimeSinceLast", "ExpCount"})
  void countOfEvents_refusesTwoParameters(String operator) {
    assertThatThrownBy(() -> made(operator, Scalar.INT, Scalar.INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("takes one value or none, not 2 parameters");
  }

  @ParameterizedTest
  @CsvSource({
    "FirstK",
    "LastK",
    "TopK",
    "BottomK",
    "Lag",
    "CountDistinctUpTo",
    "Vocabulary",
    "CategoryIndex"
  })
  void limit_isAtLeastOneAndNotHuge(String operator) {
    for (int limit : new int[] {0, -1, 1_000_001}) {
      assertThatThrownBy(() -> made(operator, Map.of("value", limit), true, Scalar.INT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("needs a number from 1 to 1000000, not " + limit);
    }
  }

  @Test
  void quantile_refusesWhatIsNoShare() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> made("Quantile", Map.of("value", share), true, Scalar.INT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("needs a share from 0 to 1, not " + share);
    }
  }

  @Test
  void exactQuantile_needsAWindow() {
    assertThatThrownBy(() -> made("Quantile", Map.of("value", 0.5), false, Scalar.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "keeps every number of its window, so it needs a window;"
                + " use @ApproxQuantile without one");
  }

  @Test
  void approximateQuantile_refusesAnErrorThatItCannotKeep() {
    for (double error : new double[] {0, 1, 1e-7, Double.NaN}) {
      Map<String, Object> settings = Map.of("value", 0.5, "relativeError", error);
      assertThatThrownBy(() -> made("ApproxQuantile", settings, true, Scalar.DOUBLE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("needs a relative error from 0.000001 to below 1, not " + error);
    }
  }

  @ParameterizedTest
  @CsvSource({"TimeSinceLast", "Trend"})
  void unit_isAFixedOne(String operator) {
    assertThatThrownBy(() -> made(operator, Map.of("unit", ChronoUnit.WEEKS), true, Scalar.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tells time in SECONDS, MINUTES, HOURS or DAYS, not in WEEKS");
  }

  @ParameterizedTest
  @CsvSource({"ExpMean", "ExpSum", "ExpCount"})
  void halfLife_isAboveZero(String operator) {
    assertThatThrownBy(() -> made(operator, Map.of("halfLife", "0d"), true, Scalar.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("needs a half-life above zero");
    assertThatThrownBy(() -> made(operator, Map.of("halfLife", "7"), true, Scalar.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("needs a half-life such as 7d (a whole number and d, h, m or s), not \"7\"");
  }

  @Test
  void results_haveTheirTypes() {
    assertThat(made("Sum", Scalar.INT).result()).isEqualTo(Scalar.LONG);
    assertThat(made("Sum", Scalar.FLOAT).result()).isEqualTo(Scalar.DOUBLE);
    assertThat(made("Sum", new Decimal(12, 2)).result()).isEqualTo(new Decimal(38, 2));
    assertThat(made("Mean", new Decimal(12, 2)).result()).isEqualTo(Scalar.DOUBLE);
    assertThat(made("Max", Scalar.STRING).result()).isEqualTo(Scalar.STRING);
    assertThat(made("LastK", Scalar.INT).result()).isEqualTo(new ListOf(Scalar.INT, false));
    assertThat(made("SumBy", Scalar.INT, Scalar.STRING).result())
        .isEqualTo(new MapOf(Scalar.STRING, Scalar.LONG, false));
    assertThat(made("Histogram", Scalar.INT).result())
        .isEqualTo(new MapOf(Scalar.INT, Scalar.LONG, false));
  }

  @Test
  void operatorsThatKeepTheSame_shareAState() {
    assertShared(made("Sum", Scalar.DOUBLE), made("Mean", Scalar.DOUBLE));
    assertShared(made("Variance", Scalar.DOUBLE), made("StdDev", Scalar.DOUBLE));
    assertShared(made("Entropy", Scalar.STRING), made("Histogram", Scalar.STRING));
    assertShared(made("ExpSum", Scalar.INT), made("ExpMean", Scalar.INT));
    assertShared(
        made("TopK", Map.of("value", 3), true, Scalar.INT),
        made("TopK", Map.of("value", 4), true, Scalar.INT));
    assertThat(made("Sum", Scalar.DOUBLE).algorithm())
        .isNotEqualTo(made("Sum", Scalar.FLOAT).algorithm())
        .isNotEqualTo(made("Variance", Scalar.DOUBLE).algorithm());
    assertThat(made("ExpSum", Scalar.INT).algorithm())
        .isNotEqualTo(made("ExpCount", Scalar.INT).algorithm());
    assertThat(made("Min", Scalar.INT).algorithm())
        .isNotEqualTo(made("Max", Scalar.INT).algorithm());
  }

  private static void assertShared(Aggregator<?> one, Aggregator<?> other) {
    assertThat(one).isNotEqualTo(other);
    assertThat(one.algorithm()).isEqualTo(other.algorithm());
  }

  static List<String> annotations() {
    return List.copyOf(OperatorCase.allAnnotations());
  }

  @ParameterizedTest
  @MethodSource("annotations")
  void annotation_isOnMethodsAndHasNoOtherArgumentsThanItsOperatorReads(String name) {
    Class<? extends Annotation> annotation = OperatorCase.annotationClass(name);
    assertThat(annotation.getAnnotation(Target.class).value()).containsExactly(ElementType.METHOD);
    assertThat(annotation.getAnnotation(Retention.class).value())
        .isEqualTo(RetentionPolicy.RUNTIME);
    List<String> arguments =
        List.of(annotation.getDeclaredMethods()).stream().map(Method::getName).sorted().toList();
    OperatorCase example =
        OperatorLawsTest.cases().filter(each -> each.annotation().equals(name)).findAny().get();
    assertThat(example.settings().keySet().stream().sorted().toList()).isEqualTo(arguments);
  }

  private static Aggregator<?> made(String operator, Type... inputs) {
    return made(operator, DEFAULTS, true, inputs);
  }

  private static Aggregator<?> made(
      String operator, Map<String, Object> settings, boolean evicts, Type... inputs) {
    return new OperatorCase(operator, settings, List.of(inputs)).aggregator(evicts);
  }
}
