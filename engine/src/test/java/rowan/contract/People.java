package rowan.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import rowan.feature.ApproxCountDistinct;
import rowan.feature.ApproxQuantile;
import rowan.feature.BottomK;
import rowan.feature.CategoryIndex;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Histogram;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Min;
import rowan.feature.MostFrequent;
import rowan.feature.Over;
import rowan.feature.QuantileBins;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.StdDev;
import rowan.feature.Sum;
import rowan.feature.TargetMean;
import rowan.feature.Vocabulary;
import rowan.feature.Where;

/** Features with fitted values of every kind, over rows with nulls, NaN and extremes. */
public final class People {

  private People() {}

  /** A row of the source. */
  @Source("people")
  public record Person(
      @RowKey long id,
      @EventTime Instant joinedAt,
      long household,
      double age,
      @Nullable Double budget,
      int visits,
      boolean member,
      @Nullable String gender,
      @Nullable Town town,
      @KnownAfter("30d") @Nullable Integer left) {}

  /** Where somebody lives. */
  public enum Town {
    OSLO,
    BERGEN,
    BODO
  }

  /** What is known of a household. */
  @Features(of = Person.class)
  @Over(
      by = "household",
      window = {"1d", "30d"})
  public abstract static class Households {
    @Sum
    @Empty(0)
    abstract double spent(double budget);
  }

  /** Fitted values, and features of them. */
  @Features(of = Person.class, uses = Households.class)
  public abstract static class Fitted {

    @Input
    abstract double oldAge();

    @Fit
    @Mean
    abstract double ageMean(double age);

    @Fit
    @StdDev
    abstract double ageStddev(double age);

    public static double ageNormalized(double age, double ageMean, double ageStddev) {
      return (age - ageMean) / ageStddev;
    }

    /** Of the second level. */
    @Fit
    @Max
    abstract double oldest(double ageNormalized);

    /** Of the third. */
    @Fit
    @Mean
    abstract double shareOfOldest(double relativeAge);

    public static double relativeAge(double ageNormalized, double oldest) {
      return ageNormalized / oldest;
    }

    public static boolean old(double age, double oldAge) {
      return age > oldAge;
    }

    @Fit
    @Count
    abstract long people();

    @Fit
    @Count
    abstract long members(@Where boolean member);

    @Fit
    @Mean
    @Empty(-1)
    abstract double oldBudget(double budget, @Where boolean old);

    /** The type is wider than the column's. */
    @Fit
    @Sum
    abstract double allVisits(double visits);

    @Fit
    @Min
    abstract Instant firstJoined(Instant joinedAt);

    @Fit
    @MostFrequent
    abstract Town usualTown(Town town);

    @Fit
    @MostFrequent
    abstract int usualVisits(int visits);

    /** What is counted is of the wider type. */
    @Fit
    @MostFrequent
    abstract double usualVisitsAsDouble(double visits);

    @Fit
    @ApproxQuantile(0.9)
    abstract double richness(double budget);

    @Fit
    @ApproxCountDistinct
    abstract long ages(double age);

    @Fit
    @BottomK(3)
    abstract List<String> firstGenders(String gender);

    @Fit
    @Histogram
    abstract Map<Town, Long> townSizes(Town town);

    @Fit
    @QuantileBins(4)
    abstract double[] budgetBins(double budget);

    @Fit
    @CategoryIndex
    abstract Map<String, Integer> genderIndex(String gender);

    @Fit
    @Vocabulary(2)
    abstract List<Town> towns(Town town);

    /** Of a column that is known late. */
    @Fit
    @TargetMean(smoothing = 3)
    abstract Map<Town, Double> leftByTown(int left, Town town);

    /** One for each window. */
    @Fit
    @Mean
    abstract double usualSpent(double spent);

    public static int budgetBin(double budget, double[] budgetBins) {
      int found = Arrays.binarySearch(budgetBins, budget);
      return found < 0 ? ~found : found + 1;
    }

    public static @Nullable Integer genderCode(String gender, Map<String, Integer> genderIndex) {
      return genderIndex.get(gender);
    }

    public static double spentAgainstUsual(double spent, @Nullable Double usualSpent) {
      return usualSpent == null ? -1 : spent - usualSpent;
    }

    public static double risk(@Nullable Town town, Map<Town, Double> leftByTown) {
      return town == null ? -1 : leftByTown.getOrDefault(town, -2.0);
    }

    @FeatureVector
    abstract double[] inputs(
        double ageNormalized, @Nullable Double ageMean, @Nullable Double spentAgainstUsual);
  }

  /** Random rows, some of them odd. */
  public static List<Person> random(int count, long seed) {
    Random random = new Random(seed);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(
          new Person(
              i,
              Instant.ofEpochSecond(random.nextInt(5_000_000)),
              random.nextInt(5),
              number(random),
              random.nextInt(4) == 0 ? null : (Double) number(random),
              random.nextInt(4),
              random.nextBoolean(),
              random.nextInt(4) == 0
                  ? null
                  : List.of("f", "m", "\ud83d\ude00").get(random.nextInt(3)),
              random.nextInt(4) == 0 ? null : Town.values()[random.nextInt(3)],
              random.nextInt(4) == 0 ? null : (Integer) random.nextInt(2)));
    }
    return people;
  }

  /** Of magnitudes that no sum of doubles would get right; now and then NaN, if the seed is odd. */
  private static double number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 1e300 * random.nextGaussian();
      case 1 -> -0.0;
      case 2 -> 1e-300;
      default -> random.nextGaussian() * 1e9;
    };
  }
}
