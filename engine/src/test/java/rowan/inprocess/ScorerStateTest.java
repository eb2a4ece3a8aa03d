package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.KnownAfter;
import rowan.feature.Last;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StateException;

/** What a scorer remembers, for how long, and how it hands that over. */
public class ScorerStateTest {

  /** A deposit. */
  @Source("deposits")
  public record Deposit(
      @RowKey long id,
      @EventTime Instant at,
      long account,
      long cents,
      @KnownAfter("2h") @Nullable Integer fraud) {}

  /** What was deposited so far. */
  @Features(of = Deposit.class)
  @Over(by = "account", bounds = Bounds.UP_TO)
  public abstract static class Deposits {
    @Count
    @Over(by = "account", window = "1h", bounds = Bounds.UP_TO)
    abstract long recent();

    @Count
    abstract long count();

    @Sum
    abstract long total(long cents);

    @Last
    abstract long last(long cents);

    @Sum
    @Over(by = "account", delay = "2h")
    abstract long frauds(int fraud);
  }

  /** The same over another window. */
  @Features(of = Deposit.class)
  @Over(by = "account", bounds = Bounds.UP_TO)
  public abstract static class OtherDeposits {
    @Count
    @Over(by = "account", window = "2h", bounds = Bounds.UP_TO)
    abstract long recent();

    @Count
    abstract long count();

    @Sum
    abstract long total(long cents);

    @Last
    abstract long last(long cents);

    @Sum
    @Over(by = "account", delay = "2h")
    abstract long frauds(int fraud);
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Retention TEN_MINUTES = Retention.DEFAULT.lateness(Duration.ofMinutes(10));
  private static final Plan PLAN =
      Plan.of(Graph.of(Deposits.class), "recent_1h", "count", "total", "last", "frauds");

  private static Deposit deposit(long id, long minute, long cents) {
    return new Deposit(id, NOON.plusSeconds(60 * minute), 7, cents, null);
  }

  private static Scorer scorer(Retention retention) {
    return Scorer.of(PLAN, Inputs.none(), retention);
  }

  private static String ask(Scorer scorer, long minute) {
    return scorer.score(deposit(1000, minute, 0), NOON.plusSeconds(60 * minute)).toString();
  }

  @Test
  void eventsThatComeLate_takeTheirPlace_orAreRefusedAndCounted() {
    Scorer scorer = scorer(TEN_MINUTES);
    assertThat(scorer.observe(deposit(1, 30, 100))).isTrue();
    assertThat(scorer.observe(deposit(2, 20, 10))).isTrue();
    assertThat(scorer.observe(deposit(3, 19, 1))).isFalse();
    assertThat(scorer.lateEvents()).isEqualTo(1);
    assertThat(ask(scorer, 31))
        .isEqualTo("{recent_1h=2, count=2, total=110, last=100, frauds=null}");
  }

  @Test
  void eventsThatComeTwice_countOnce_asLongAsTheyAreKept() {
    Scorer scorer = scorer(TEN_MINUTES);
    for (int i = 0; i < 3; i++) {
      for (int minute = 0; minute < 30; minute++) {
        scorer.observe(deposit(minute, minute, 1));
      }
    }
    assertThat(ask(scorer, 29))
        .isEqualTo("{recent_1h=30, count=30, total=30, last=1, frauds=null}");
  }

  @Test
  void labels_arriveAfterTheLateness_butWhatIsSettledDoesNotChange() {
    Scorer scorer = scorer(TEN_MINUTES);
    for (int minute = 0; minute < 121; minute++) {
      scorer.observe(deposit(minute, minute, 1));
    }
    Deposit labelled = new Deposit(0, NOON, 7, 1, 1);
    assertThat(scorer.observe(labelled)).isTrue();
    assertThat(ask(scorer, 121))
        .isEqualTo("{recent_1h=59, count=121, total=121, last=1, frauds=1}");
    assertThat(scorer.observe(new Deposit(1, NOON.plusSeconds(60), 7, 999, 1))).isFalse();
    assertThat(scorer.lateEvents()).isEqualTo(1);
    assertThat(ask(scorer, 122)).contains("total=121");
  }

