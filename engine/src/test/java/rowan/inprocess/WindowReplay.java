package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import rowan.contract.Arrivals;
import rowan.contract.Replay;
import rowan.contract.WindowCase;
import rowan.contract.WindowOracle;
import rowan.graph.SourceTable;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StatePlace;

/** Random graphs and events, told to scorers whose state lives in some place. */
abstract class WindowReplay {

  /** Where the state of the next scorer lives, which begins without any. */
  StatePlace place() {
    return StatePlace.MEMORY;
  }

  /** Tells and asks a scorer of rows in the order of their times. */
  void assertReplayed(Plan plan, List<Record> rows) {
    Scorer scorer = Scorer.of(plan, Inputs.none(), Retention.DEFAULT, place());
    Replay.assertReplayed(plan, rows, Long.MIN_VALUE, scorer);
    scorer.close();
  }

  /**
   * Tells a scorer of rows that come late and twice, and replaces it by one that goes on from its
   * state: a row sees all that was taken in.
   */
  void assertReplayedAcrossRestarts(WindowCase tested, List<Integer> picks) throws IOException {
    Plan plan = tested.plan();
    List<Record> rows = tested.rows();
    Retention retention = Retention.DEFAULT.lateness(Duration.ofSeconds(20));
    StatePlace place = place();
    Scorer scorer = Scorer.of(plan, Inputs.none(), retention, place);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    @Nullable Record[] soFar = new Record[rows.size()];
    long refused = 0;
    for (int pick : rows.isEmpty() ? List.<Integer>of() : picks) {
      int number = pick / 4 % rows.size();
      Record row = rows.get(number);
      SourceTable source = Arrivals.source(plan, row);
      boolean isNew = soFar[number] == null;
      Record early = Arrivals.known(source, row);
      if (pick % 40 == 3) {
        if (pick % 80 == 3 && place != StatePlace.MEMORY) {
          scorer.close();
          scorer = Scorer.of(plan, Inputs.none(), retention, place);
        } else {
          place = place();
          scorer = handedOver(scorer, retention, place);
        }
        refused = 0;
      } else if (pick % 4 == 0) {
        if (plan.spine().filter(source::equals).isPresent() && hasOneName(source, isNew)) {
          assertScored(plan, scorer, row, early, seen(plan, soFar, isNew ? early : null));
        }
      } else if (observed.contains(source) && hasOneName(source, isNew)) {
        Record version = pick % 4 == 1 && isNew ? early : row;
        if (scorer.observe(version)) {
          soFar[number] = version;
        } else {
          assertThat(scorer.lateEvents()).isEqualTo(++refused);
        }
      } else if (!observed.contains(source)) {
        soFar[number] = row;
      }
    }
    scorer.close();
  }

  private static List<Record> seen(Plan plan, @Nullable Record[] soFar, @Nullable Record own) {
    List<Record> seen = new ArrayList<>();
    Arrays.stream(soFar).filter(Objects::nonNull).forEach(seen::add);
    if (own != null && plan.asOf().isEmpty()) {
      seen.add(own); // it is an event, observed or not
    }
    return seen;
  }

  private static void assertScored(
      Plan plan, Scorer scorer, Record row, Record early, List<Record> seen) {
    Scores scores;
    try {
      scores = scorer.score(early);
    } catch (FeatureException e) {
      assertThat(e).hasMessageContaining("from when on rows may ask");
      return;
    }
    Replay.assertSame(row, new WindowOracle(plan, seen).features(early), scores);
  }

  private static Scorer handedOver(Scorer scorer, Retention retention, StatePlace place)
      throws IOException {
    Path folder = Files.createTempDirectory("state");
    scorer.save(folder);
    scorer.close();
    Scorer next =
        Scorer.resume(scorer.plan(), Inputs.none(), retention, SavedState.in(folder), place);
    delete(folder);
    return next;
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Without a row key nothing tells that a row was observed before. */
  static boolean hasOneName(SourceTable source, boolean isNew) {
    return isNew || !source.rowKey().isEmpty();
  }

  @Provide
  Arbitrary<WindowCase> cases() {
    return WindowCase.served(8, 60, false);
  }

  @Provide
  Arbitrary<List<Integer>> picks() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(60);
  }
}
