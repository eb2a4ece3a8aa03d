package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.contract.WindowOracle;
import rowan.inprocess.KilledScorer.Payment;
import rowan.state.RedisServer;
import rowan.state.RedisState;
import rowan.state.RocksDbState;
import rowan.state.StatePlace;
import rowan.type.Bits;

/** Many threads, and several scorers, work on the same few keys at once. */
class SharedStateTest {

  private static final int EVENTS = 1500;
  private static final long SEED = 4;

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void scorersOfOneServer_loseNothing(int atHand) throws Exception {
    assumeTrue(RedisServer.isInstalled(), RedisServer.MISSING);
    RedisState place = RedisServer.shared().fresh().atHand(atHand);
    try (Scorer one = KilledScorer.scorer(place);
        Scorer other = KilledScorer.scorer(place)) {
      observe(List.of(one, other, one, other));
      assertComplete(one);
      assertComplete(other);
    }
  }

  @Test
  void threadsOfOneScorer_inRocksDb_loseNothing(@TempDir Path folder) throws Exception {
    try (Scorer scorer = KilledScorer.scorer(RocksDbState.in(folder))) {
      observe(List.of(scorer, scorer, scorer));
      assertComplete(scorer);
    }
    try (Scorer again = KilledScorer.scorer(RocksDbState.in(folder))) {
      assertComplete(again);
    }
  }

  @Test
  void threadsOfOneScorer_inMemory_loseNothing() throws Exception {
    try (Scorer scorer = KilledScorer.scorer(StatePlace.MEMORY)) {
      observe(List.of(scorer, scorer, scorer));
      assertComplete(scorer);
    }
  }

  /** Each scorer is told of its share by a thread of its own, and of all payments of the next. */
  private static void observe(List<Scorer> scorers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(scorers.size());
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < scorers.size(); i++) {
        int share = i;
        tasks.add(() -> observe(scorers.get(share), share, scorers.size()));
      }
      for (Future<Integer> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int observe(Scorer scorer, int share, int shares) {
    int told = 0;
    for (int number = 0; number < EVENTS; number++) {
      Record event = KilledScorer.event(SEED, number);
      boolean isOwn = number % shares == share;
      boolean isTwice = number % shares == (share + 1) % shares && event instanceof Payment;
      if (isOwn || isTwice) {
        assertThat(scorer.observe(event)).isTrue();
        Payment row = KilledScorer.question(number % 5, number % 3, number);
        assertThat(scorer.score(row, row.paidAt()).isComplete()).isTrue();
        told++;
      }
    }
    return told;
  }

  private static void assertComplete(Scorer scorer) {
    List<Record> events = new ArrayList<>();
    for (int number = 0; number < EVENTS; number++) {
      events.add(KilledScorer.event(SEED, number));
    }
    WindowOracle oracle = new WindowOracle(scorer.plan(), events);
    for (int account = 0; account < KilledScorer.ACCOUNTS; account++) {
      Payment row = KilledScorer.question(account, account % KilledScorer.SHOPS, EVENTS);
      Scores scores = scorer.score(row, row.paidAt());
      for (Map.Entry<String, @Nullable Object> feature : oracle.features(row).entrySet()) {
        assertThat(Bits.equal(feature.getValue(), scores.value(feature.getKey())))
            .as("%s: %s, %s", feature, scores.value(feature.getKey()), row)
            .isTrue();
      }
    }
  }
}
