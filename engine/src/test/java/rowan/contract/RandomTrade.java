package rowan.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.contract.Trade.Account;
import rowan.contract.Trade.Channel;
import rowan.contract.Trade.Customer;
import rowan.contract.Trade.Payment;
import rowan.contract.Trade.Refund;
import rowan.contract.Trade.Tariff;
import rowan.contract.Trade.Visit;

/**
 * Rows of {@link Trade}, each made from a number of its own, so that a list of numbers shrinks to
 * few rows. Many are tied in time, some lie a day apart, half belong to one hot key.
 */
final class RandomTrade {

  private static final double[] AWKWARD = {
    0.0,
    -0.0,
    -0.0,
    1e9 + 0.1,
    1e-150,
    -1e155,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE
  };
  private static final double[] FEW = {0.0, -0.0, 1.0, Double.NaN};
  private static final String[] SHOPS = {"", "a", "b1", "b2", "\ud83d\ude00x", "\uffeey"};

  private final Random random;
  private final int number;
  private final boolean isOfOneDay;

  private RandomTrade(int number, int seed, boolean isOfOneDay) {
    this.number = number;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.isOfOneDay = isOfOneDay;
  }

  /**
   * A row for each seed, less those whose key another has already.
   *
   * @param ofOneDay whether all happen within one day
   */
  static List<Record> rows(List<Integer> seeds, boolean ofOneDay) {
    List<Record> rows = new ArrayList<>();
    Set<List<Object>> keys = new HashSet<>();
    for (int i = 0; i < seeds.size(); i++) {
      Record row = new RandomTrade(i, seeds.get(i), ofOneDay).row();
      if (keys.add(key(row, i))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Object> key(Record row, int number) {
    if (row instanceof Tariff tariff) {
      return List.of(tariff.shop(), tariff.since());
    }
    if (row instanceof Account account) {
      return List.of(account.account());
    }
    return row instanceof Customer customer
        ? List.of("customer", customer.customer())
        : List.of("number", number);
  }

  private Record row() {
    int source = random.nextInt(100);
    if (source < 50) {
      return payment();
    }
    if (source < 66) {
      return new Visit(
          LocalDate.ofEpochDay(day()), customer(), shop(), few(), maybe(random::nextBoolean));
    }
    if (source < 78) {
      Instant at = time();
      long late = random.nextInt(3) == 0 ? 1_000_000L * random.nextInt(40) : 0;
      return new Refund(
          "r" + mixed(), at, at.plus(late, ChronoUnit.MICROS), customer(), maybe(this::real));
    }
    if (source < 88) {
      return new Tariff(SHOPS[random.nextInt(SHOPS.length)], time(), real(), shop());
    }
    return source < 94
        ? new Account(random.nextInt(5), shop(), real())
        : new Customer(random.nextInt(5), SHOPS[random.nextInt(SHOPS.length)]);
  }

  private Payment payment() {
    return new Payment(
        mixed(),
        time(),
        customer(),
        customer(),
        shop(),
        real(),
        maybe(this::real),
        maybe(() -> random.nextInt(3) == 0 ? 1L << 45 : (long) random.nextInt(7) - 3),
        random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3),
        (float) real(),
        random.nextBoolean(),
        new BigDecimal(random.nextInt(2000) - 1000).movePointLeft(2),
        Channel.values()[random.nextInt(3)],
        maybe(() -> random.nextInt(2)));
  }

  /** Row keys in another order than the rows. */
  private long mixed() {
    return (number * 7919L) % 10_007;
  }

  private int customer() {
    return random.nextBoolean() ? 1 : random.nextInt(4);
  }

  private @Nullable String shop() {
    return maybe(() -> SHOPS[random.nextInt(SHOPS.length)]);
  }

  private long day() {
    return isOfOneDay || random.nextInt(4) > 0 ? 0 : random.nextInt(3) - 1;
  }

  private Instant time() {
    long seconds = random.nextBoolean() ? 5 * random.nextInt(9) : random.nextInt(120) - 60;
    int micros = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
    return Instant.EPOCH
        .plus(day(), ChronoUnit.DAYS)
        .plusSeconds(seconds)
        .plus(micros, ChronoUnit.MICROS);
  }

  private double real() {
    return random.nextInt(8) == 0
        ? AWKWARD[random.nextInt(AWKWARD.length)]
        : random.nextInt(2) == 0 ? random.nextInt(4) - 1 : random.nextGaussian();
  }

  /** One of few numbers, so that whole rows are alike, or nearly so: 0.0 is not -0.0. */
  private double few() {
    return FEW[random.nextInt(FEW.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }
}
