package rowan.spark.execution;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Output;
import rowan.spark.type.SparkType;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Scalar;

/** Writes the fields of a row that have no fixed width, behind those that have. */
final class VariableFields {

  /** What stands for bytes that are no text; those must not come out again. */
  private static final char REPLACEMENT = '\uFFFD';

  private final RowFeatures features;

  /** Texts as they are in Spark, by slots: those that were read, and those handed on. */
  private final UTF8String[] texts;

  /** The slots whose texts may be handed on. */
  private final BitSet handedOn = new BitSet();

  private final UnsafeRowWriter writer;
  private final List<FieldWriter> fields = new ArrayList<>();

  /** The slots of lists, maps and records, written by a projection of Spark's, and then copied. */
  private final List<Integer> nested = new ArrayList<>();

  private final List<SparkType> nestedTypes = new ArrayList<>();
  private final UnsafeProjection nestedProjection;
  private UnsafeRow nestedRow = new UnsafeRow(0);

  /** Writes a field. */
  private interface FieldWriter {
    void write(Slots values, @Nullable UnsafeRow input);
  }

  VariableFields(RowFeatures features, int[] positions, UTF8String[] texts) {
    List<Output> outputs = features.outputs();
    this.features = features;
    this.texts = texts;
    this.writer = new UnsafeRowWriter(outputs.size());
    features.takenForTexts().forEach(handedOn::set);
    for (int field = 0; field < outputs.size(); field++) {
      Output output = outputs.get(field);
      if (!UnsafeRow.isFixedLength(output.dataType())) {
        SparkType computed = output.computed();
        if (computed != null) {
          add(field, computed);
        } else if (output.dataType() instanceof StringType) {
          addText(field);
        } else {
          add(field, output.dataType(), positions[output.input()]);
        }
      }
    }
    this.nestedProjection =
        UnsafeProjection.create(
            nestedTypes.stream().map(SparkType::dataType).toArray(DataType[]::new));
  }

  /** Passes a text on as it is. */
  private void addText(int field) {
    int slot = features.slot(field);
    fields.add(
        (values, input) -> {
          if (!values.isNull(slot)) {
            write(field, texts[slot]);
          }
        });
  }

  /** Passes a column on as it is. */
  private void add(int field, DataType type, int position) {
    fields.add(
        (values, input) -> {
          if (!requireNonNull(input).isNullAt(position)) {
            copy(field, input, position);
          } else if (type instanceof DecimalType decimal) {
            writer.write(field, (Decimal) null, decimal.precision(), decimal.scale());
          }
        });
  }

  private void add(int field, SparkType type) {
    if (type.dataType() instanceof DecimalType decimal) {
      addDecimal(field, decimal.precision(), decimal.scale());
    } else if (type.type() == Scalar.STRING) {
      addText(field, features.textsBefore(field));
    } else if (type.type() instanceof Enumeration) {
      addObject(field, value -> write(field, UTF8String.fromString(((Enum<?>) value).name())));
    } else if (type.type() == Scalar.BINARY) {
      addObject(
          field, value -> write(field, value, Platform.BYTE_ARRAY_OFFSET, ((byte[]) value).length));
    } else {
      addNested(field, type);
    }
  }

  /** Encodes a text, unless the method has handed one on that is there encoded. */
  private void addText(int field, int[] before) {
    int slot = features.slot(field);
    boolean isHandedOn = handedOn.get(slot);
    fields.add(
        (values, input) -> {
          String value = (String) values.objects()[slot];
          if (value != null) {
            UTF8String text = encoded(value, values, before);
            if (isHandedOn) {
              texts[slot] = text;
            }
            write(field, text);
          }
        });
  }

  private void write(int field, UTF8String text) {
    write(field, text.getBaseObject(), text.getBaseOffset(), text.numBytes());
  }

  private UTF8String encoded(String value, Slots values, int[] before) {
    for (int slot : before) {
      if (values.objects()[slot] == value && value.indexOf(REPLACEMENT) < 0) {
        return texts[slot];
      }
    }
    return UTF8String.fromString(value);
  }

  private void addNested(int field, SparkType type) {
    int position = nested.size();
    nested.add(features.slot(field));
    nestedTypes.add(type);
    fields.add(
        (values, input) -> {
          if (!nestedRow.isNullAt(position)) {
            copy(field, nestedRow, position);
          }
        });
  }

  private void addObject(int field, Consumer<Object> write) {
    int slot = features.slot(field);
    fields.add(
        (values, input) -> {
          Object value = values.objects()[slot];
          if (value != null) {
            write.accept(value);
          }
        });
  }

  /** Even a null has its sixteen bytes, as in every row of Spark's. */
  private void addDecimal(int field, int precision, int scale) {
    int slot = features.slot(field);
    fields.add(
        (values, input) -> {
          BigDecimal value = (BigDecimal) values.objects()[slot];
          writer.write(
              field,
              value == null ? null : Decimal.apply(value, precision, scale),
              precision,
              scale);
        });
  }

  /**
   * The row; valid until the next.
   *
   * @param fixed the null bits and words of all fields
   */
  UnsafeRow write(UnsafeRow fixed, Slots values, @Nullable UnsafeRow input) {
    writer.reset();
    Platform.copyMemory(
        fixed.getBaseObject(),
        fixed.getBaseOffset(),
        writer.getBuffer(),
        Platform.BYTE_ARRAY_OFFSET,
        fixed.getSizeInBytes());
    if (!nested.isEmpty()) {
      nestedRow = nested(values);
    }
    for (FieldWriter field : fields) {
      field.write(values, input);
    }
    return writer.getRow();
  }

  private UnsafeRow nested(Slots values) {
    GenericInternalRow row = new GenericInternalRow(nested.size());
    for (int i = 0; i < nested.size(); i++) {
      Object value = values.objects()[nested.get(i)];
      row.update(i, value == null ? null : nestedTypes.get(i).toCatalyst(value));
    }
    return nestedProjection.apply(row);
  }

  /** Copies the bytes of a field of another row. */
  private void copy(int field, UnsafeRow from, int position) {
    long offsetAndSize = from.getLong(position);
    long offset = from.getBaseOffset() + (offsetAndSize >> Integer.SIZE);
    write(field, from.getBaseObject(), offset, (int) offsetAndSize);
  }

  /** Writes bytes that are anywhere; Spark's writer checks more, which costs as much again. */
  private void write(int field, @Nullable Object from, long start, int size) {
    int whole = (size + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    writer.grow(whole);
    byte[] buffer = requireNonNull(writer.getBuffer());
    if (whole > size) {
      Platform.putLong(buffer, writer.cursor() + (long) whole - Long.BYTES, 0);
    }
    long offset = writer.cursor() - (long) Platform.BYTE_ARRAY_OFFSET;
    if (from instanceof byte[] bytes) {
      System.arraycopy(
          bytes, (int) (start - Platform.BYTE_ARRAY_OFFSET), buffer, (int) offset, size);
    } else {
      Platform.copyMemory(from, start, buffer, writer.cursor(), size);
    }
    Platform.putLong(buffer, writer.getFieldOffset(field), offset << Integer.SIZE | size);
    writer.increaseCursor(whole);
  }
}
