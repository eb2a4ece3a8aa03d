package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.JedisPooled;
import rowan.graph.Graph;
import rowan.inprocess.ScorerStateTest.Deposit;
import rowan.inprocess.ScorerStateTest.Deposits;
import rowan.inprocess.ScorerStateTest.OtherDeposits;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.RedisServer;
import rowan.state.RedisState;
import rowan.state.Retention;
import rowan.state.RocksDbState;
import rowan.state.SavedState;
import rowan.state.StateException;
import rowan.state.StatePlace;

/** State that outlives a scorer: it goes on from there, or says why it cannot. */
class DurableStateTest {

  /** The stores that outlive the process. */
  enum Store {
    ROCKSDB,
    REDIS
  }

  private static final Plan PLAN =
      Plan.of(Graph.of(Deposits.class), "recent_1h", "count", "total", "last", "frauds");
  private static final Plan RECENT = Plan.of(Graph.of(Deposits.class), "recent_1h");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Retention TEN_MINUTES = Retention.DEFAULT.lateness(Duration.ofMinutes(10));

  @TempDir Path folder;

  private StatePlace place(Store store) {
    if (store == Store.ROCKSDB) {
      return RocksDbState.in(folder.resolve("state"));
    }
    assumeTrue(RedisServer.isInstalled(), RedisServer.MISSING);
    return RedisServer.shared().fresh();
  }

  /** Where a place is, as messages show it. */
  private static String shown(StatePlace place) {
    return place instanceof RedisState redis
        ? "%s (%s)".formatted(redis.server(), redis.name())
        : ((RocksDbState) place).folder().toString();
  }

  private static Scorer scorer(Plan plan, StatePlace place) {
    return Scorer.of(plan, Inputs.none(), TEN_MINUTES, place);
  }

  private static Deposit deposit(long id, long minute, long account) {
    return new Deposit(id, NOON.plusSeconds(60 * minute), account, 100 + id, null);
  }

  private static String ask(Scorer scorer, long minute) {
    return scorer.score(deposit(1000, minute, 7), NOON.plusSeconds(60 * minute)).toString();
  }

