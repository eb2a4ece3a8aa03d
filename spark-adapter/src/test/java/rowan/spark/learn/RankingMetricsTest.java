package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

  private static ScoredRow row(long day, long card, int label, double score) {
    return new ScoredRow(day, card, label, score);
  }

  @Test
  void metrics_ofAFewPayments() {
    RankingMetrics metrics =
        RankingMetrics.of(
            List.of(
                row(0, 1, 1, 0.9),
                row(0, 2, 0, 0.8),
                row(0, 3, 1, 0.7),
                row(1, 1, 1, 0.6),
                row(1, 4, 0, 0.1)));
    // Of the six pairs of a fraud and another payment, one has the fraud below 0.8, then another.
    assertThat(metrics.auc()).isEqualTo(4 / 6.0);
    assertThat(metrics.averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-15));
    // Two of a hundred on the first day; card 1, found then, has left on the second.
    assertThat(metrics.cardPrecision100()).isEqualTo(0.01);
  }

  @Test
  void json_isOneLine() {
    assertThat(new RankingMetrics(0.5, 0.25, 0.125).json())
        .isEqualTo(
            "{\"auc\":0.500000,\"average_precision\":0.250000,\"card_precision_100\":0.125000}");
  }

  @Test
  void json_hasNullForWhatIsUndefined() {
    assertThat(RankingMetrics.of(List.of(row(1, 1, 0, 0.5))).json())
        .isEqualTo("{\"auc\":null,\"average_precision\":null,\"card_precision_100\":0.000000}");
  }

  @RepeatedTest(20)
  void auc_isTheShareOfPairsInOrder(RepetitionInfo repetition) {
    List<ScoredRow> rows = random(repetition.getCurrentRepetition(), 120);
    double pairs = 0;
    double inOrder = 0;
    for (ScoredRow fraud : rows) {
      for (ScoredRow other : rows) {
        if (fraud.isPositive() && !other.isPositive()) {
          pairs++;
          inOrder += fraud.score() > other.score() ? 1 : fraud.score() == other.score() ? 0.5 : 0;
        }
      }
    }
    assertThat(RankingMetrics.of(rows).auc())
        .as("seed %d", repetition.getCurrentRepetition())
        .isCloseTo(inOrder / pairs, within(1e-12));
  }

  @RepeatedTest(20)
  void averagePrecision_isThatOfEachFraud(RepetitionInfo repetition) {
    List<ScoredRow> rows = random(repetition.getCurrentRepetition(), 120);
    double sum = 0;
    for (ScoredRow fraud : rows.stream().filter(ScoredRow::isPositive).toList()) {
      List<ScoredRow> above = rows.stream().filter(row -> row.score() >= fraud.score()).toList();
      sum += above.stream().filter(ScoredRow::isPositive).count() / (double) above.size();
    }
    assertThat(RankingMetrics.of(rows).averagePrecision())
        .as("seed %d", repetition.getCurrentRepetition())
        .isCloseTo(sum / rows.stream().filter(ScoredRow::isPositive).count(), within(1e-12));
  }

  @RepeatedTest(10)
  void cardPrecision_isThatOfTheHundredCardsOfEachDay(RepetitionInfo repetition) {
    List<ScoredRow> rows = random(repetition.getCurrentRepetition(), 3_000);
    Set<Long> left = new HashSet<>();
    double sum = 0;
    for (int day = 0; day < 3; day++) {
      int today = day;
      List<Long> cards =
          new ArrayList<>(
              IntStream.range(0, 400)
                  .mapToObj(card -> (long) card)
                  .filter(card -> !left.contains(card))
                  .filter(card -> rows.stream().anyMatch(row -> isOf(row, today, card)))
                  .toList());
      cards.sort(
          (a, b) -> {
            int byScore = Double.compare(highest(rows, today, b), highest(rows, today, a));
            return byScore != 0 ? byScore : Long.compare(a, b);
          });
      List<Long> found =
          cards.subList(0, 100).stream()
              .filter(
                  card -> rows.stream().anyMatch(row -> isOf(row, today, card) && row.isPositive()))
              .toList();
      left.addAll(found);
      sum += found.size() / 100.0;
    }
    assertThat(RankingMetrics.of(rows).cardPrecision100())
        .as("seed %d", repetition.getCurrentRepetition())
        .isCloseTo(sum / 3, within(1e-12));
  }

  private static boolean isOf(ScoredRow row, long day, long card) {
    return row.day() == day && row.group() == card;
  }

  private static double highest(List<ScoredRow> rows, long day, long card) {
    return rows.stream()
        .filter(row -> isOf(row, day, card))
        .mapToDouble(ScoredRow::score)
        .max()
        .orElseThrow();
  }

  private static List<ScoredRow> random(int seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int label = random.nextInt(6) == 0 ? 1 : 0;
              double score = (random.nextInt(40) + 10 * label) / 50.0;
              return row(random.nextInt(3), random.nextInt(400), label, score);
            })
        .toList();
  }
}