  @Test
  void eventThatIsDatedFarAhead_isRefused_andDoesNotMakeOthersLate() {
    Scorer scorer = scorer(TEN_MINUTES.ahead(Duration.ofHours(1)));
    Instant now = Instant.now();
    assertThat(scorer.observe(new Deposit(1, now.plus(Duration.ofHours(2)), 7, 1, null))).isFalse();
    assertThat(scorer.eventsAhead()).isEqualTo(1);
    assertThat(scorer.observe(new Deposit(2, now, 7, 10, null))).isTrue();
    assertThat(scorer.observe(new Deposit(3, now.plusSeconds(60), 7, 100, null))).isTrue();
    assertThat(scorer.lateEvents()).isZero();
    assertThat(scorer.score(deposit(9, 0, 0), now.plusSeconds(60)).asLong("total")).isEqualTo(110);
  }

  @Test
  void rowThatAsksTooLate_isRefused() {
    Scorer scorer = scorer(TEN_MINUTES);
    scorer.observe(deposit(1, 30, 100));
    assertThat(ask(scorer, 20)).contains("count=0");
    assertThatThrownBy(() -> scorer.score(deposit(2, 19, 5)))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot score row Deposit[id=2, at=2026-01-01T12:19:00Z, account=7, cents=5, fraud=null]:"
                + " it asks as of 2026-01-01T12:19:00Z, which is before 2026-01-01T12:20:00Z, from when on"
                + " rows may ask; the scorer was made with a lateness of 10m");
    assertThat(scorer.lateEvents()).isZero();
  }

  @Test
  void moreEventsThanAreKept_makeScoresIncomplete() {
    Scorer scorer = scorer(TEN_MINUTES.mostEvents(16));
    for (int minute = 0; minute < 16; minute++) {
      scorer.observe(deposit(minute, minute, 1));
    }
    assertThat(scorer.score(deposit(99, 15, 0)).isComplete()).isTrue();
    for (int minute = 16; minute < 40; minute++) {
      scorer.observe(deposit(minute, minute, 1));
    }
    assertThat(scorer.score(deposit(99, 39, 0)).isComplete()).isFalse();
  }

  @Test
  void moreKeysThanAreKept_makeScoresIncomplete_ofThoseThatAreNot() {
    Scorer scorer = scorer(TEN_MINUTES.mostKeys(1));
    scorer.observe(new Deposit(1, NOON, 1, 1, null));
    assertThat(scorer.score(new Deposit(9, NOON, 2, 1, null)).isComplete()).isTrue();
    scorer.observe(new Deposit(2, NOON, 2, 1, null));
    assertThat(scorer.score(new Deposit(9, NOON, 2, 1, null)).isComplete()).isFalse();
    assertThat(scorer.score(new Deposit(9, NOON, 1, 1, null)).isComplete()).isTrue();
  }

  // Saved state.

  private static Scorer saved(Path folder) {
    Scorer scorer = scorer(TEN_MINUTES);
    scorer.observe(new Deposit(500, NOON, 8, 1, null));
    for (int minute = 0; minute < 90; minute++) {
      scorer.observe(deposit(minute, minute, minute));
    }
    scorer.save(folder);
    return scorer;
  }

  private static Scorer resumed(Plan plan, Path folder) {
    return Scorer.resume(plan, Inputs.none(), TEN_MINUTES, SavedState.in(folder));
  }

