package rowan.type;

import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/**
 * Writes canonical values as bytes, for {@link ValueReader}. The bytes do not say what they are:
 * the reader asks for the same types in the same order. Whole numbers are short when they are near
 * zero. Methods throw {@code UncheckedIOException} when the bytes cannot be written.
 */
public final class ValueWriter {

  private static final int LOW_BITS = 0x7f;

  private final DataOutput out;

  /** Writes to {@code out}. */
  public ValueWriter(DataOutput out) {
    this.out = out;
  }

  /** Writes a boolean. */
  public void flag(boolean value) {
    try {
      out.writeByte(value ? 1 : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a whole number, in one to ten bytes. */
  public void whole(long value) {
    long rest = value << 1 ^ value >> 63; // so that negative ones are short as well
    try {
      while ((rest & ~LOW_BITS) != 0) {
        out.writeByte((int) (rest | ~LOW_BITS));
        rest >>>= 7;
      }
      out.writeByte((int) rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes 64 bits. */
  public void bits(long value) {
    try {
      out.writeLong(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes bytes and how many there are. */
  public void bytes(byte[] value) {
    whole(value.length);
    try {
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value of a type, or that it is null. */
  public void nullable(Type type, @Nullable Object value) {
    flag(value != null);
    if (value != null) {
      value(type, value);
    }
  }

  /** Writes a value of a type. */
  public void value(Type type, Object value) {
    if (type instanceof Scalar scalar) {
      scalar(scalar, value);
    } else if (type instanceof Decimal) {
      BigDecimal decimal = (BigDecimal) value;
      whole(decimal.scale());
      bytes(decimal.unscaledValue().toByteArray());
    } else if (type instanceof Enumeration) {
      text(((Enum<?>) value).name());
    } else if (type instanceof ListOf list) {
      List<?> elements = (List<?>) value;
      whole(elements.size());
      elements.forEach(element -> nullable(list.element(), element));
    } else if (type instanceof MapOf map) {
      Map<?, ?> entries = (Map<?, ?>) value;
      whole(entries.size());
      entries.forEach(
          (key, entry) -> {
            value(map.key(), key);
            nullable(map.value(), entry);
          });
    } else if (type instanceof Struct struct) {
      Object[] components = RecordForm.of(value.getClass()).components(value);
      Iterator<Type.Field> fields = struct.fields().iterator();
      for (@Nullable Object component : components) {
        nullable(fields.next().type(), component);
      }
    } else {
      throw new IllegalArgumentException("no column holds a " + type);
    }
  }

  private void scalar(Scalar type, Object value) {
    switch (type) {
      case BOOLEAN -> flag((Boolean) value);
      case INT -> whole((Integer) value);
      case LONG -> whole((Long) value);
      case FLOAT -> whole(Float.floatToIntBits((Float) value));
      case DOUBLE -> bits(Double.doubleToLongBits((Double) value));
      case STRING -> text((String) value);
      case INSTANT -> whole(Micros.of((Instant) value));
      case DATE -> whole(((LocalDate) value).toEpochDay());
      case DATE_TIME -> whole(Micros.of((LocalDateTime) value));
      case BINARY -> bytes((byte[]) value);
    }
  }

  private void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }
}
