package rowan.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A table in a hash of a Redis server, which many processes may share. All that is read at once is
 * read by one script, all that is written by another, which first compares stamps; so each is one
 * round trip, and nobody sees half of it.
 */
final class RedisTable implements Table {

  private static final byte[] NO_BYTES = new byte[0];
  private static final int SCANNED_AT_ONCE = 1000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int MOST_CONNECTIONS = 64;

  /** Values, unless they have the stamps given; then the latest time, the horizon, and of what. */
  private static final Script READ =
      new Script(
          """
          local read = {}
          for i = 1, #ARGV, 2 do
            local value = redis.call('HGET', KEYS[1], ARGV[i])
            if value and ARGV[i + 1] ~= '' and string.sub(value, 1, 8) == ARGV[i + 1] then
              value = ''
            end
            read[#read + 1] = value
          end
          for _, note in ipairs({'nlatest', 'nhorizon', 'nof'}) do
            read[#read + 1] = redis.call('HGET', KEYS[1], note)
          end
          return read
          """);

  /**
   * Takes of what the state is, the latest time and the horizon; then for each row its key, the
   * stamp that it must still have, and its value or nothing.
   */
  private static final Script WRITE =
      new Script(
          """
          if redis.call('HGET', KEYS[1], 'nof') ~= ARGV[1] then
            return -1
          end
          for i = 4, #ARGV, 3 do
            local value = redis.call('HGET', KEYS[1], ARGV[i])
            if (value and string.sub(value, 1, 8) or '') ~= ARGV[i + 1] then
              return 0
            end
          end
          for i = 4, #ARGV, 3 do
            if ARGV[i + 2] == '' then
              redis.call('HDEL', KEYS[1], ARGV[i])
            else
              redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
            end
          end
          for i, note in ipairs({'nlatest', 'nhorizon'}) do
            local time = redis.call('HGET', KEYS[1], note)
            if not time or time < ARGV[i + 1] then
              redis.call('HSET', KEYS[1], note, ARGV[i + 1])
            end
          end
          return 1
          """);

  /** A program that the server runs as one step. */
  private static final class Script {
    private final byte[] text;
    private final byte[] digest;

    Script(String text) {
      this.text = text.getBytes(UTF_8);
      try {
        byte[] sha = MessageDigest.getInstance("SHA-1").digest(this.text);
        this.digest = HexFormat.of().formatHex(sha).getBytes(UTF_8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }

    Object run(JedisPooled server, byte[] hash, List<byte[]> arguments) {
      try {
        return server.evalsha(digest, List.of(hash), arguments);
      } catch (JedisNoScriptException e) { // the first time, or the server has begun anew
        return server.eval(text, List.of(hash), arguments);
      }
    }
  }

  private final JedisPooled server;
  private final byte[] hash;
  private final String shown;
  private byte[] of = NO_BYTES;
  private byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;

  /**
   * A table in a hash.
   *
   * @param shown where it is, as messages show it
   */
  RedisTable(URI server, String hash, String shown) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST_CONNECTIONS);
    this.server = new JedisPooled(pool, server, TIMEOUT_MILLIS);
    this.hash = hash.getBytes(UTF_8);
    this.shown = shown;
  }

  private <T> T run(Supplier<T> work) {
    try {
      return work.get();
    } catch (JedisConnectionException e) {
      server.getPool().clear(); // other connections are as likely to be broken
      throw failure("the server cannot be reached (%s)".formatted(e.getMessage()), e);
    } catch (JedisException e) {
      throw failure(String.valueOf(e.getMessage()), e);
    }
  }