  @Test
  void stateWithoutTheKeysThatWereLost_isNotSaved(@TempDir Path folder) {
    Scorer scorer = scorer(TEN_MINUTES.mostKeys(1));
    scorer.observe(new Deposit(1, NOON, 1, 1, null));
    scorer.observe(new Deposit(2, NOON, 2, 1, null));
    Path into = folder.resolve("state");
    assertThatThrownBy(() -> scorer.save(into))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot save state to %s: events of some keys were lost for want of room, and who goes on from it would not know; keep more keys"
                .formatted(into));
    assertThat(into).doesNotExist();
  }

  @Test
  void stateOfMoreKeysThanAreKept_isNotResumed(@TempDir Path folder) {
    saved(folder);
    assertThatThrownBy(
            () ->
                Scorer.resume(PLAN, Inputs.none(), TEN_MINUTES.mostKeys(1), SavedState.in(folder)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The state has more keys than the 1 that may be kept; keep more, or take a share of them with SavedState.within");
  }

  @Test
  void savedState_isResumed(@TempDir Path folder) {
    Scorer before = saved(folder);
    Scorer after = resumed(PLAN, folder);
    for (int minute = 90; minute < 200; minute++) {
      assertThat(ask(after, minute)).isEqualTo(ask(before, minute));
      before.observe(deposit(minute, minute, minute));
      after.observe(deposit(minute, minute, minute));
    }
    assertThat(after.observe(deposit(999, 0, 1))).isFalse();
  }

  @Test
  void stateOfAScorer_endsAtNoOneTime_soThatNoJobBeginsFromIt(@TempDir Path folder) {
    saved(folder);
    SavedState state = SavedState.in(folder);
    assertThat(state.manifest().cuts()).isEmpty();
    assertThatThrownBy(() -> state.requireEndsAt(NOON.plusSeconds(60 * 79)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot load the state in %s: a scorer saved it, which may hold events after 2026-01-01T13:19:00Z and lack some before; begin from state that a job saved"
                .formatted(folder));
  }

  @Test
  void savedState_ofAShareOfTheKeys_isReadOfThose(@TempDir Path folder) {
    saved(folder);
    SavedState share = SavedState.in(folder).within(0, 8L, null);
    Scorer scorer = Scorer.resume(PLAN, Inputs.none(), TEN_MINUTES, share);
    assertThat(ask(scorer, 90)).contains("count=0");
    assertThat(scorer.score(new Deposit(9, NOON.plusSeconds(5400), 8, 1, null)).asLong("count"))
        .isEqualTo(2);
  }

  @Test
  void savedState_ofOtherDefinitions_isRefused(@TempDir Path folder) {
    saved(folder);
    Plan other =
        Plan.of(Graph.of(OtherDeposits.class), "recent_2h", "count", "total", "last", "frauds");
    assertThatThrownBy(() -> resumed(other, folder))
        .isInstanceOf(StateException.class)
        .message()
        .matches(
            "Cannot load the state in \\Q"
                + folder
                + "\\E: it is of other definitions than those of OtherDeposits"
                + " \\(fingerprint [0-9a-f]{8}, not [0-9a-f]{8}\\); export it again");
  }

  @Test
  void savedState_thatIsNotWhole_isRefused(@TempDir Path folder) throws IOException {
    saved(folder);
    Path part = folder.resolve("pass-0-00000.state");
    byte[] bytes = Files.readAllBytes(part);
    String damaged =
        "Cannot load the state in %s: its part pass-0-00000.state is damaged; export it again"
            .formatted(folder);
    for (int at = 0; at < bytes.length; at++) {
      byte[] wrong = bytes.clone();
      wrong[at] ^= 0x10;
      Files.write(part, wrong);
      assertThatThrownBy(() -> resumed(PLAN, folder)).as("byte %d", at).hasMessage(damaged);
    }
    Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> resumed(PLAN, folder)).hasMessage(damaged);
    Files.delete(part);
    assertThatThrownBy(() -> resumed(PLAN, folder))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "Cannot load the state in %s: its part pass-0-00000.state is missing; export it again"
                .formatted(folder));
    Files.delete(folder.resolve("manifest.json"));
    assertThatThrownBy(() -> resumed(PLAN, folder))
        .hasMessage(
            "Cannot load the state in %s: it has no manifest.json, so it is not complete"
                .formatted(folder));
  }

  @Test
  void savedState_ofAnotherVersion_isRefused(@TempDir Path folder) throws IOException {
    saved(folder);
    Path manifest = folder.resolve("manifest.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(() -> resumed(PLAN, folder))
        .hasMessage(
            "Cannot load the state in %s: its format is version 2, and this program reads version 1; export it again"
                .formatted(folder));
    Files.writeString(manifest, json.substring(0, json.length() / 2));
    assertThatThrownBy(() -> resumed(PLAN, folder))
        .hasMessage(
            "Cannot load the state in %s: its manifest.json cannot be read".formatted(folder));
  }
}