  private static void observe(StatePlace place) {
    try (Scorer scorer = scorer(PLAN, place)) {
      for (int i = 0; i < 30; i++) {
        assertThat(scorer.observe(deposit(i, i, 7))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void scorer_goesOn_withItsClock(Store store) {
    StatePlace place = place(store);
    observe(place);
    try (Scorer scorer = scorer(PLAN, place)) {
      assertThat(ask(scorer, 29))
          .isEqualTo("{recent_1h=30, count=30, total=3435, last=129, frauds=null}");
      assertThat(scorer.observe(deposit(100, 18, 8))).isFalse();
      assertThat(scorer.observe(deposit(100, 19, 8))).isTrue();
      assertThatThrownBy(() -> ask(scorer, 18))
          .hasMessageContaining("before 2026-01-01T12:19:00Z, from when on rows may ask");
    }
    try (Scorer patient =
        Scorer.of(PLAN, Inputs.none(), Retention.DEFAULT.lateness(Duration.ofDays(1)), place)) {
      assertThat(patient.observe(deposit(101, 18, 9))).as("it was too late before").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void stateOfOtherDefinitions_isRefused(Store store) {
    StatePlace place = place(store);
    observe(place);
    Plan other =
        Plan.of(Graph.of(OtherDeposits.class), "recent_2h", "count", "total", "last", "frauds");
    assertThatThrownBy(() -> scorer(other, place))
        .isInstanceOf(StateException.class)
        .message()
        .matches(
            "Cannot use the state in \\Q"
                + shown(place)
                + "\\E: it is of other definitions than those of OtherDeposits"
                + " \\(fingerprint [0-9a-f]{8}, not [0-9a-f]{8}\\); begin anew from exported state");
    observe(place); // it was let go
  }

  @ParameterizedTest
  @EnumSource
  void savedState_isLoaded_intoAnEmptyPlaceOnly(Store store) {
    Path saved = folder.resolve("saved");
    try (Scorer before = scorer(PLAN, StatePlace.MEMORY)) {
      before.observe(deposit(1, 0, 7));
      before.save(saved);
    }
    StatePlace place = place(store);
    resume(saved, place).close();
    try (Scorer after = scorer(PLAN, place)) {
      assertThat(ask(after, 1)).contains("count=1, total=101");
      assertThat(after.observe(deposit(2, -11, 7))).as("the saved state begins later").isFalse();
    }
    assertThatThrownBy(() -> resume(saved, place))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot use the state in %s: it has windows already; load into an empty one"
                .formatted(shown(place)));
  }

  private static Scorer resume(Path saved, StatePlace place) {
    return Scorer.resume(PLAN, Inputs.none(), TEN_MINUTES, SavedState.in(saved), place);
  }

  @ParameterizedTest
  @EnumSource
  void stateThatWasNotLoadedToTheEnd_isRefused(Store store) throws IOException {
    Path saved = folder.resolve("saved");
    try (Scorer before = scorer(PLAN, StatePlace.MEMORY)) {
      before.observe(deposit(1, 0, 7));
      before.save(saved);
    }
    Files.write(saved.resolve("pass-0-00000.state"), new byte[] {1, 2});
    StatePlace place = place(store);
    assertThatThrownBy(() -> resume(saved, place))
        .hasMessage(
            "Cannot load the state in %s: its part pass-0-00000.state is damaged; export it again"
                .formatted(saved));
    assertThatThrownBy(() -> scorer(PLAN, place))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot use the state in %s: it was not loaded to the end; delete it, and load it again"
                .formatted(shown(place)));
  }

  @ParameterizedTest
  @EnumSource
  void scorerThatIsClosed_saysSo(Store store) {
    StatePlace place = place(store);
    Scorer scorer = scorer(PLAN, place);
    scorer.close();
    scorer.close();
    assertThatThrownBy(() -> scorer.observe(deposit(1, 1, 7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The state in %s is closed".formatted(shown(place)));
  }

  @ParameterizedTest
  @EnumSource
  void keysOfWhichNothingIsSeenAnyMore_areRemoved(Store store) throws IOException {
    StatePlace place = place(store);
    Path saved = folder.resolve("saved");
    try (Scorer scorer = scorer(RECENT, place)) {
      for (int account = 0; account < 50; account++) {
        scorer.observe(deposit(account, 0, account));
      }
      for (int account = 50; account < 450; account++) {
        scorer.observe(deposit(account, 600, account));
      }
      scorer.save(saved);
    }
    assertThat(SavedState.in(saved).manifest().passes().get(0).keys()).isEqualTo(400);
  }

  // RocksDB alone.

  @Test
  void folderThatAnotherScorerHasOpen_isRefused() {
    StatePlace place = place(Store.ROCKSDB);
    try (Scorer scorer = scorer(PLAN, place)) {
      assertThat(scorer.observe(deposit(1, 1, 7))).isTrue();
      assertThatThrownBy(() -> scorer(PLAN, place))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Cannot use the state in %s: another scorer has it open".formatted(shown(place)));
    }
  }

  /** Whatever byte is wrong, the state is refused, or it is not one that matters. */
  @Test
  void damagedFolder_isRefused_orGivesWhatItHad() throws IOException {
    long seed = System.nanoTime();
    System.out.println("damaging with seed " + seed);
    Random random = new Random(seed);
    StatePlace place = place(Store.ROCKSDB);
    observe(place);
    observe(place); // into the log, behind a table
    Path state = folder.resolve("state");
    String expected = "{recent_1h=30, count=30, total=3435, last=129, frauds=null}";
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      Path copy = folder.resolve("copy" + i);
      copy(state, copy);
      damage(copy, random);
      try (Scorer scorer = scorer(PLAN, RocksDbState.in(copy))) {
        assertThat(ask(scorer, 29)).isEqualTo(expected);
      } catch (StateException e) {
        assertThat(e)
            .message()
            .matches(
                Pattern.quote("Cannot use the state in " + copy + ": ")
                    + "(?s)(.*; if it is damaged, begin anew from exported state|it is not state of Rowan)");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void damage(Path state, Random random) throws IOException {
    try (Stream<Path> all = Files.list(state)) {
      List<Path> files =
          all.filter(file -> file.toString().matches(".*(\\.sst|\\.log|MANIFEST-.*)"))
              .filter(file -> file.toFile().length() > 0)
              .sorted(Comparator.comparing(Path::toString))
              .toList();
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, bytes);
    }
  }

  // Redis alone.

  @Test
  void serverThatCannotBeReached_isNamed_withoutItsPassword() {
    int port = RedisServer.freePort();
    URI uri = URI.create("redis://user:secret@127.0.0.1:" + port + "/3");
    assertThatThrownBy(() -> scorer(PLAN, RedisState.at(uri)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot use the state in redis://127.0.0.1:%d/3 (rowan): the server cannot be reached (Failed to connect to 127.0.0.1:%d.)"
                .formatted(port, port));
    assertThatThrownBy(() -> RedisState.at(URI.create("localhost:6379")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The Redis server is to be given as redis://host:port, not as localhost:6379");
  }

  @Test
  void serverThatEnds_isTold_andOneThatForgot_isNotTakenForEmpty() {
    assumeTrue(RedisServer.isInstalled(), RedisServer.MISSING);
    RedisServer first = RedisServer.start();
    RedisState place = RedisState.at(first.uri());
    try (Scorer scorer = scorer(PLAN, place)) {
      assertThat(scorer.observe(deposit(1, 1, 7))).isTrue();
      first.close();
      assertThatThrownBy(() -> scorer.observe(deposit(2, 2, 7)))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith(
              "Cannot use the state in %s: the server cannot be reached (".formatted(shown(place)));
      try (RedisServer second = RedisServer.start(first.port())) {
        assertThat(second.port()).isEqualTo(first.port());
        String gone =
            "Cannot use the state in %s: it is gone, or has become another, since it was opened; begin anew from exported state"
                .formatted(shown(place));
        assertThatThrownBy(() -> ask(scorer, 3))
            .isInstanceOf(StateException.class)
            .hasMessage(gone);
        assertThatThrownBy(() -> scorer.observe(deposit(2, 2, 7))).hasMessage(gone);
      }
    }
  }

  @Test
  void hashThatIsNotState_isRefused() {
    RedisState place = (RedisState) place(Store.REDIS);
    try (JedisPooled server = new JedisPooled(place.server())) {
      server.hset(place.name(), Map.of("cart", "3 apples"));
      assertThatThrownBy(() -> scorer(PLAN, place))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Cannot use the state in %s: it is not state of Rowan".formatted(shown(place)));
      server.hset(place.name(), Map.of("nof", "rowan state 2 ab"));
      assertThatThrownBy(() -> scorer(PLAN, place))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Cannot use the state in %s: its format is version 2, and this program reads version 1; begin anew from exported state"
                  .formatted(shown(place)));
    }
  }

  @Test
  void windowsThatAreDamaged_areRefused() {
    RedisState place = (RedisState) place(Store.REDIS);
    observe(place);
    byte[] hash = place.name().getBytes(StandardCharsets.UTF_8);
    try (JedisPooled server = new JedisPooled(place.server());
        Scorer scorer = scorer(PLAN, place)) {
      for (Map.Entry<byte[], byte[]> field : server.hgetAll(hash).entrySet()) {
        if (field.getKey()[0] == 'k') {
          byte[] value = field.getValue();
          value[value.length / 2] ^= 4;
          server.hset(hash, field.getKey(), value);
        }
      }
      assertThatThrownBy(() -> ask(scorer, 29))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Cannot use the state in %s: the windows of a key are damaged; begin anew from exported state"
                  .formatted(shown(place)));
    }
  }
}
