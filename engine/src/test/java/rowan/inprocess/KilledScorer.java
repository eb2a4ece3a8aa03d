package rowan.inprocess;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Last;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.state.RedisState;
import rowan.state.Retention;
import rowan.state.RocksDbState;
import rowan.state.StatePlace;

/** A process that tells a scorer of events, and says which are taken in, until it is killed. */
public final class KilledScorer {

  /** Events with a row key, each of two keys. */
  @Source("payments")
  public record Payment(
      @RowKey long id, @EventTime Instant paidAt, long account, long shop, double amount) {}

  /** Events without a row key, each of two keys. */
  @Source("visits")
  public record Visit(@EventTime Instant visitedAt, long account, long shop, double seconds) {}

  /** What an account has paid. */
  @Features(of = Payment.class)
  @Over(by = "account", bounds = Bounds.UP_TO)
  public abstract static class AccountPayments {
    @Count
    abstract long paid();

    @Count
    @Over(by = "account", window = "1m", bounds = Bounds.UP_TO)
    abstract long justPaid();

    @Sum
    abstract double paidTotal(double amount);

    @Last
    abstract double lastPaid(double amount);
  }

  /** What was paid in a shop. */
  @Features(of = Payment.class)
  @Over(by = "shop", bounds = Bounds.UP_TO)
  public abstract static class ShopPayments {
    @Count
    abstract long earned();

    @Sum
    @Over(by = "shop", window = "10m", bounds = Bounds.UP_TO)
    abstract double justEarned(double amount);
  }

  /** Where an account was. */
  @Features(of = Visit.class)
  @Over(by = "account", bounds = Bounds.UP_TO)
  public abstract static class AccountVisits {
    @Count
    abstract long visits();

    @Sum
    abstract double visitedSeconds(double seconds);
  }

  /** Who was in a shop. */
  @Features(of = Visit.class)
  @Over(by = "shop", bounds = Bounds.UP_TO)
  public abstract static class ShopVisits {
    @Count
    abstract long visitors();

    @Sum
    @Over(by = "shop", window = "1m", bounds = Bounds.UP_TO)
    abstract double visitorSeconds(double seconds);
  }

  /** All of it. */
  @Features(
      of = Payment.class,
      uses = {AccountPayments.class, ShopPayments.class, AccountVisits.class, ShopVisits.class})
  public abstract static class Everything {}

  static final int ACCOUNTS = 5;
  static final int SHOPS = 3;
  private static final int THREADS = 2;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private KilledScorer() {}

  static Plan plan() {
    Graph graph = Graph.of(Everything.class);
    List<String> aggregates =
        graph.features().stream()
            .filter(node -> node.definition() instanceof Definition.Aggregate)
            .map(Node::name)
            .toList();
    return Plan.of(graph, Request.of(aggregates).spine("payments"));
  }

  /** The event of a number; some come a little late. */
  static Record event(long seed, int number) {
    Random random = new Random(seed * 1_000_003 + number);
    Instant at = START.plusMillis(1000L * number - random.nextInt(30_000));
    long account = random.nextInt(ACCOUNTS);
    long shop = random.nextInt(SHOPS);
    return random.nextBoolean()
        ? new Payment(number, at, account, shop, random.nextGaussian())
        : new Visit(at, account, shop, random.nextGaussian());
  }

  /** The payment of a number; each comes a second after the one before. */
  static Payment payment(int number) {
    return new Payment(
        number, START.plusSeconds(number), number % ACCOUNTS, number % SHOPS, number);
  }

  /** A row that asks of an account and a shop when there were so many events. */
  static Payment question(long account, long shop, int events) {
    return new Payment(-1, START.plusSeconds(events), account, shop, 0);
  }

  static Scorer scorer(StatePlace place) {
    return Scorer.of(plan(), Inputs.none(), Retention.DEFAULT, place);
  }

  static StatePlace place(String text) {
    URI uri = URI.create(text);
    return uri.getScheme().equals("file")
        ? RocksDbState.in(Path.of(uri))
        : RedisState.at(uri).named("killed");
  }

  /** Takes the place, the seed and the number of the first event. */
  public static void main(String[] arguments) {
    Scorer scorer = scorer(place(arguments[0]));
    long seed = Long.parseLong(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    for (int thread = 0; thread < THREADS; thread++) {
      int next = first + thread;
      new Thread(() -> observe(scorer, seed, next, System.out)).start();
    }
  }

  private static void observe(Scorer scorer, long seed, int first, PrintStream out) {
    for (int number = first; ; number += THREADS) {
      if (!scorer.observe(event(seed, number))) {
        throw new IllegalStateException("event " + number + " was refused");
      }
      out.print(number + "\n"); // in one piece
      out.flush();
    }
  }

  /** The events that a process may have told of besides those that it said: the next of each. */
  static List<Integer> underWay(List<Integer> said, int first) {
    return java.util.stream.IntStream.range(0, THREADS)
        .map(
            thread ->
                said.stream()
                        .mapToInt(Integer::intValue)
                        .filter(number -> (number - first) % THREADS == thread)
                        .max()
                        .orElse(first + thread - THREADS)
                    + THREADS)
        .boxed()
        .toList();
  }
}
