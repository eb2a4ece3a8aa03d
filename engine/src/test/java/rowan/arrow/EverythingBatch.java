package rowan.arrow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import rowan.contract.Everything;
import rowan.contract.Everything.Money;

/** Rows of the contract's source as a batch, column by column, with nothing of the engine's. */
final class EverythingBatch {

  private static final ArrowType UTC = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  static final Schema SCHEMA =
      new Schema(
          List.of(
              field("row_id", LONG),
              field("happenedAt", UTC),
              field("FLAG", ArrowType.Bool.INSTANCE),
              field("small", INT),
              field("big", LONG),
              field("single", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
              field("real", DOUBLE),
              field("text", TEXT),
              field("price", new ArrowType.Decimal(12, 2, 128)),
              field("day", new ArrowType.Date(DateUnit.DAY)),
              field("local", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
              field("bytes", ArrowType.Binary.INSTANCE),
              field("color", TEXT),
              field("words", ArrowType.List.INSTANCE, field("item", TEXT)),
              field("point", ArrowType.List.INSTANCE, field("item", DOUBLE)),
              field("weights", new ArrowType.Map(false), entries()),
              money("money"),
              field("maybe_small", INT),
              field("maybe_real", DOUBLE),
              field("maybe_text", TEXT),
              field("maybe_color", TEXT),
              money("maybe_money"),
              field("maybe_point", ArrowType.List.INSTANCE, field("item", DOUBLE)),
              field("Odd name", UTC)));

  private EverythingBatch() {}

  private static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  private static Field entries() {
    Field key = new Field("key", FieldType.notNullable(TEXT), List.of());
    return new Field(
        "entries",
        FieldType.notNullable(ArrowType.Struct.INSTANCE),
        List.of(key, field("value", DOUBLE)));
  }

  private static Field money(String name) {
    return field(
        name,
        ArrowType.Struct.INSTANCE,
        field("amount", new ArrowType.Decimal(10, 4, 128)),
        field("currency", TEXT),
        field("at", UTC));
  }

  static VectorSchemaRoot of(List<Everything> rows, BufferAllocator memory) {
    VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, memory);
    for (int i = 0; i < rows.size(); i++) {
      put(batch, i, rows.get(i));
    }
    batch.setRowCount(rows.size());
    return batch;
  }

  private static void put(VectorSchemaRoot batch, int i, Everything row) {
    ((BigIntVector) batch.getVector("row_id")).setSafe(i, row.rowId());
    putInstant(batch.getVector("happenedAt"), i, row.happenedAt());
    ((BitVector) batch.getVector("FLAG")).setSafe(i, row.flag() ? 1 : 0);
    putInt(batch.getVector("small"), i, row.small());
    ((BigIntVector) batch.getVector("big")).setSafe(i, row.big());
    ((Float4Vector) batch.getVector("single")).setSafe(i, row.single());
    putDouble(batch.getVector("real"), i, row.real());
    putText(batch.getVector("text"), i, row.text());
    ((DecimalVector) batch.getVector("price")).setSafe(i, row.price());
    ((DateDayVector) batch.getVector("day")).setSafe(i, days(row.day()));
    ((TimeStampMicroVector) batch.getVector("local")).setSafe(i, micros(row.local()));
    ((VarBinaryVector) batch.getVector("bytes")).setSafe(i, row.bytes());
    putText(batch.getVector("color"), i, row.color().name());
    putWords((ListVector) batch.getVector("words"), i, row.words());
    putPoint((ListVector) batch.getVector("point"), i, row.point());
    putWeights((MapVector) batch.getVector("weights"), i, row.weights());
    putMoney((StructVector) batch.getVector("money"), i, row.money());
    putInt(batch.getVector("maybe_small"), i, row.maybeSmall());
    putDouble(batch.getVector("maybe_real"), i, row.maybeReal());
    putText(batch.getVector("maybe_text"), i, row.maybeText());
    putText(
        batch.getVector("maybe_color"),
        i,
        row.maybeColor() == null ? null : row.maybeColor().name());
    putMoney((StructVector) batch.getVector("maybe_money"), i, row.maybeMoney());
    putPoint((ListVector) batch.getVector("maybe_point"), i, row.maybePoint());
    putInstant(batch.getVector("Odd name"), i, row.maybeWhen());
  }

  private static void putInstant(FieldVector vector, int i, @Nullable Instant value) {
    if (value == null) {
      vector.setNull(i);
    } else {
      ((TimeStampMicroTZVector) vector).setSafe(i, ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }
  }

  private static void putInt(FieldVector vector, int i, @Nullable Integer value) {
    if (value == null) {
      vector.setNull(i);
    } else {
      ((IntVector) vector).setSafe(i, value);
    }
  }

  private static void putDouble(FieldVector vector, int i, @Nullable Double value) {
    if (value == null) {
      vector.setNull(i);
    } else {
      ((Float8Vector) vector).setSafe(i, value);
    }
  }

  static void putText(FieldVector vector, int i, @Nullable String value) {
    if (value == null) {
      vector.setNull(i);
    } else {
      ((VarCharVector) vector).setSafe(i, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static int days(LocalDate day) {
    return (int) ChronoUnit.DAYS.between(LocalDate.of(1970, 1, 1), day);
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
  }

  private static void putWords(ListVector vector, int i, List<@Nullable String> words) {
    UnionListWriter writer = vector.getWriter();
    writer.setPosition(i);
    writer.startList();
    for (String word : words) {
      if (word == null) {
        writer.writeNull();
      } else {
        writer.writeVarChar(word);
      }
    }
    writer.endList();
  }

  private static void putPoint(ListVector vector, int i, double @Nullable [] point) {
    if (point == null) {
      vector.setNull(i);
      return;
    }
    UnionListWriter writer = vector.getWriter();
    writer.setPosition(i);
    writer.startList();
    for (double number : point) {
      writer.writeFloat8(number);
    }
    writer.endList();
  }

  private static void putWeights(MapVector vector, int i, Map<String, Double> weights) {
    UnionMapWriter writer = vector.getWriter();
    writer.setPosition(i);
    writer.startMap();
    weights.forEach(
        (word, weight) -> {
          writer.startEntry();
          writer.key().varChar().writeVarChar(word);
          writer.value().float8().writeFloat8(weight);
          writer.endEntry();
        });
    writer.endMap();
  }

  private static void putMoney(StructVector vector, int i, @Nullable Money money) {
    if (money == null) {
      vector.setNull(i);
      return;
    }
    vector.setIndexDefined(i);
    ((DecimalVector) vector.getChild("amount")).setSafe(i, money.amount());
    putText(vector.getChild("currency"), i, money.currency());
    putInstant(vector.getChild("at"), i, money.at());
  }
}
