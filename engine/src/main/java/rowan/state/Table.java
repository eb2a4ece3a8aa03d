package rowan.state;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by key, in a place that outlives the process. Methods throw {@link StateException} when it
 * cannot be read or written. Any number of threads may use it, though not once it is closed.
 */
interface Table extends AutoCloseable {

  /** What keys begin with. */
  byte KEY = 'k';

  /** The note that says of what the table is. */
  String OF = "of";

  /** The note that says that not all was loaded. */
  String UNFINISHED = "unfinished";

  /** A place in a table, and what is there. */
  final class Row {

    final byte[] key;

    /** What was there when it was read. */
    final Stamp before;

    /** What is to be there; null for nothing. */
    final byte @Nullable [] value;

    Row(byte[] key, Stamp before, byte @Nullable [] value) {
      this.key = key;
      this.before = before;
      this.value = value;
    }
  }

  /**
   * Tells values of a key apart: the value begins with it, and it is computed of all else of it.
   */
  record Stamp(long bits) {

    /** Of nothing. */
    static final Stamp NONE = new Stamp(0);

    /** How many bytes of a value it takes, the highest first. */
    static final int LENGTH = Long.BYTES;
  }

  /** Whether other processes may change it. */
  boolean isShared();

  /** What is said of the table as a whole; null when nothing is. */
  @Nullable String note(String name);

  /** Says something of the table as a whole, unless something is said already. */
  void addNote(String name, String text);

  void removeNote(String name);

  /** Whether it has neither rows nor notes. */
  boolean isEmpty();

  /** Whether it has rows. */
  boolean hasRows();

  /**
   * The values of keys. A value that still has its stamp is given as {@link #SAME}, where the table
   * is shared.
   *
   * @param known the stamps of what is known of the keys
   * @param clock set to the table's, where others may set it
   */
  List<byte @Nullable []> read(List<byte[]> keys, List<Stamp> known, EventClock clock);

  /** Stands for a value that is known. */
  byte[] SAME = new byte[0];

  /**
   * Writes rows, and moves the table's clock to another if that is later: all at once.
   *
   * @return false when another process has changed a row since it was read; nothing is written
   */
  boolean write(Collection<Row> rows, EventClock clock);

  /**
   * Writes rows that are not there yet, before there are notes; without a promise until flushed.
   */
  void load(List<Row> rows);

  /** Makes good on what was loaded. */
  void flush();

  /** Gives the keys that begin with some bytes, perhaps some of them twice. */
  void scan(byte[] prefix, Consumer<byte[]> take);

  /** About as many keys as asked for, those after the ones given before, then again the first. */
  List<byte[]> next(int count);

  @Override
  void close();
}
