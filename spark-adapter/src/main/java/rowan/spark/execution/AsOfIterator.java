package rowan.spark.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;
import rowan.plan.FeatureException;

/**
 * Streams the rows of a partition, in the order of {@link AsOfOrder}, through their keys' windows.
 */
final class AsOfIterator implements Iterator<InternalRow> {

  /** A row of the spine that waits for what looks ahead. */
  private record Waiting(UnsafeRow row, long time, AggregateRow values) {}

  private final WindowPass pass;
  private final AsOfTask task;
  private final Iterator<InternalRow> input;
  private final UnsafeProjection toUnsafe;
  private final AsOfRow reader;
  private @Nullable AsOfKey key;

  /** The hash of the key, and the other keys that have it, whose rows come between its own. */
  private int hash;

  private final Map<UnsafeRow, AsOfKey> alike = new HashMap<>();
  private final boolean inAnyOrder;
  private final boolean looksAhead;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<UnsafeRow> ready = new ArrayDeque<>();
  private final AggregateJoin join;
  private final AggregateRow values;

  /** What rows see that do not ask yet. */
  private final KeyWindows noEvents;

  private final boolean[] isNone;
  private final @Nullable SlicedRows slices;
  private @Nullable UnsafeRow next;

  AsOfIterator(AsOfTask task, Iterator<InternalRow> input) {
    this.task = task;
    this.pass = task.pass();
    this.slices = task.slices();
    this.input = input;
    this.toUnsafe = UnsafeProjection.create(task.input());
    this.reader = new AsOfRow(task);
    this.inAnyOrder = task.columns().inAnyOrder();
    this.noEvents = KeyWindows.inOrder(pass.program());
    this.isNone = new boolean[pass.sources().size()];
    this.looksAhead = pass.program().looksAhead();
    this.join = new AggregateJoin(task.input(), pass.results());
    this.values = new AggregateRow(pass.results());
  }

  private KeyWindows newWindows() {
    return inAnyOrder
        ? KeyWindows.inAnyOrder(pass.program(), pass.orders())
        : KeyWindows.inOrder(pass.program());
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    UnsafeRow row = Objects.requireNonNull(next);
    next = null;
    task.rows().add(1);
    return row;
  }

  private @Nullable UnsafeRow advance() {
    while (ready.isEmpty()) {
      if (!input.hasNext()) {
        releaseUntil(Long.MAX_VALUE);
        return ready.poll();
      }
      UnsafeRow joined = take(unsafe(input.next()));
      if (joined != null) {
        return joined;
      }
    }
    return ready.poll();
  }

  private UnsafeRow unsafe(InternalRow row) {
    return row instanceof UnsafeRow unsafe ? unsafe : toUnsafe.apply(row);
  }

  /** Takes in a row; gives it back with its aggregates if it is of the spine and need not wait. */
  private @Nullable UnsafeRow take(UnsafeRow row) {
    AsOfKey ofRow = turnTo(row);
    long time = reader.time(row);
    if (looksAhead) {
      releaseUntil(time);
    }
    int kind = reader.kind(row);
    if (kind == AsOfColumns.STATE) {
      reader.readState(row, ofRow.windows());
      return null;
    }
    if (slices != null && arrives(slices, ofRow, kind, time, row)) {
      return null;
    }
    if (kind < pass.sources().size()) {
      observe(ofRow, kind, time, row);
      return null;
    }
    if (pass.spine() >= 0) {
      observe(ofRow, pass.spine(), time, row);
    }
    return looksAhead ? hold(ofRow, row, time) : answer(ofRow, row, time);
  }

  /** Whether a row is only a copy of an event before its slice. */
  private boolean arrives(SlicedRows sliced, AsOfKey ofRow, int kind, long time, UnsafeRow row) {
    sliced.arrive(ofRow, row, time);
    if (!sliced.isCopy(row)) {
      return false;
    }
    int source = kind < pass.sources().size() ? kind : pass.spine();
    ofRow.windows().appendCopy(source, time, reader.event(source, row));
    return true;
  }

  /** The key of a row, with the events that came so far. */
  private AsOfKey turnTo(UnsafeRow row) {
    UnsafeRow ofRow = reader.key(row);
    AsOfKey before = key;
    if (before != null && before.key().equals(ofRow)) {
      return before;
    }
    releaseUntil(Long.MAX_VALUE);
    int hashOfRow = reader.hash(row);
    AsOfKey turned;
    if (before == null) {
      turned = new AsOfKey(newWindows(), ofRow.copy(), reader.sources());
    } else if (hash == hashOfRow) {
      alike.put(before.key(), before);
      AsOfKey known = alike.get(ofRow);
      turned = known != null ? known : new AsOfKey(newWindows(), ofRow.copy(), reader.sources());
    } else {
      alike.clear();
      before.become(ofRow.copy());
      turned = before;
    }
    hash = hashOfRow;
    key = turned;
    return turned;
  }

  private void observe(AsOfKey key, int source, long time, UnsafeRow row) {
    if (key.isNull()) {
      return; // a null key has no events
    }
    if (inAnyOrder) {
      // What became available late may have happened at any time.
      key.windows().advance(Math.max(time, reader.available(row)), Long.MIN_VALUE);
      key.windows()
          .observe(
              source,
              time,
              reader.identity(source, row),
              reader.available(row),
              reader.event(source, row));
    } else {
      key.windows().append(source, time, reader.event(source, row));
      reader.observed(key, source, row);
    }
  }

  private UnsafeRow answer(AsOfKey key, UnsafeRow row, long time) {
    ask(key, row, time, values);
    return join.of(row, values);
  }

  private void ask(AsOfKey key, UnsafeRow row, long time, AggregateRow results) {
    try {
      if (time < pass.asksFrom()) {
        noEvents.ask(0, isNone, results); // at any time
      } else if (inAnyOrder) {
        key.windows().ask(time, reader.asker(row), results);
      } else {
        key.windows().ask(time, reader.isLatest(key, row), results);
      }
    } catch (ArithmeticException e) {
      throw failure(results, e);
    }
  }

  private FeatureException failure(AggregateRow results, ArithmeticException e) {
    return new FeatureException(
        "Cannot compute %s: %s".formatted(pass.names().get(results.feature()), e.getMessage()), e);
  }

  private @Nullable UnsafeRow hold(AsOfKey key, UnsafeRow row, long time) {
    AggregateRow own = new AggregateRow(pass.results());
    ask(key, row, time, own);
    waiting.addLast(new Waiting(row.copy(), time, own));
    key.windows().waiting(waiting.getFirst().time());
    return null;
  }

  /** Releases the rows whose windows no event at {@code time} or later is in. */
  private void releaseUntil(long time) {
    if (waiting.isEmpty()) {
      return;
    }
    KeyWindows windows = Objects.requireNonNull(key).windows();
    while (!waiting.isEmpty()
        && (time == Long.MAX_VALUE
            || pass.program().settledAt(waiting.getFirst().time()) <= time)) {
      Waiting oldest = waiting.removeFirst();
      try {
        windows.askAhead(oldest.time(), oldest.values());
      } catch (ArithmeticException e) {
        throw failure(oldest.values(), e);
      }
      ready.addLast(join.of(oldest.row(), oldest.values()).copy());
      windows.waiting(waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().time());
    }
  }
}
