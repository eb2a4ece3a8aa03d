package rowan.state;

import java.net.URI;
import rowan.plan.Plan;

/**
 * State in a Redis server, which any number of scorers of the same plan may share. An event is
 * acknowledged when the server has it; how much of that the server still has after it ended itself
 * is a matter of its own settings ({@code appendonly}). Needs {@code redis.clients:jedis} on the
 * class path. Of a {@link Retention}, the bound of keys does not hold here: the server's memory is
 * the bound, and its {@code maxmemory-policy} must be {@code noeviction}.
 *
 * @param server such as {@code redis://localhost:6379}, {@code rediss://user:secret@host:6379/2}
 * @param name of the hash that the state is in; each plan has one of its own
 * @param atHand of how many keys windows are kept in memory as well, about
 */
public record RedisState(URI server, String name, int atHand) implements StatePlace {

  private static final int DEFAULT_PORT = 6379;
  private static final int AT_HAND = 10_000;

  /** Checks the parts. */
  public RedisState {
    if (server.getHost() == null) {
      throw new IllegalArgumentException(
          "The Redis server is to be given as redis://host:port, not as %s".formatted(server));
    }
    if (atHand < 0) {
      throw new IllegalArgumentException(
          "The windows of %d keys are to be kept in memory; that must not be negative"
              .formatted(atHand));
    }
  }

  /** State in the hash {@code rowan} of a server. */
  public static RedisState at(URI server) {
    return new RedisState(server, "rowan", AT_HAND);
  }

  /** This, in a hash of another name. */
  public RedisState named(String newName) {
    return new RedisState(server, newName, atHand);
  }

  /** This, with the windows of so many keys in memory as well. */
  public RedisState atHand(int keys) {
    return new RedisState(server, name, keys);
  }

  @Override
  public WindowStore open(Plan plan, Retention retention, EventClock clock) {
    Table table = new RedisTable(server, name, shown());
    return DurableStore.open(shown(), table, plan, retention, clock, atHand);
  }

  /** Where it is, without passwords. */
  private String shown() {
    int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
    return "%s://%s:%d%s (%s)"
        .formatted(server.getScheme(), server.getHost(), port, server.getPath(), name);
  }
}
