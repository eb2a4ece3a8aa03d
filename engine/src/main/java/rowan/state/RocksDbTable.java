package rowan.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A table in a folder, of one process. */
final class RocksDbTable implements Table {

  private static final byte[] NOTE = {'n'};
  private static final byte[] KEYS = {KEY};
  private static final double BITS_OF_A_KEY = 10;

  static {
    RocksDB.loadLibrary();
  }

  /** Something done with RocksDB. */
  private interface Work<T> {
    T run() throws RocksDBException;
  }

  private final Path folder;
  private final Options options;
  private final WriteOptions writes;
  private final WriteOptions loads = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;
  private byte[] lookedAt = KEYS;

  private RocksDbTable(Path folder, Options options, WriteOptions writes, RocksDB db) {
    this.folder = folder;
    this.options = options;
    this.writes = writes;
    this.db = db;
  }

  /**
   * Opens the table in a folder, or makes one.
   *
   * @param isSynced whether each write waits for the disk
   */
  static RocksDbTable open(Path folder, boolean isSynced) {
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setMergeOperatorName("max") // of bytes: see TableClock
            // A record cut short by a kill is dropped, as it was not acknowledged; anything else
            // that is wrong with the log is told.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setFilterPolicy(new BloomFilter(BITS_OF_A_KEY)))
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2);
    try {
      Files.createDirectories(folder);
      RocksDB db = RocksDB.open(options, folder.toString());
      return new RocksDbTable(folder, options, new WriteOptions().setSync(isSynced), db);
    } catch (IOException | RocksDBException e) {
      options.close();
      throw failure(folder, e);
    }
  }

  private static StateException failure(Path folder, Exception e) {
    return new StateException("Cannot use the state in %s: %s".formatted(folder, why(e)), e);
  }

  private static String why(Exception e) {
    if (isFull(e)) {
      return "the disk is full; make room, and observe again what was not acknowledged";
    }
    return String.valueOf(e.getMessage()).contains("LOCK: ")
        ? "another scorer has it open"
        : e.getMessage() + "; if it is damaged, begin anew from exported state";
  }

  private static boolean isFull(Exception e) {
    return e instanceof RocksDBException failure
        && failure.getStatus() != null
        && failure.getStatus().getSubCode() == Status.SubCode.NoSpace;
  }

  private <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (RocksDBException e) {
      throw failure(folder, e);
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private static byte[] noteKey(String name) {
    byte[] text = name.getBytes(UTF_8);
    byte[] key = Arrays.copyOf(NOTE, NOTE.length + text.length);
    System.arraycopy(text, 0, key, NOTE.length, text.length);
    return key;
  }

  @Override
  public @Nullable String note(String name) {
    byte[] text = run(() -> db.get(noteKey(name)));
    return text == null ? null : new String(text, UTF_8);
  }

  @Override
  public void addNote(String name, String text) {
    if (note(name) == null) {
      run(
          () -> {
            db.put(noteKey(name), text.getBytes(UTF_8));
            return name;
          });
    }
  }

  @Override
  public void removeNote(String name) {
    run(
        () -> {
          db.delete(noteKey(name));
          return name;
        });
  }

  @Override
  public boolean isEmpty() {
    return first(new byte[0], 1).isEmpty();
  }

  @Override
  public boolean hasRows() {
    return first(KEYS, 1).stream().anyMatch(key -> startsWith(key, KEYS));
  }

  /** The first keys from one on. */
  private List<byte[]> first(byte[] from, int count) {
    return run(
        () -> {
          List<byte[]> keys = new ArrayList<>();
          try (RocksIterator rows = db.newIterator()) {
            for (rows.seek(from); rows.isValid() && keys.size() < count; rows.next()) {
              keys.add(rows.key());
            }
            rows.status();
          }
          return keys;
        });
  }

  @Override
  public List<byte @Nullable []> read(List<byte[]> keys, List<Stamp> known, EventClock clock) {
    if (keys.isEmpty()) {
      run(
          () -> {
            TableClock.read(
                db.get(noteKey(TableClock.LATEST)), db.get(noteKey(TableClock.HORIZON)), clock);
            return clock;
          });
      return List.of();
    }
    return run(
        () -> {
          List<byte @Nullable []> values = new ArrayList<>(keys.size());
          for (byte[] key : keys) {
            values.add(
                db.get(key)); // of few keys no slower than multiGet, and tells what is damaged
          }
          return values;
        });
  }

  @Override
  public boolean write(Collection<Row> rows, EventClock clock) {
    return run(
        () -> {
          try (WriteBatch batch = new WriteBatch()) {
            put(rows, batch);
            batch.merge(noteKey(TableClock.LATEST), TableClock.write(clock.latest()));
            batch.merge(noteKey(TableClock.HORIZON), TableClock.write(clock.horizon()));
            db.write(writes, batch);
          }
          return true;
        });
  }

  private static void put(Collection<Row> rows, WriteBatch batch) throws RocksDBException {
    for (Row row : rows) {
      if (row.value == null) {
        batch.delete(row.key);
      } else {
        batch.put(row.key, row.value);
      }
    }
  }

  @Override
  public void load(List<Row> rows) {
    run(
        () -> {
          try (WriteBatch batch = new WriteBatch()) {
            put(rows, batch);
            db.write(loads, batch);
          }
          return rows;
        });
  }

  @Override
  public void flush() {
    run(
        () -> {
          try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait);
          }
          return folder;
        });
  }

  @Override
  public void scan(byte[] prefix, Consumer<byte[]> take) {
    run(
        () -> {
          try (RocksIterator rows = db.newIterator()) {
            rows.seek(prefix);
            while (rows.isValid() && startsWith(rows.key(), prefix)) {
              take.accept(rows.key());
              rows.next();
            }
            rows.status();
          }
          return prefix;
        });
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return Arrays.equals(key, 0, Math.min(prefix.length, key.length), prefix, 0, prefix.length);
  }

  @Override
  public List<byte[]> next(int count) {
    List<byte[]> keys =
        first(lookedAt, count + 1).stream().filter(key -> startsWith(key, KEYS)).toList();
    lookedAt = keys.size() > count ? keys.get(count) : KEYS;
    return keys.subList(0, Math.min(count, keys.size()));
  }

  @Override
  public void close() {
    db.close();
    loads.close();
    writes.close();
    options.close();
  }
}
