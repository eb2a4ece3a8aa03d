package rowan.type;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Scalar;

/**
 * Values as text: read from files that have no types and from command lines, and shown in messages.
 */
public final class TextForm {

  private static final Pattern OFFSET = Pattern.compile(".*[0-9:](Z|[+-][0-9]{2}(:?[0-9]{2})?)");

  private static final int LONGEST_SHOWN = 80;

  private TextForm() {}

  /** Whether text can spell values of {@code type}: numbers, strings, times and enum constants. */
  public static boolean exists(Type type) {
    return type instanceof Scalar || type instanceof Decimal || type instanceof Enumeration;
  }

  /**
   * The canonical value of {@code type} that {@code text} spells. Booleans are {@code true}, {@code
   * false}, {@code 1} or {@code 0}; instants are ISO-8601 with or without an offset, a blank for
   * the {@code T}, or a date alone, in UTC when they do not say; bytes are Base64; an enum constant
   * is its name, which is returned as a string.
   *
   * @throws IllegalArgumentException when it spells none; the message is short: {@code "x" is not a
   *     long}
   */
  public static Object parse(Type type, String text) {
    try {
      return CanonicalForm.of(type).apply(parseExactly(type, text));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException("%s is not %s".formatted(show(text), described(type)), e);
    }
  }

  private static Object parseExactly(Type type, String text) {
    if (type instanceof Decimal) {
      return new BigDecimal(text.strip());
    }
    if (type instanceof Enumeration enumeration) {
      if (!enumeration.constants().contains(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    }
    if (type instanceof Scalar scalar) {
      return parseScalar(scalar, text);
    }
    throw new IllegalArgumentException("no text spells a " + type);
  }

  private static Object parseScalar(Scalar type, String text) {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> parseBoolean(text.strip());
      case INT -> Integer.valueOf(text.strip());
      case LONG -> Long.valueOf(text.strip());
      case FLOAT -> Float.valueOf(decimalNumber(text.strip()));
      case DOUBLE -> Double.valueOf(decimalNumber(text.strip()));
      case INSTANT -> parseInstant(text.strip());
      case DATE -> LocalDate.parse(text.strip());
      case DATE_TIME -> parseDateTime(text.strip());
      case BINARY -> java.util.Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** Java also reads 10d and 0x1p3, which in a file are faults. */
  private static String decimalNumber(String text) {
    char last = text.isEmpty() ? ' ' : Character.toLowerCase(text.charAt(text.length() - 1));
    if (last == 'd' || last == 'f' || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      throw new NumberFormatException(text);
    }
    return text;
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Instant parseInstant(String text) {
    boolean saysOffset = text.length() > 10 && OFFSET.matcher(text).matches();
    return saysOffset
        ? OffsetDateTime.parse(withColon(withT(text))).toInstant()
        : parseDateTime(text).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime parseDateTime(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(withT(text));
  }

  private static String withT(String text) {
    return text.length() > 10 && text.charAt(10) == ' '
        ? text.substring(0, 10) + "T" + text.substring(11)
        : text;
  }

  /** {@code +0530} as {@code +05:30}. */
  private static String withColon(String text) {
    return text.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
  }

  private static String described(Type type) {
    return type instanceof Enumeration enumeration
        ? "%s (%s)".formatted(type.withArticle(), String.join(", ", enumeration.constants()))
        : type.withArticle();
  }

  /** {@code value} as messages show it: strings quoted, bytes in hexadecimal, long ones cut. */
  public static String show(@Nullable Object value) {
    String shown = showWhole(value);
    return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN - 3) + "...";
  }

  private static String showWhole(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return "\"" + text + "\"";
    }
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof double[] vector) {
      return Arrays.toString(vector);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(TextForm::show).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> show(entry.getKey()) + ": " + show(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }
}
