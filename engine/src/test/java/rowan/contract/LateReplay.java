package rowan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StatePlace;

/**
 * Tells a scorer of rows that come late and twice, asks it, and replaces it now and then by one
 * that goes on from its state: a row sees all that was taken in.
 */
public final class LateReplay {

  /** Rows are of a minute or two. */
  public static final Retention RETENTION = Retention.DEFAULT.lateness(Duration.ofSeconds(20));

  /** To be picked for a new scorer in the same place, or in another one if it is memory. */
  public static final int RESTART = 3;

  /** To be picked for a row to ask, if it is of the spine. */
  public static int asks(int row) {
    return 4 * row;
  }

  private final Plan plan;
  private final List<Record> rows;
  private final Supplier<StatePlace> places;

  /** The rows that were taken in, each as it was then. */
  private final @Nullable Record[] soFar;

  private StatePlace place;
  private Scorer scorer;
  private long refused;

  /**
   * A scorer that knows nothing yet.
   *
   * @param places gives places without state
   */
  public LateReplay(Plan plan, List<Record> rows, Supplier<StatePlace> places) {
    this.plan = plan;
    this.rows = rows;
    this.places = places;
    this.soFar = new Record[rows.size()];
    this.place = places.get();
    this.scorer = Scorer.of(plan, Inputs.none(), RETENTION, place);
  }

  /**
   * A scorer that goes on from saved state.
   *
   * @param known the rows that are in it: these very ones, not such as are alike
   */
  public LateReplay(
      Plan plan,
      List<Record> rows,
      Supplier<StatePlace> places,
      SavedState state,
      List<Record> known) {
    this.plan = plan;
    this.rows = rows;
    this.places = places;
    this.soFar = rows.stream().map(row -> isOneOf(known, row) ? row : null).toArray(Record[]::new);
    this.place = places.get();
    this.scorer = Scorer.resume(plan, Inputs.none(), RETENTION, state, place);
  }

  private static boolean isOneOf(List<Record> rows, Record row) {
    return rows.stream().anyMatch(other -> other == row);
  }

  /**
   * Replays rows.
   *
   * @param picks numbers of any size, each of which picks a row and what it does
   */
  public void run(List<Integer> picks) throws IOException {
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    for (int pick : rows.isEmpty() ? List.<Integer>of() : picks) {
      int number = pick / 4 % rows.size();
      Record row = rows.get(number);
      SourceTable source = Arrivals.source(plan, row);
      boolean isNew = soFar[number] == null;
      Record early = Arrivals.known(source, row);
      if (pick % 40 == RESTART) {
        restart(pick % 80 == RESTART);
      } else if (pick % 4 == 0) {
        if (plan.spine().filter(source::equals).isPresent() && hasOneName(source, isNew)) {
          assertScored(row, early, seen(isNew ? early : null));
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

  private void restart(boolean inPlace) throws IOException {
    if (inPlace && place != StatePlace.MEMORY) {
      scorer.close();
      scorer = Scorer.of(plan, Inputs.none(), RETENTION, place);
    } else {
      place = places.get();
      scorer = handedOver();
    }
    refused = 0;
  }

  private Scorer handedOver() throws IOException {
    Path folder = Files.createTempDirectory("state");
    scorer.save(folder);
    scorer.close();
    Scorer next = Scorer.resume(plan, Inputs.none(), RETENTION, SavedState.in(folder), place);
    TemporaryFolders.delete(folder);
    return next;
  }

  private List<Record> seen(@Nullable Record own) {
    List<Record> seen = new ArrayList<>();
    Arrays.stream(soFar).filter(Objects::nonNull).forEach(seen::add);
    if (own != null && plan.asOf().isEmpty()) {
      seen.add(own); // it is an event, observed or not
    }
    return seen;
  }

  private void assertScored(Record row, Record early, List<Record> seen) {
    Scores scores;
    try {
      scores = scorer.score(early);
    } catch (FeatureException e) {
      assertThat(e).hasMessageContaining("from when on rows may ask");
      return;
    }
    Replay.assertSame(row, new WindowOracle(plan, seen).features(early), scores);
  }

  /** Without a row key nothing tells that a row was observed before. */
  public static boolean hasOneName(SourceTable source, boolean isNew) {
    return isNew || !source.rowKey().isEmpty();
  }
}
