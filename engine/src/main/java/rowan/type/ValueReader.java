package rowan.type;

import java.io.DataInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/**
 * Reads what {@link ValueWriter} wrote: the same canonical values, bit by bit. Methods throw {@code
 * UncheckedIOException} when there are not enough bytes, or these cannot be what was written.
 */
public final class ValueReader {

  private static final int LOW_BITS = 0x7f;
  private static final int AT_ONCE = 1 << 16;

  private final DataInput in;
  private final Function<String, Class<?>> classNamed;

  /**
   * Reads from {@code in}.
   *
   * @param classNamed finds the classes of records and enums, which types only name
   */
  public ValueReader(DataInput in, Function<String, Class<?>> classNamed) {
    this.in = in;
    this.classNamed = classNamed;
  }

  /** Reads a boolean. */
  public boolean flag() {
    try {
      return in.readByte() != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a whole number. */
  public long whole() {
    try {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = in.readByte();
        value |= (long) (next & LOW_BITS) << shift;
        if (next >= 0) {
          return value >>> 1 ^ -(value & 1);
        }
      }
      throw new IOException("a whole number has too many bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a whole number that says how many things follow. */
  public int count() {
    long count = whole();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new UncheckedIOException(new IOException("there cannot be " + count));
    }
    return (int) count;
  }

  /** Reads 64 bits. */
  public long bits() {
    try {
      return in.readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads bytes. */
  public byte[] bytes() {
    int count = count();
    byte[] value = new byte[Math.min(count, AT_ONCE)];
    try {
      in.readFully(value);
      while (value.length < count) { // a damaged count shall not take all memory
        int before = value.length;
        value = Arrays.copyOf(value, (int) Math.min(count, 2L * before));
        in.readFully(value, before, value.length - before);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a value of a type, or null. */
  public @Nullable Object nullable(Type type) {
    return flag() ? value(type) : null;
  }

  /** Reads a value of a type. */
  public Object value(Type type) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar);
    }
    if (type instanceof Decimal) {
      int scale = (int) whole();
      return new BigDecimal(new BigInteger(bytes()), scale);
    }
    if (type instanceof Enumeration enumeration) {
      return constant(enumeration, text());
    }
    if (type instanceof ListOf list) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int rest = count(); rest > 0; rest--) {
        elements.add(nullable(list.element()));
      }
      return Collections.unmodifiableList(elements);
    }
    if (type instanceof MapOf map) {
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int rest = count(); rest > 0; rest--) {
        entries.put(value(map.key()), nullable(map.value()));
      }
      return Collections.unmodifiableMap(entries);
    }
    if (type instanceof Struct struct) {
      @Nullable Object[] components =
          struct.fields().stream().map(field -> nullable(field.type())).toArray();
      return RecordForm.of(classNamed.apply(struct.className())).make(struct, components);
    }
    throw new IllegalArgumentException("no column holds a " + type);
  }

  private Object constant(Enumeration type, String name) {
    for (Object constant : classNamed.apply(type.className()).getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new UncheckedIOException(new IOException("%s has no %s".formatted(type, name)));
  }

  private Object scalar(Scalar type) {
    return switch (type) {
      case BOOLEAN -> flag();
      case INT -> (int) whole();
      case LONG -> whole();
      case FLOAT -> Float.intBitsToFloat((int) whole());
      case DOUBLE -> Double.longBitsToDouble(bits());
      case STRING -> text();
      case INSTANT -> Micros.instant(whole());
      case DATE -> LocalDate.ofEpochDay(whole());
      case DATE_TIME -> Micros.dateTime(whole());
      case BINARY -> bytes();
    };
  }

  private String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
