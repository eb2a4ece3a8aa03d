package rowan.spark.learn;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How well scores put frauds before all else.
 *
 * @param auc the area under the ROC curve: how often a fraud has a higher score than another
 *     payment, ties counted half
 * @param averagePrecision the mean, over frauds, of the share of frauds among all payments with at
 *     least their score
 * @param cardPrecision100 the mean, over days, of the share of cards with a fraud that day among
 *     the 100 cards with the highest scores; a card so found leaves the days that follow
 */
public record RankingMetrics(double auc, double averagePrecision, double cardPrecision100)
    implements Metrics {

  private static final int CARDS_CHECKED = 100;

  /** The metrics of scored payments; NaN where there are no frauds, or nothing but. */
  static RankingMetrics of(List<ScoredRow> rows) {
    List<ScoredRow> ranked =
        rows.stream().sorted(Comparator.comparingDouble(ScoredRow::score).reversed()).toList();
    double positives = ranked.stream().filter(ScoredRow::isPositive).count();
    double negatives = ranked.size() - positives;
    double area = 0;
    double precision = 0;
    double found = 0;
    for (int i = 0, next; i < ranked.size(); i = next) {
      next = endOfTies(ranked, i);
      double here = ranked.subList(i, next).stream().filter(ScoredRow::isPositive).count();
      area += (next - i - here) * (found + here / 2);
      found += here;
      precision += here * found / next;
    }
    return new RankingMetrics(
        area / (positives * negatives), precision / positives, cardPrecision(rows));
  }

  private static int endOfTies(List<ScoredRow> ranked, int start) {
    int end = start + 1;
    while (end < ranked.size() && ranked.get(end).score() == ranked.get(start).score()) {
      end++;
    }
    return end;
  }

  private static double cardPrecision(List<ScoredRow> rows) {
    Map<Long, List<ScoredRow>> days =
        rows.stream()
            .collect(Collectors.groupingBy(ScoredRow::day, TreeMap::new, Collectors.toList()));
    Set<Long> foundBefore = new HashSet<>();
    double sum = 0;
    for (List<ScoredRow> day : days.values()) {
      List<Card> found =
          cards(day).stream()
              .filter(card -> !foundBefore.contains(card.number()))
              .limit(CARDS_CHECKED)
              .filter(Card::hasFraud)
              .toList();
      found.forEach(card -> foundBefore.add(card.number()));
      sum += (double) found.size() / CARDS_CHECKED;
    }
    return sum / days.size();
  }

  /** A card on one day. */
  private record Card(long number, double highestScore, boolean hasFraud) {
    static Card of(long number, List<ScoredRow> payments) {
      return new Card(
          number,
          payments.stream().mapToDouble(ScoredRow::score).max().orElseThrow(),
          payments.stream().anyMatch(ScoredRow::isPositive));
    }
  }

  /** The cards of a day, those with the highest scores first, cards of one score by number. */
  private static List<Card> cards(List<ScoredRow> day) {
    return day.stream().collect(Collectors.groupingBy(ScoredRow::group)).entrySet().stream()
        .map(card -> Card.of(card.getKey(), card.getValue()))
        .sorted(
            Comparator.comparingDouble(Card::highestScore)
                .reversed()
                .thenComparingLong(Card::number))
        .toList();
  }

  static RankingMetrics mean(List<RankingMetrics> metrics) {
    return new RankingMetrics(
        mean(metrics, RankingMetrics::auc),
        mean(metrics, RankingMetrics::averagePrecision),
        mean(metrics, RankingMetrics::cardPrecision100));
  }

  private static double mean(
      List<RankingMetrics> metrics, ToDoubleFunction<RankingMetrics> metric) {
    return metrics.stream().mapToDouble(metric).average().orElseThrow();
  }

  @Override
  public double merit() {
    return auc + averagePrecision + cardPrecision100;
  }

  @Override
  public String json() {
    return "{\"auc\":%s,\"average_precision\":%s,\"card_precision_100\":%s}"
        .formatted(
            Metrics.number(auc),
            Metrics.number(averagePrecision),
            Metrics.number(cardPrecision100));
  }
}
