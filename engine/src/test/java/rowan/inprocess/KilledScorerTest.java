package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.contract.WindowOracle;
import rowan.inprocess.KilledScorer.Payment;
import rowan.plan.Plan;
import rowan.state.RedisServer;
import rowan.type.Bits;

/**
 * A scorer that is killed at random moments has all events that it said were taken in, once; and of
 * each other either all or nothing.
 */
class KilledScorerTest {

  private static final int KILLS = Integer.getInteger("rowan.test.kills", 8);
  private static final int MOST_SAID = 60;

  private final long seed = Long.getLong("rowan.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Plan plan = KilledScorer.plan();

  /** The events that were taken in, by what the processes said and what was found. */
  private final List<Record> taken = new ArrayList<>();

  private int events;

  @Test
  void scorerInRocksDb_losesNothing_andCountsNothingTwice(@TempDir Path folder) throws Exception {
    killAgainAndAgain(folder.resolve("state").toUri().toString());
  }

  @Test
  void scorerInRedis_losesNothing_andCountsNothingTwice() throws Exception {
    assumeTrue(RedisServer.isInstalled(), RedisServer.MISSING);
    try (RedisServer server = RedisServer.start()) {
      killAgainAndAgain(server.uri().toString());
    }
  }

  private void killAgainAndAgain(String place) throws IOException, InterruptedException {
    System.out.println("killing with -Drowan.test.seed=" + seed);
    for (int kill = 0; kill < KILLS; kill++) {
      int first = events;
      List<Integer> said = kill(place, first);
      List<Integer> underWay = KilledScorer.underWay(said, first);
      events = underWay.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
      said.forEach(number -> taken.add(KilledScorer.event(seed, number)));
      try (Scorer scorer = KilledScorer.scorer(KilledScorer.place(place))) {
        requireOneOf(scorer, underWay.stream().map(this::event).toList());
        observeAgain(scorer, underWay);
        assertThat(differences(scorer, taken)).as("after events were told again").isEmpty();
      }
    }
    assertThat(taken).hasSizeGreaterThan(KILLS);
  }

  private Record event(int number) {
    return KilledScorer.event(seed, number);
  }

  /** The numbers that a process said before it was killed, at a random moment. */
  private List<Integer> kill(String place, int first) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledScorer.class.getName(),
                place,
                Long.toString(seed),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int most = 1 + random.nextInt(MOST_SAID);
    List<Integer> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(Integer.parseInt(line));
        if (said.size() == most) {
          LockSupport.parkNanos(random.nextInt(1_000_000));
          process.toHandle().destroyForcibly(); // what it said can still be read
        }
      }
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).as("what it said before it was killed").hasSizeGreaterThanOrEqualTo(most);
    return said;
  }

  /** Finds which of the events were taken in that were under way; each was whole or not at all. */
  private void requireOneOf(Scorer scorer, List<Record> underWay) {
    List<String> found = new ArrayList<>();
    for (int chosen = 0; chosen < 1 << underWay.size(); chosen++) {
      List<Record> all = new ArrayList<>(taken);
      for (int i = 0; i < underWay.size(); i++) {
        if ((chosen >> i & 1) == 1) {
          all.add(underWay.get(i));
        }
      }
      List<String> differences = differences(scorer, all);
      if (differences.isEmpty()) {
        taken.clear();
        taken.addAll(all);
        return;
      }
      found.add("with choice " + chosen + " of " + underWay + ": " + differences);
    }
    assertThat(found).as("seed %d", seed).isEmpty();
  }

  /** Who does not know whether an event was taken in tells it again, if it has a row key. */
  private void observeAgain(Scorer scorer, List<Integer> underWay) {
    for (int number : underWay) {
      Record event = event(number);
      if (event instanceof Payment) {
        scorer.observe(event);
        if (!taken.contains(event)) {
          taken.add(event);
        }
      }
    }
    List<Record> before =
        taken.stream().filter(Payment.class::isInstance).collect(Collectors.toList());
    for (int i = 0; i < 5 && !before.isEmpty(); i++) {
      scorer.observe(before.get(random.nextInt(before.size())));
    }
  }

  private List<String> differences(Scorer scorer, List<Record> told) {
    WindowOracle oracle = new WindowOracle(plan, told);
    List<String> differences = new ArrayList<>();
    for (int account = 0; account < KilledScorer.ACCOUNTS; account++) {
      Payment row = KilledScorer.question(account, account % KilledScorer.SHOPS, events);
      Scores scores = scorer.score(row, row.paidAt());
      for (Map.Entry<String, @Nullable Object> feature : oracle.features(row).entrySet()) {
        Object actual = scores.value(feature.getKey());
        if (!Bits.equal(feature.getValue(), actual)) {
          differences.add(
              "%s of %s: expected %s but was %s"
                  .formatted(feature.getKey(), row, feature.getValue(), actual));
        }
      }
    }
    return differences;
  }
}
