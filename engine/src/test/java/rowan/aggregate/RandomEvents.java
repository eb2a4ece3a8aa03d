package rowan.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import rowan.type.Micros;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.Scalar;

/** Events in order of time, with many ties in time and in values, and with awkward numbers. */
final class RandomEvents {

  private static final double[] AWKWARD = {
    0.0,
    -0.0,
    1e155,
    -1e155,
    1e-150,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e9 + 0.01,
    1e9 + 0.02
  };
  private static final double[] FAR_APART = {0.0, -0.0, -1.0, 1e155, -1e155, 1e-150, -1e-150, 1e9};
  private static final String[] WORDS = {"", "a", "b", "ab", "\uffee", "\ud83d\ude00", "z"};

  private final Random random;
  private final int kind;

  private RandomEvents(int seed) {
    random = new Random(seed);
    kind = seed % 4;
  }

  /** Events of one kind: 0 plain amounts, 1 large and close together, 2 awkward, 3 far apart. */
  static List<NaiveEvent> of(List<Type> types, int count, int seed) {
    return new RandomEvents(seed).events(types, count);
  }

  private List<NaiveEvent> events(List<Type> types, int count) {
    List<NaiveEvent> events = new ArrayList<>();
    long time = -3 * 86_400_000_000L;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(3) * (long) random.nextInt(1 << 30) * random.nextInt(20);
      events.add(new NaiveEvent(time, types.stream().map(this::value).toList()));
    }
    return events;
  }

  private Object value(Type type) {
    if (type instanceof Decimal decimal) {
      BigInteger unscaled =
          kind == 0 ? BigInteger.valueOf(random.nextInt(500) - 250) : new BigInteger(64, random);
      return new BigDecimal(kind == 1 ? unscaled.negate() : unscaled, decimal.scale());
    }
    if (type instanceof Enumeration) {
      return DayOfWeek.of(1 + random.nextInt(7));
    }
    return type instanceof ListOf
        ? Stream.generate(() -> random.nextInt(3)).limit(random.nextInt(3)).toList()
        : scalar((Scalar) type);
  }

  private Object scalar(Scalar type) {
    long micros = random.nextInt(5) * 1_234_567L - 3_000_000;
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> kind == 0 ? random.nextInt(10) - 5 : random.nextInt();
      case LONG -> longNumber();
      case FLOAT -> (float) number();
      case DOUBLE -> number();
      case STRING -> WORDS[random.nextInt(WORDS.length)];
      case INSTANT -> Micros.instant(micros);
      case DATE -> LocalDate.of(2020, 2, 26 + random.nextInt(4));
      case DATE_TIME -> Micros.dateTime(micros);
      case BINARY -> new byte[random.nextInt(3)];
    };
  }

  private long longNumber() {
    return switch (kind) {
      case 0 -> random.nextInt(10) - 5;
      case 1 -> (1L << 50) + random.nextInt(3);
      default -> random.nextLong() / 128; // so that a sum fits
    };
  }

  private double number() {
    return switch (kind) {
      case 0 -> random.nextInt(1000) / 100.0 - 3;
      case 1 -> 1e9 + random.nextInt(10) / 100.0;
      case 3 -> FAR_APART[random.nextInt(FAR_APART.length)] * (1 + random.nextInt(3));
      default ->
          random.nextInt(3) == 0
              ? AWKWARD[random.nextInt(AWKWARD.length)]
              : random.nextGaussian() * Math.scalb(1.0, random.nextInt(200) - 100);
    };
  }
}
