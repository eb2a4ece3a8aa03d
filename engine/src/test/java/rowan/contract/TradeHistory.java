package rowan.contract;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;
import rowan.contract.Trade.Payment;
import rowan.contract.Trade.Refund;
import rowan.contract.Trade.Visit;
import rowan.contract.TradeRows.PaymentRows;
import rowan.contract.TradeRows.RefundRows;
import rowan.contract.TradeRows.VisitRows;
import rowan.feature.ApproxCountDistinct;
import rowan.feature.ApproxQuantile;
import rowan.feature.BottomK;
import rowan.feature.CategoryIndex;
import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.CountDistinctUpTo;
import rowan.feature.Digits;
import rowan.feature.Empty;
import rowan.feature.Entropy;
import rowan.feature.ExpCount;
import rowan.feature.ExpMean;
import rowan.feature.ExpSum;
import rowan.feature.Features;
import rowan.feature.First;
import rowan.feature.FirstK;
import rowan.feature.Histogram;
import rowan.feature.Kurtosis;
import rowan.feature.Label;
import rowan.feature.Lag;
import rowan.feature.Last;
import rowan.feature.LastK;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Min;
import rowan.feature.MostFrequent;
import rowan.feature.Over;
import rowan.feature.Quantile;
import rowan.feature.QuantileBins;
import rowan.feature.Ratio;
import rowan.feature.Skewness;
import rowan.feature.StdDev;
import rowan.feature.Sum;
import rowan.feature.SumBy;
import rowan.feature.TargetMean;
import rowan.feature.TimeSinceLast;
import rowan.feature.TopK;
import rowan.feature.Trend;
import rowan.feature.Variance;
import rowan.feature.Vocabulary;
import rowan.feature.Where;

/**
 * Aggregates over the sources of {@link Trade}, as authors write them: every operator, every part
 * of a window, and row features of aggregates.
 */
public final class TradeHistory {

  private TradeHistory() {}

  /** Every operator, over the payments of a customer. */
  @Features(of = Payment.class, uses = PaymentRows.class)
  @Over(
      by = "customer",
      window = {"20s", "1d"},
      bounds = Bounds.UP_TO)
  public abstract static class Operators {
    @Count
    abstract long payments();

    @Count
    abstract long bigPayments(@Where boolean big);

    @Sum
    @Empty(0)
    abstract double spent(double amount);

    @Sum
    @Digits(precision = 38, scale = 2)
    abstract BigDecimal priced(BigDecimal price);

    @Mean
    abstract double meanPerItem(double perItem);

    @Min
    abstract String firstShop(String shop);

    @Max
    abstract Trade.Channel lastChannel(Trade.Channel channel);

    @Variance(sample = true)
    @Empty(-1)
    abstract double tipVariance(double tip);

    @StdDev
    abstract double tipStdDev(double tip);

    @Skewness
    abstract double amountSkewness(double amount);

    @Kurtosis
    abstract double amountKurtosis(double amount);

    @CountDistinct
    abstract long shops(String shop);

    @Quantile(0.5)
    abstract double medianAmount(double amount);

    @ApproxQuantile(0.9)
    abstract double highAmount(double amount);

    @First
    abstract boolean startedOnline(boolean online);

    @Last
    abstract long lastPoints(long points);

    @FirstK(2)
    abstract List<String> firstShops(String shop);

    @LastK(3)
    abstract List<Double> lastAmounts(double amount);

    @TopK(2)
    abstract List<Double> topTips(double tip);

    @BottomK(2)
    abstract List<Integer> fewestItems(int items);

    @Lag(2)
    abstract double amountBefore(double amount);

    @MostFrequent
    abstract String usualShop(String shop);

    @Histogram
    abstract Map<Trade.Channel, Long> channels(Trade.Channel channel);

    @QuantileBins(4)
    abstract double[] amountBins(double amount);

    @CategoryIndex
    abstract Map<String, Integer> shopNumbers(String shop);

    @Vocabulary(2)
    abstract List<String> mainShops(String shop);

    @TargetMean(smoothing = 2)
    abstract Map<String, Double> meanByShop(double amount, String shop);

    @Ratio
    abstract double onlineShare(boolean online);

    @Entropy
    abstract double shopEntropy(String shop);

    @SumBy
    abstract Map<String, Double> spentByShop(double amount, String shop);

    @TimeSinceLast(unit = ChronoUnit.HOURS)
    abstract double hoursSince();

    @ExpSum(halfLife = "7s")
    abstract double fadingSpent(double amount);

    @ExpMean(halfLife = "1d")
    abstract double fadingMean(double weight);

