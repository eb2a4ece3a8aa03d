package rowan.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.contract.Everything;
import rowan.contract.EverythingFeatures;
import rowan.contract.RandomRows;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.type.Bits;

/** Batches and streams as wholes: sizes, what passes through, what cannot be scored. */
public class ArrowScorerTest {

  @Source("trips")
  public record Trip(
      @RowKey long tripId,
      @EventTime Instant startedAt,
      long driver,
      int passengers,
      @KnownAfter("2d") @Nullable Boolean disputed) {}

  @Features(of = Trip.class)
  @Over(by = "driver", window = "1d")
  public abstract static class TripFeatures {
    @Count
    abstract long trips();

    public static long tripsBefore(long trips) {
      return trips - 1;
    }

    public static int share(int passengers) {
      return 12 / passengers;
    }

    public static boolean trouble(boolean disputed) {
      return disputed;
    }
  }

  @Features
  public abstract static class Greeting {
    @Input
    abstract String name();

    public static String greeting(String name) {
      return "hello " + name;
    }
  }

  private static final Graph EVERYTHING = Graph.of(EverythingFeatures.class);
  private static final Graph TRIPS = Graph.of(TripFeatures.class);

  @Property(tries = 40)
  void scores_areThoseOfTheScorer_whateverTheSizeOfTheBatch(
      @ForAll long seed, @ForAll @IntRange(max = 100) int size) {
    List<String> wanted = new ArrayList<>();
    EVERYTHING.columnsOf(EVERYTHING.sources().get(0)).forEach(node -> wanted.add(node.name()));
    wanted.addAll(List.of("with_suffix", "describes", "whenever", "takes_null", "not_flag"));
    Plan plan = Plan.of(EVERYTHING, wanted.toArray(String[]::new));
    Inputs inputs = Inputs.of("suffix", "!");
    Scorer scorer = Scorer.of(plan, inputs);
    ArrowScorer arrowScorer = ArrowScorer.of(plan, inputs);
    List<Everything> rows = new RandomRows(seed).rows(size);
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot batch = EverythingBatch.of(rows, memory);
        VectorSchemaRoot scores = arrowScorer.newScores(memory)) {
      for (int turn = 0; turn < 2; turn++) { // the same place again
        arrowScorer.score(batch, scores);
        List<Map<String, @Nullable Object>> actual = ArrowValues.features(plan, scores);
        assertThat(actual).hasSize(size);
        for (int i = 0; i < size; i++) {
          assertSame(plan, scorer.score(rows.get(i)), actual.get(i));
        }
      }
    }
  }

  private static void assertSame(Plan plan, Scores expected, Map<String, @Nullable Object> actual) {
    Map<String, String> differences = new LinkedHashMap<>();
    for (Node node : plan.features()) {
      Object wanted = expected.value(node.column());
      if (!Bits.equal(wanted, actual.get(node.name()))) {
        differences.put(node.name(), wanted + " but was " + actual.get(node.name()));
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void schema_hasTheRowKeyAndEventTimeOnce_thenTheFeatures() {
    Plan plan = Plan.of(EVERYTHING, "upper", "row_id", "next_day", "takes_null");
    assertThat(ArrowScorer.of(plan).schema().getFields().stream().map(Field::toString))
        .containsExactly(
            "row_id: Int(64, true) not null",
            "happened_at: Timestamp(MICROSECOND, UTC) not null",
            "upper: Utf8 not null",
            "next_day: Date(DAY) not null",
            "takes_null: Int(64, true)");
  }

  @Test
  void featuresThatSeeOtherRows_areRefused() {
    assertThatThrownBy(() -> ArrowScorer.of(Plan.of(TRIPS, "share", "trips_before_1d", "trips_1d")))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot score Arrow rows with features of TripFeatures: 2 problems
            1. [needs-events] rowan.arrow.ArrowScorerTest.TripFeatures.tripsBefore(long trips)
               "trips_before_1d" needs "trips_1d", which sees other events than its row, and a batch has none; compute it on Spark or with a Scorer, or leave it out.
            2. [needs-events] rowan.arrow.ArrowScorerTest.TripFeatures.trips()
               "trips_1d" sees other events than its row, and a batch has none; compute it on Spark or with a Scorer, or leave it out.""");
    assertThat(TRIPS.features().stream().filter(node -> ArrowScorer.canScore(TRIPS, node)))
        .extracting(Node::name)
        .containsExactly("share");
  }

  @Test
  void featuresThatAreKnownLate_areRefusedAsByTheScorer() {
    assertThatThrownBy(() -> ArrowScorer.of(Plan.of(TRIPS, "trouble")))
        .isInstanceOf(CheckException.class)
        .hasMessageStartingWith(
            "Cannot serve features of TripFeatures: 1 problem\n1. [known-late]");
  }

  @Test
  void planWithoutRows_isRefused() {
    Plan plan = Plan.of(Graph.of(Greeting.class), "greeting");
    assertThatThrownBy(() -> ArrowScorer.of(plan, Inputs.of("name", "you")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score Arrow rows: the plan describes none; Scorer.score() computes it");
  }

  @Test
  void batchOfAnotherSchema_takesNoScores() {
    ArrowScorer scorer = ArrowScorer.of(Plan.of(EVERYTHING, "upper"));
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot batch = EverythingBatch.of(List.of(), memory)) {
      assertThatThrownBy(() -> scorer.score(batch, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot score into a batch of another schema; newScores makes one of the right one");
    }
  }

  /** Trips with these numbers of passengers, some a batch, as a stream. */
  private static byte[] trips(BufferAllocator memory, int[]... batches) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BigIntVector ids = new BigIntVector("trip_id", memory);
    BigIntVector times = new BigIntVector("unused", memory);
    org.apache.arrow.vector.TimeStampMilliTZVector started =
        new org.apache.arrow.vector.TimeStampMilliTZVector("started_at", memory, "UTC");
    IntVector passengers = new IntVector("passengers", memory);
    try (VectorSchemaRoot root = VectorSchemaRoot.of(ids, times, started, passengers);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      writer.start();
      long id = 100;
      for (int[] batch : batches) {
        for (int i = 0; i < batch.length; i++) {
          ids.setSafe(i, id++);
          started.setSafe(i, i);
          passengers.setSafe(i, batch[i]);
        }
        root.setRowCount(batch.length);
        writer.writeBatch();
      }
    }
    return out.toByteArray();
  }

  private static long score(byte[] stream, ByteArrayOutputStream out, BufferAllocator memory)
      throws IOException {
    try (ArrowStreamReader in = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
      return ArrowScorer.of(Plan.of(TRIPS, "share"))
          .score(in, IpcFormat.STREAM, Channels.newChannel(out), memory);
    }
  }

  private static List<Object> shares(byte[] stream, BufferAllocator memory) throws IOException {
    List<Object> shares = new ArrayList<>();
    try (ArrowStreamReader in = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
      while (in.loadNextBatch()) {
        for (int i = 0; i < in.getVectorSchemaRoot().getRowCount(); i++) {
          shares.add(in.getVectorSchemaRoot().getVector("share").getObject(i));
        }
      }
      assertThat(in.getVectorSchemaRoot().getSchema().getFields()).hasSize(3);
    }
    return shares;
  }

  @Test
  void streamIsScoredBatchByBatch() throws IOException {
    try (BufferAllocator memory = new RootAllocator()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(score(trips(memory, new int[] {1, 2}, new int[0], new int[] {5}), out, memory))
          .isEqualTo(3);
      assertThat(shares(out.toByteArray(), memory)).containsExactly(12, 6, 2);
    }
  }

  @Test
  void streamWithoutBatches_givesOne() throws IOException {
    try (BufferAllocator memory = new RootAllocator()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(score(trips(memory), out, memory)).isZero();
      assertThat(shares(out.toByteArray(), memory)).isEmpty();
    }
  }

  @Test
  void streamWithoutBatches_isCheckedAllTheSame() throws IOException {
    try (BufferAllocator memory = new RootAllocator();
        ArrowStreamReader in =
            new ArrowStreamReader(new ByteArrayInputStream(trips(memory)), memory)) {
      ArrowScorer scorer = ArrowScorer.of(Plan.of(TRIPS, "trips.driver"));
      assertThatThrownBy(
              () ->
                  scorer.score(
                      in, IpcFormat.FILE, Channels.newChannel(new ByteArrayOutputStream()), memory))
          .isInstanceOf(CheckException.class)
          .hasMessage(
              """
              Cannot score Arrow rows of trips: 1 problem
              1. [missing-column] column "driver"
                 The batch has no such column; rowan.arrow.ArrowScorerTest.Trip declares it as a long.""");
    }
  }

  @Test
  void failure_namesTheRowOfTheStream_andLeavesItWithoutAnEnd() throws IOException {
    try (BufferAllocator memory = new RootAllocator()) {
      byte[] stream = trips(memory, new int[] {1, 2}, new int[] {3, 0, 0});
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThatThrownBy(() -> score(stream, out, memory))
          .isInstanceOf(FeatureException.class)
          .hasMessage(
              "Cannot compute share: rowan.arrow.ArrowScorerTest.TripFeatures.share threw"
                  + " java.lang.ArithmeticException: / by zero for (passengers = 0), in row 3"
                  + " (trip_id = 103)")
          .hasCauseInstanceOf(ArithmeticException.class);
      byte[] begun = out.toByteArray();
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      score(trips(memory, new int[] {1, 2}), whole, memory);
      assertThat(whole.toByteArray())
          .startsWith(begun)
          .hasSize(begun.length + 8); // the mark of the end
    }
  }
}
