package rowan.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an operator that cannot evict, in a hopping window: a state for each hop. They are
 * merged as two stacks (Tangwongsan, Hirzel, Schneider, "Low-latency sliding-window aggregation in
 * worst-case constant time", 2017), so that a hop that leaves costs one merge in the long run.
 */
final class Tiles {

  private record Tile(long number, long events, Object state) {}

  private final Aggregator<Object> aggregator;

  /** The older tiles, the oldest last; each with the state of itself and all later ones in here. */
  private final List<Tile> front = new ArrayList<>();

  /** The later tiles, closed. */
  private final Deque<Tile> back = new ArrayDeque<>();

  private @Nullable Tile merged;
  private long open = Long.MIN_VALUE;
  private long openEvents;
  private Object openState;

  Tiles(Aggregator<Object> aggregator) {
    this.aggregator = aggregator;
    this.openState = aggregator.create();
  }

  /** Adds an event of a tile that is not before any other's. */
  void add(long tile, Event event) {
    if (tile != open) {
      close();
      open = tile;
    }
    aggregator.add(openState, event);
    openEvents++;
  }

  /** Adds what events add up to, of tiles that are not before any other's; as if of one. */
  void add(long tile, long events, Object state) {
    close();
    addClosed(new Tile(tile, events, state));
  }

  private void addClosed(Tile closed) {
    back.addLast(closed);
    merged = merged == null ? closed : merge(merged, closed);
  }

  private void close() {
    if (openEvents > 0) {
      addClosed(new Tile(open, openEvents, openState));
      openState = aggregator.create();
      openEvents = 0;
    }
  }

  private Tile merge(Tile earlier, Tile later) {
    return new Tile(
        earlier.number(),
        earlier.events() + later.events(),
        aggregator.merge(earlier.state(), later.state()));
  }

  /** Forgets the tiles before one. */
  void dropBefore(long tile) {
    if (openEvents > 0 && open < tile) {
      close();
    }
    while (oldest() < tile) {
      if (front.isEmpty()) {
        flip();
      }
      front.remove(front.size() - 1);
    }
  }

  private long oldest() {
    if (!front.isEmpty()) {
      return front.get(front.size() - 1).number();
    }
    return back.isEmpty() ? Long.MAX_VALUE : back.getFirst().number();
  }

  private void flip() {
    while (!back.isEmpty()) {
      Tile tile = back.removeLast();
      front.add(front.isEmpty() ? tile : merge(tile, front.get(front.size() - 1)));
    }
    merged = null;
  }

  /** How many events are in it. */
  long events() {
    return openEvents
        + (front.isEmpty() ? 0 : front.get(front.size() - 1).events())
        + (merged == null ? 0 : merged.events());
  }

  /** The state of all that is in it. */
  Object state() {
    @Nullable Tile closed = front.isEmpty() ? null : front.get(front.size() - 1);
    if (merged != null) {
      closed = closed == null ? merged : merge(closed, merged);
    }
    if (closed == null) {
      return openState;
    }
    return openEvents == 0 ? closed.state() : aggregator.merge(closed.state(), openState);
  }
}
