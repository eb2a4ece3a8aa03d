package rowan.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Bits;

/** How vectors of other types than the declared one are read, and how wrong ones are told of. */
public class ArrowColumnsTest {

  public enum Size {
    SMALL,
    LARGE
  }

  @Source("parcels")
  public record Parcel(
      @RowKey long parcelId,
      @Nullable Integer count,
      @Nullable Long total,
      @Nullable Float share,
      @Nullable Double weight,
      @Nullable Instant sentAt,
      @Nullable LocalDateTime openedAt,
      @Nullable String address,
      byte @Nullable [] seal,
      @Nullable Size size,
      @Digits(precision = 12, scale = 4) @Nullable BigDecimal price,
      @Nullable List<@Nullable String> labels,
      int stamps) {}

  /** Each column once more, through a method. */
  @Features(of = Parcel.class)
  public abstract static class ParcelFeatures {
    public static int sameCount(int count) {
      return count;
    }

    public static long sameTotal(long total) {
      return total;
    }

    public static float sameShare(float share) {
      return share;
    }

    public static double sameWeight(double weight) {
      return weight;
    }

    public static Instant sameSentAt(Instant sentAt) {
      return sentAt;
    }

    public static LocalDateTime sameOpenedAt(LocalDateTime openedAt) {
      return openedAt;
    }

    public static String sameAddress(String address) {
      return address;
    }

    public static byte[] sameSeal(byte[] seal) {
      return seal;
    }

    public static Size sameSize(Size size) {
      return size;
    }

    @Digits(precision = 12, scale = 4)
    public static BigDecimal samePrice(BigDecimal price) {
      return price;
    }

    public static List<@Nullable String> sameLabels(List<@Nullable String> labels) {
      return labels;
    }

    public static int sameStamps(int stamps) {
      return stamps;
    }
  }

  @Source("days")
  public record Day(@RowKey long dayId, @EventTime LocalDate day) {}

  @Features(of = Day.class)
  public abstract static class DayFeatures {
    public static Instant began(@EventTime Instant asOf) {
      return asOf;
    }

    public static int nanos(@EventTime Instant asOf) {
      return asOf.getNano();
    }
  }

  private static final Graph GRAPH = Graph.of(ParcelFeatures.class);

  private final BufferAllocator memory = new RootAllocator();

  @AfterEach
  void allMemoryIsGivenBack() {
    memory.close(); // which fails when some is not
  }

  private BigIntVector ids() {
    BigIntVector ids = new BigIntVector("parcel_id", memory);
    ids.setSafe(0, 41);
    ids.setSafe(1, 42);
    ids.setSafe(2, 43);
    ids.setValueCount(3);
    return ids;
  }