  private StateException failure(String why, @Nullable Exception cause) {
    return new StateException("Cannot use the state in %s: %s".formatted(shown, why), cause);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  private static byte[] noteKey(String name) {
    return ("n" + name).getBytes(UTF_8);
  }

  @Override
  public @Nullable String note(String name) {
    byte[] text = run(() -> server.hget(hash, noteKey(name)));
    if (text != null && name.equals(OF)) {
      of = text;
    }
    return text == null ? null : new String(text, UTF_8);
  }

  @Override
  public void addNote(String name, String text) {
    run(() -> server.hsetnx(hash, noteKey(name), text.getBytes(UTF_8)));
  }

  @Override
  public void removeNote(String name) {
    run(() -> server.hdel(hash, noteKey(name)));
  }

  @Override
  public boolean isEmpty() {
    return run(() -> !server.exists(hash));
  }

  @Override
  public boolean hasRows() {
    String[] notes = {OF, UNFINISHED, TableClock.LATEST, TableClock.HORIZON};
    long said = Stream.of(notes).filter(name -> note(name) != null).count();
    return run(() -> server.hlen(hash)) > said;
  }

  @Override
  public List<byte @Nullable []> read(List<byte[]> keys, List<Stamp> known, EventClock clock) {
    List<byte[]> arguments = new ArrayList<>(2 * keys.size());
    for (int i = 0; i < keys.size(); i++) {
      arguments.add(keys.get(i));
      arguments.add(bytes(known.get(i)));
    }
    List<byte @Nullable []> read = listed(run(() -> READ.run(server, hash, arguments)));
    int values = keys.size();
    TableClock.read(read.get(values), read.get(values + 1), clock);
    requireSame(Arrays.equals(read.get(values + 2), of));
    return read.subList(0, values);
  }

  @SuppressWarnings("unchecked") // it is what the script returns
  private static List<byte @Nullable []> listed(Object read) {
    return (List<byte @Nullable []>) read;
  }

  private static byte[] bytes(Stamp stamp) {
    return stamp.equals(Stamp.NONE)
        ? NO_BYTES
        : ByteBuffer.allocate(Stamp.LENGTH).putLong(stamp.bits()).array();
  }

  private void requireSame(boolean isSame) {
    if (!isSame) {
      throw failure(
          "it is gone, or has become another, since it was opened; begin anew from exported state",
          null);
    }
  }

  @Override
  public boolean write(Collection<Row> rows, EventClock clock) {
    List<byte[]> arguments = new ArrayList<>(3 + 3 * rows.size());
    arguments.add(of);
    arguments.add(TableClock.write(clock.latest()));
    arguments.add(TableClock.write(clock.horizon()));
    for (Row row : rows) {
      arguments.add(row.key);
      arguments.add(bytes(row.before));
      arguments.add(row.value == null ? NO_BYTES : row.value);
    }
    long written = (Long) run(() -> WRITE.run(server, hash, arguments));
    requireSame(written >= 0);
    return written == 1;
  }

  @Override
  public void load(List<Row> rows) {
    run(
        () -> {
          try (Pipeline pipeline = server.pipelined()) {
            for (Row row : rows) {
              pipeline.hset(hash, row.key, row.value == null ? NO_BYTES : row.value);
            }
            pipeline.sync();
          }
          return rows;
        });
  }

  @Override
  public void flush() {}

  @Override
  public void scan(byte[] prefix, Consumer<byte[]> take) {
    byte[] at = ScanParams.SCAN_POINTER_START_BINARY;
    boolean isComplete = false;
    while (!isComplete) {
      ScanResult<Map.Entry<byte[], byte[]>> some = scanned(at, SCANNED_AT_ONCE);
      some.getResult().stream()
          .map(Map.Entry::getKey)
          .filter(key -> key.length >= prefix.length)
          .filter(key -> Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length))
          .forEach(take);
      at = some.getCursorAsBytes();
      isComplete = some.isCompleteIteration();
    }
  }

  private ScanResult<Map.Entry<byte[], byte[]>> scanned(byte[] from, int count) {
    return run(() -> server.hscan(hash, from, new ScanParams().count(count)));
  }

  @Override
  public List<byte[]> next(int count) {
    ScanResult<Map.Entry<byte[], byte[]>> some = scanned(cursor, count);
    cursor = some.getCursorAsBytes();
    List<byte[]> keys = new ArrayList<>();
    some.getResult().stream()
        .map(Map.Entry::getKey)
        .filter(key -> key[0] == KEY)
        .forEach(keys::add);
    Collections.shuffle(keys); // of a small hash the server gives all at once
    return keys.subList(0, Math.min(count, keys.size()));
  }

  @Override
  public void close() {
    server.close();
  }
}