    @ExpCount(halfLife = "1d")
    abstract double fadingCount();

    @Trend(unit = ChronoUnit.MINUTES)
    abstract double amountTrend(double amount);

    @CountDistinctUpTo(2)
    @Over(by = "customer")
    abstract long shopsUpTo(String shop);

    @ApproxCountDistinct
    @Over(by = "customer", window = "60s", hop = "7s")
    abstract long roughlyShops(String shop);
  }

  /** Every part of a window that can be served. */
  @Features(of = Payment.class, uses = PaymentRows.class)
  @Over(by = "customer", window = "20s")
  public abstract static class Windows {
    @LastK(4)
    abstract List<Long> before(long paymentId);

    @LastK(4)
    @Over(by = "customer", window = "20s", bounds = Bounds.CLOSED)
    abstract List<Long> closed(long paymentId);

    @LastK(4)
    @Over(by = "customer", window = "20s", bounds = Bounds.OPEN)
    abstract List<Long> open(long paymentId);

    @LastK(4)
    @Over(by = "customer")
    abstract List<Long> ever(long paymentId);

    @Mean
    @Over(by = "customer", window = "60s", delay = "20s")
    abstract double fraudRate(int fraud);

    @FirstK(9)
    @Over(by = "customer", rows = 2, bounds = Bounds.UP_TO)
    abstract List<Long> lastTwo(long paymentId);

    @LastK(4)
    @Over(by = "customer", bounds = Bounds.UP_TO, excluding = Exclusion.CURRENT_ROW)
    abstract List<Long> withoutItself(long paymentId);

    @LastK(4)
    @Over(by = "customer", bounds = Bounds.UP_TO, excluding = Exclusion.CURRENT_TIME)
    abstract List<Long> withoutTies(long paymentId);

    @LastK(4)
    @Over(by = "customer", window = "20s", hop = "7s")
    abstract List<Long> hopping(long paymentId);

    @Count
    @Over(by = "customer", window = "20s", rules = Convention.CHRONON)
    abstract long asChronon();

    @Count
    @Over(by = "customer", window = "20s", rules = Convention.OPENMLDB)
    abstract long asOpenmldb();

    @Count
    @Over(by = "customer", window = "20s", rules = Convention.PANDAS)
    abstract long asPandas();

    @Count
    @Over(by = "customer", window = "20s", delay = "5s", rules = Convention.FEATHR)
    abstract long asFeathr();

    @Sum
    @Over(by = {"customer", "shop"})
    abstract double spentHere(double amount);

    @Count
    @Over(by = "region")
    abstract long inRegion();

    @Count
    @Over(by = "amountKey", bounds = Bounds.UP_TO)
    abstract long ofAmount();

    @Sum
    @Over(by = "payee", on = "customer", window = "1d", bounds = Bounds.UP_TO)
    abstract double received(double amount);
  }

  /** What cannot be served. */
  @Features(of = Payment.class)
  public abstract static class Trained {
    @Count
    @Over(by = "customer", window = "20s", bounds = Bounds.CLOSED, ties = Ties.ALL)
    abstract long withAllTies();

    @Count
    @Over(by = "customer", window = "20s", rules = Convention.SPARK_RANGE)
    abstract long asSparkRange();

    @Label
    @Sum
    @Over(by = "customer", ahead = "20s")
    abstract double futureSpend(double amount);
  }

  /** Events of a day, as other rows see them. */
  @Features(of = Visit.class, uses = VisitRows.class)
  @Over(
      by = {"visitor", "shop"},
      on = {"customer", "shop"},
      window = "2d")
  public abstract static class Visits {
    @Sum
    abstract double secondsHere(double seconds, @Where boolean longVisit);
  }

  /** Events that are available late, as other rows see them. */
  @Features(of = Refund.class, uses = RefundRows.class)
  @Over(by = "customer", window = "60s")
  public abstract static class Refunds {
    @Sum
    abstract double refunded(double amount);
  }

  /** Row features of all that can be served. */
  @Features(
      of = Payment.class,
      uses = {PaymentRows.class, Operators.class, Windows.class, Visits.class, Refunds.class})
  public abstract static class Summary {
    /** A family: of 20 seconds, and of a day. */
    public static double againstMean(double amount, double medianAmount) {
      return amount / medianAmount;
    }

    public static long change(long payments20s, long payments1d) {
      return payments1d - payments20s;
    }

    public static double kept(@Nullable Double spent1d, @Nullable Double refunded60s) {
      return (spent1d == null ? 0 : spent1d) - (refunded60s == null ? 0 : refunded60s);
    }
  }
}