  /** What comes out of three rows whose column is this vector. */
  private List<Map<String, @Nullable Object>> scored(Plan plan, FieldVector column) {
    ArrowScorer scorer = ArrowScorer.of(plan);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(ids(), column);
        VectorSchemaRoot scores = scorer.newScores(memory)) {
      batch.setRowCount(3);
      scorer.score(batch, scores);
      return ArrowValues.features(plan, scores);
    }
  }

  /** A vector that is filled, in its first and last row; the middle one is null. */
  private record Given(
      String shown, Function<BufferAllocator, FieldVector> make, List<@Nullable Object> values) {
    @Override
    public String toString() {
      return shown;
    }
  }

  private static <V extends FieldVector> Arguments given(
      String column,
      String shown,
      BiFunction<String, BufferAllocator, V> make,
      BiConsumer<V, Integer> fill,
      Object first,
      Object last) {
    Function<BufferAllocator, FieldVector> filled =
        memory -> {
          V vector = make.apply(column, memory);
          fill.accept(vector, 0);
          vector.setNull(1);
          fill.accept(vector, 2);
          vector.setValueCount(3);
          return vector;
        };
    return Arguments.of(column, new Given(shown, filled, Arrays.asList(first, null, last)));
  }

  private static <V extends FieldVector> BiConsumer<V, Integer> at(
      Setter<V> setter, long first, long last) {
    return (vector, row) -> setter.set(vector, row, row == 0 ? first : last);
  }

  private interface Setter<V> {
    void set(V vector, int row, long value);
  }

  private static final byte[] LONG_TEXT =
      "a text of more than the twelve bytes that a view holds".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SHORT_TEXT = "é".getBytes(StandardCharsets.UTF_8);

  private static byte[] text(int row) {
    return row == 0 ? LONG_TEXT : SHORT_TEXT;
  }

  private static String textOf(int row) {
    return new String(text(row), StandardCharsets.UTF_8);
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        given(
            "count",
            "int8",
            TinyIntVector::new,
            at((v, i, x) -> v.setSafe(i, (byte) x), -5, 127),
            -5,
            127),
        given(
            "count",
            "int16",
            SmallIntVector::new,
            at((v, i, x) -> v.setSafe(i, (short) x), -300, 9),
            -300,
            9),
        given(
            "count",
            "uint8",
            UInt1Vector::new,
            at((v, i, x) -> v.setSafe(i, (byte) x), 200, 3),
            200,
            3),
        given(
            "count",
            "uint16",
            UInt2Vector::new,
            at((v, i, x) -> v.setSafe(i, (char) x), 65_535, 3),
            65_535,
            3),
        given(
            "total",
            "int32",
            IntVector::new,
            at((v, i, x) -> v.setSafe(i, (int) x), -7, 7),
            -7L,
            7L),
        given(
            "total",
            "uint32",
            UInt4Vector::new,
            at((v, i, x) -> v.setSafe(i, (int) x), 4_000_000_000L, 7),
            4_000_000_000L,
            7L),
        given(
            "weight",
            "float32",
            Float4Vector::new,
            at((v, i, x) -> v.setSafe(i, x / 10f), 15, -1),
            1.5,
            (double) -0.1f),
        given(
            "weight",
            "int64",
            BigIntVector::new,
            at((v, i, x) -> v.setSafe(i, x), (1L << 53) + 1, -1),
            (double) (1L << 53),
            -1.0),
        given(
            "share",
            "another NaN",
            Float4Vector::new,
            at((v, i, x) -> v.setSafe(i, Float.intBitsToFloat((int) x)), 0x7fc00123, 0),
            Float.NaN,
            0f),
        given(
            "weight",
            "another NaN",
            Float8Vector::new,
            at(
                (v, i, x) -> v.setSafe(i, Double.longBitsToDouble(x)),
                0x7ff8_0000_0000_0123L,
                Long.MIN_VALUE),
            Double.NaN,
            -0.0),
        given(
            "sent_at",
            "s",
            (name, memory) -> new TimeStampSecTZVector(name, memory, "America/New_York"),
            at((v, i, x) -> v.setSafe(i, x), -1, 1),
            Instant.ofEpochSecond(-1),
            Instant.ofEpochSecond(1)),
        given(
            "sent_at",
            "ms",
            (name, memory) -> new TimeStampMilliTZVector(name, memory, "America/New_York"),
            at((v, i, x) -> v.setSafe(i, x), -1, 1),
            Instant.ofEpochMilli(-1),
            Instant.ofEpochMilli(1)),
        given(
            "sent_at",
            "ns, floored",
            (name, memory) -> new TimeStampNanoTZVector(name, memory, "America/New_York"),
            at((v, i, x) -> v.setSafe(i, x), -1, 1_999),
            Instant.ofEpochSecond(-1, 999_999_000),
            Instant.ofEpochSecond(0, 1_000)),
        given(
            "opened_at",
            "s",
            TimeStampSecVector::new,
            at((v, i, x) -> v.setSafe(i, x), -1, 1),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59),
            LocalDateTime.of(1970, 1, 1, 0, 0, 1)),
        given(
            "opened_at",
            "ms",
            TimeStampMilliVector::new,
            at((v, i, x) -> v.setSafe(i, x), 1, 2),
            LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000_000),
            LocalDateTime.of(1970, 1, 1, 0, 0, 0, 2_000_000)),
        given(
            "opened_at",
            "ns, floored",
            TimeStampNanoVector::new,
            at((v, i, x) -> v.setSafe(i, x), -1, 1_999),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000)),
        given(
            "address",
            "large",
            LargeVarCharVector::new,
            (LargeVarCharVector v, Integer i) -> v.setSafe(i, text(i)),
            textOf(0),
            textOf(2)),
        given(
            "address",
            "view",
            ViewVarCharVector::new,
            (ViewVarCharVector v, Integer i) -> v.setSafe(i, text(i)),
            textOf(0),
            textOf(2)),
        given(
            "seal",
            "large",
            LargeVarBinaryVector::new,
            (LargeVarBinaryVector v, Integer i) -> v.setSafe(i, text(i)),
            text(0),
            text(2)),
        given(
            "seal",
            "view",
            ViewVarBinaryVector::new,
            (ViewVarBinaryVector v, Integer i) -> v.setSafe(i, text(i)),
            text(0),
            text(2)),
        given(
            "seal",
            "of fixed size",
            (name, memory) -> new FixedSizeBinaryVector(name, memory, 2),
            (FixedSizeBinaryVector v, Integer i) -> v.setSafe(i, new byte[] {1, i.byteValue()}),
            new byte[] {1, 0},
            new byte[] {1, 2}),
        given(
            "size",
            "large",
            LargeVarCharVector::new,
            (LargeVarCharVector v, Integer i) ->
                v.setSafe(i, (i == 0 ? "LARGE" : "SMALL").getBytes(StandardCharsets.UTF_8)),
            Size.LARGE,
            Size.SMALL),
        given(
            "price",
            "of fewer digits",
            (name, memory) -> new DecimalVector(name, memory, 6, 2),
            (DecimalVector v, Integer i) -> v.setSafe(i, new BigDecimal(i == 0 ? "-1.25" : "3.00")),
            new BigDecimal("-1.2500"),
            new BigDecimal("3.0000")),
        given(
            "price",
            "of 256 bits",
            (name, memory) -> new Decimal256Vector(name, memory, 12, 4),
            (Decimal256Vector v, Integer i) ->
                v.setSafe(i, new BigDecimal(i == 0 ? "-1.2500" : "3.0001")),
            new BigDecimal("-1.2500"),
            new BigDecimal("3.0001")),
        given(
            "labels",
            "large",
            LargeListVector::empty,
            (LargeListVector v, Integer i) -> {
              var writer = v.getWriter();
              writer.setPosition(i);
              writer.startList();
              writer.writeVarChar("a" + i);
              writer.writeNull();
              writer.endList();
            },
            Arrays.asList("a0", null),
            Arrays.asList("a2", null)),
        given(
            "labels",
            "of fixed size",
            (name, memory) -> FixedSizeListVector.empty(name, 2, memory),
            (FixedSizeListVector v, Integer i) -> {
              var writer = v.getWriter();
              writer.setPosition(i);
              writer.startList();
              writer.writeVarChar("a" + i);
              writer.writeVarChar("b");
              writer.endList();
            },
            List.of("a0", "b"),
            List.of("a2", "b")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("layouts")
  void otherLayout_isReadAsTheDeclaredType(String column, Given given) {
    Plan plan = Plan.of(GRAPH, "parcels." + column, "same_" + column);
    List<Map<String, @Nullable Object>> rows = scored(plan, given.make().apply(memory));
    for (int i = 0; i < 3; i++) {
      Object expected = given.values().get(i);
      assertThat(rows.get(i).values()).allMatch(actual -> Bits.equal(expected, actual));
    }
  }

  @Test
  void codesOfADictionary_areTheValuesThatTheyStandFor() {
    Plan plan = Plan.of(GRAPH, "parcels.address", "same_address", "parcels.size", "same_size");
    ArrowScorer scorer = ArrowScorer.of(plan);
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    try (VarCharVector words = texts("words", "LARGE", "SMALL");
        VarCharVector address = texts("address", "SMALL", null, "LARGE");
        VarCharVector size = texts("size", "LARGE", "LARGE", null)) {
      Dictionary dictionary = new Dictionary(words, new DictionaryEncoding(7, false, null));
      dictionaries.put(dictionary);
      try (VectorSchemaRoot batch =
              VectorSchemaRoot.of(ids(), encoded(address, dictionary), encoded(size, dictionary));
          VectorSchemaRoot scores = scorer.newScores(memory)) {
        batch.setRowCount(3);
        scorer.score(batch, dictionaries, scores);
        List<Map<String, @Nullable Object>> rows = ArrowValues.features(plan, scores);
        assertThat(rows.get(0).values()).containsExactly("SMALL", "SMALL", Size.LARGE, Size.LARGE);
        assertThat(rows.get(1).values()).containsExactly(null, null, Size.LARGE, Size.LARGE);
        assertThat(rows.get(2).values()).containsExactly("LARGE", "LARGE", null, null);
        assertThatThrownBy(() -> scorer.score(batch, scores))
            .isInstanceOf(CheckException.class)
            .hasMessage(
                """
                Cannot score Arrow rows of parcels: 2 problems
                1. [missing-dictionary] column "address"
                   Its values are in a dictionary (7) that does not come with the batch.
                2. [missing-dictionary] column "size"
                   Its values are in a dictionary (7) that does not come with the batch.""");
      }
    }
  }

  private static FieldVector encoded(VarCharVector values, Dictionary dictionary) {
    return (FieldVector) DictionaryEncoder.encode(values, dictionary);
  }

  private VarCharVector texts(String name, @Nullable String... values) {
    VarCharVector vector = new VarCharVector(name, memory);
    for (int i = 0; i < values.length; i++) {
      EverythingBatch.putText(vector, i, values[i]);
    }
    vector.setValueCount(values.length);
    return vector;
  }

  @Test
  void otherNaN_isTheOne_alsoInBits() {
    ArrowScorer scorer = ArrowScorer.of(Plan.of(GRAPH, "parcels.weight", "same_weight"));
    Float8Vector weights = new Float8Vector("weight", memory);
    for (int i = 0; i < 3; i++) {
      weights.setSafe(i, Double.longBitsToDouble(0xfff8_0000_0000_0123L));
    }
    weights.setValueCount(3);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(ids(), weights);
        VectorSchemaRoot scores = scorer.newScores(memory)) {
      batch.setRowCount(3);
      scorer.score(batch, scores);
      for (String column : List.of("weight", "same_weight")) {
        assertThat(scores.getVector(column).getDataBuffer().getLong(2 * Double.BYTES))
            .isEqualTo(Double.doubleToLongBits(Double.NaN));
      }
    }
  }

  @Test
  void columnWithoutAnyValue_mayHaveNoType() {
    NullVector nothing = new NullVector("count", 3);
    assertThat(scored(Plan.of(GRAPH, "same_count"), nothing))
        .allMatch(row -> row.get("same_count") == null);
  }

  @Test
  void eventTimeThatIsADate_isMidnight() {
    rowAsksAt(Request.of("began", "nanos"), Instant.parse("1969-12-31T00:00:00Z"));
  }

  @Test
  void asOfTimeOfThePlan_isThatOfAllRows() {
    rowAsksAt(
        Request.of("began", "nanos").asOf(Instant.parse("2026-01-31T12:00:00.123456789Z")),
        Instant.parse("2026-01-31T12:00:00.123456Z"));
  }

  /** Scores a row of the day before 1970. */
  private void rowAsksAt(Request request, Instant time) {
    Plan plan = Plan.of(Graph.of(DayFeatures.class), request);
    ArrowScorer scorer = ArrowScorer.of(plan);
    BigIntVector ids = new BigIntVector("dayId", memory);
    DateDayVector days = new DateDayVector("day", memory);
    ids.setSafe(0, 1);
    days.setSafe(0, -1);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(ids, days);
        VectorSchemaRoot scores = scorer.newScores(memory)) {
      batch.setRowCount(1);
      scorer.score(batch, scores);
      assertThat(ArrowValues.features(plan, scores))
          .isEqualTo(List.of(Map.of("began", time, "nanos", time.getNano())));
      assertThat(scores.getVector("day").getObject(0)).isEqualTo(-1);
    }
  }

  /** The message for a batch of three rows with the wanted columns of these vectors. */
  private String problems(String[] wanted, FieldVector... columns) {
    ArrowScorer scorer = ArrowScorer.of(Plan.of(GRAPH, wanted));
    List<FieldVector> vectors = new ArrayList<>(List.of(ids()));
    vectors.addAll(List.of(columns));
    try (VectorSchemaRoot batch = new VectorSchemaRoot(vectors);
        VectorSchemaRoot scores = scorer.newScores(memory)) {
      batch.setRowCount(3);
      return catchThrowableOfType(CheckException.class, () -> scorer.score(batch, scores))
          .getMessage();
    }
  }

  private <V extends FieldVector> V ofThree(V vector) {
    vector.allocateNew();
    vector.setValueCount(3);
    return vector;
  }

  @Test
  void allThatIsWrongWithTheColumns_isToldAtOnce() {
    TinyIntVector stamps = new TinyIntVector("stamps", memory);
    stamps.setSafe(0, 1);
    stamps.setNull(1);
    stamps.setNull(2);
    stamps.setValueCount(3);
    assertThat(
            problems(
                new String[] {
                  "same_count", "same_address", "same_sent_at", "same_total", "same_stamps"
                },
                ofThree(new IntVector("cuont", memory)),
                ofThree(new Float8Vector("address", memory)),
                ofThree(new TimeStampMilliVector("sent_at", memory)),
                ofThree(new BigIntVector("total", memory)),
                ofThree(new BigIntVector("TOTAL", memory)),
                stamps))
        .isEqualTo(
            """
            Cannot score Arrow rows of parcels: 5 problems
            1. [missing-column] column "count"
               The batch has no such column; rowan.arrow.ArrowColumnsTest.Parcel declares it as a @Nullable int.
               Did you mean: cuont?
            2. [ambiguous-column] column "total"
               The batch has several columns of this name (case and underscores do not count): total, TOTAL.
            3. [column-type] column "sent_at"
               The batch has it as Timestamp(MILLISECOND, null); rowan.arrow.ArrowColumnsTest.Parcel declares it as a @Nullable Instant, which is Timestamp(MICROSECOND, UTC).
            4. [column-type] column "address"
               The batch has it as FloatingPoint(DOUBLE); rowan.arrow.ArrowColumnsTest.Parcel declares it as a @Nullable String, which is Utf8.
            5. [null-value] column "stamps"
               It is null in row 1 (parcel_id = 42) and in 1 more, but not declared @Nullable.""");
  }

  @Test
  void columnOf2GigabytesIsRefused() {
    Float8Vector weights = new Float8Vector("weight", memory);
    weights.loadFieldBuffers(
        new ArrowFieldNode(3, 0), List.of(memory.getEmpty(), bufferOf(1L << 31)));
    assertThat(problems(new String[] {"same_weight"}, weights))
        .isEqualTo(
            """
            Cannot score Arrow rows of parcels: 1 problem
            1. [too-large] column "weight"
               The batch has 2,147,483,648 bytes of its values, and may have 2,147,483,647; make smaller batches.""");
  }

  /** A buffer without memory, which nobody may read. */
  private static ArrowBuf bufferOf(long bytes) {
    return new ArrowBuf(ReferenceManager.NO_OP, null, bytes, 0);
  }

  static Stream<Arguments> tooWide() {
    return Stream.of(
        Arguments.of("count", wrong(BigIntVector::new), "Int(64, true)", "Int(32, true)"),
        Arguments.of("count", wrong(UInt4Vector::new), "Int(32, false)", "Int(32, true)"),
        Arguments.of("total", wrong(UInt8Vector::new), "Int(64, false)", "Int(64, true)"),
        Arguments.of("total", wrong(Float8Vector::new), "FloatingPoint(DOUBLE)", "Int(64, true)"),
        Arguments.of(
            "share", wrong(Float8Vector::new), "FloatingPoint(DOUBLE)", "FloatingPoint(SINGLE)"),
        Arguments.of("share", wrong(IntVector::new), "Int(32, true)", "FloatingPoint(SINGLE)"),
        Arguments.of(
            "price",
            wrong((name, memory) -> new DecimalVector(name, memory, 12, 5)),
            "Decimal(12, 5, 128)",
            "Decimal(12, 4, 128)"),
        Arguments.of(
            "price",
            wrong((name, memory) -> new DecimalVector(name, memory, 13, 4)),
            "Decimal(13, 4, 128)",
            "Decimal(12, 4, 128)"),
        Arguments.of(
            "opened_at",
            wrong((name, memory) -> new TimeStampMicroTZVector(name, memory, "UTC")),
            "Timestamp(MICROSECOND, UTC)",
            "Timestamp(MICROSECOND, null)"),
        Arguments.of("seal", wrong(VarCharVector::new), "Utf8", "Binary"),
        Arguments.of("size", wrong(IntVector::new), "Int(32, true)", "Utf8"),
        Arguments.of("labels", wrong(VarCharVector::new), "Utf8", "List<Utf8>"),
        Arguments.of(
            "labels", wrong(ArrowColumnsTest::listOfInts), "List<Int(32, true)>", "List<Utf8>"));
  }

  private static BiFunction<String, BufferAllocator, FieldVector> wrong(
      BiFunction<String, BufferAllocator, FieldVector> make) {
    return make;
  }

  private static FieldVector listOfInts(String name, BufferAllocator memory) {
    ListVector list = ListVector.empty(name, memory);
    list.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)));
    return list;
  }

  @ParameterizedTest(name = "{0} as {2}")
  @MethodSource("tooWide")
  void typeThatTheDeclaredOneDoesNotHold_isRefused(
      String column,
      BiFunction<String, BufferAllocator, FieldVector> make,
      String given,
      String wanted) {
    assertThat(problems(new String[] {"same_" + column}, ofThree(make.apply(column, memory))))
        .startsWith(
            "Cannot score Arrow rows of parcels: 1 problem\n1. [column-type] column \"" + column)
        .contains("The batch has it as " + given + "; ")
        .endsWith(", which is " + wanted + ".");
  }

  @Test
  void valueThatTheTypeCannotHold_isToldWithItsRow() {
    assertThatThrownBy(
            () -> scored(Plan.of(GRAPH, "same_size"), texts("size", "LARGE", null, "HUGE")))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot score row 2 (parcel_id = 43): column size cannot be read as a Size: \"HUGE\" is"
                + " not a Size: its constants are SMALL, LARGE");
    TimeStampSecTZVector sentAt = new TimeStampSecTZVector("sent_at", memory, "UTC");
    sentAt.setSafe(0, 0);
    sentAt.setSafe(1, Long.MAX_VALUE / 1_000_000 + 1);
    sentAt.setSafe(2, 0);
    sentAt.setValueCount(3);
    assertThatThrownBy(() -> scored(Plan.of(GRAPH, "same_sent_at"), sentAt))
        .hasMessage(
            "Cannot score row 1 (parcel_id = 42): column sent_at cannot be read as a Instant: the time"
                + " 9223372036855 is out of range (64 bits of microseconds)");
  }
}
