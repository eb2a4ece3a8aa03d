package rowan.inprocess;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.aggregate.KeyWindows;
import rowan.graph.Graph;
import rowan.plan.Events;
import rowan.plan.FeatureException;
import rowan.plan.Pass;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.state.EmptyWindows;
import rowan.state.WindowStore.PassKey;
import rowan.type.Micros;

/** Asks the windows of a row's key for all that one pass computes. */
final class PassStage {

  /**
   * A row that asks.
   *
   * @param shown the row as messages show it
   * @param own the row as an event of its source; null when it asks as no event
   * @param listener is told what the row does not see; null when nobody is
   */
  record Asking(
      Object shown,
      long asOf,
      SourceObserver.@Nullable Event own,
      @Nullable ScoreListener listener) {}

  private final Pass pass;
  private final int number;
  private final SlotKey key;
  private final SlotResults results;
  private final Supplier<KeyWindows> none;
  private final @Nullable SourceObserver observer;

  /**
   * @param number of the pass in its plan
   * @param observer what reads a row of the spine as an event; null when rows ask as no event
   */
  PassStage(
      Graph graph, Pass pass, int number, SlotTable table, @Nullable SourceObserver observer) {
    this.pass = pass;
    this.number = number;
    this.observer = observer;
    pass.features().forEach(table::add);
    this.key = new SlotKey(pass.step().on(), pass.keyTypes(), table, graph::classNamed);
    this.results = new SlotResults(pass.features(), table);
    this.none = EmptyWindows.of(graph, pass, Integer.MAX_VALUE);
  }

  /** The key that a row asks for; null when it has none. */
  @Nullable PassKey key(Slots slots) {
    Object value = key.of(slots);
    return value == null ? null : new PassKey(number, value);
  }

  /**
   * Fills the slots of the pass's features.
   *
   * @param value the row's key; null when it has none
   * @param windows those of the key; null to ask such as know no events
   * @return false when events were lost that the row should see
   */
  boolean ask(Slots slots, Asking asking, @Nullable PassKey value, @Nullable KeyWindows windows) {
    KeyWindows asked = windows == null ? none.get() : windows;
    SlotResults.Into into = results.into(slots, asking.listener());
    try {
      asked.ask(asking.asOf(), asker(asking, value), into);
      return asked.isComplete(asking.asOf());
    } catch (ArithmeticException e) {
      throw new FeatureException(
          "Cannot compute %s: %s, in row %s"
              .formatted(
                  pass.features().get(into.feature()).name(), e.getMessage(), asking.shown()),
          e);
    } catch (IllegalStateException e) {
      throw new FeatureException(
          "Cannot score row %s: it asks as of %s, and %s"
              .formatted(asking.shown(), Micros.instant(asking.asOf()), e.getMessage()),
          e);
    }
  }

  private KeyWindows.Asker asker(Asking asking, @Nullable PassKey value) {
    return new KeyWindows.Asker() {
      @Override
      public boolean isEventOf(int events) {
        return asking.own() != null && observer != null && isOwn(events);
      }

      private boolean isOwn(int events) {
        Events asked = pass.step().events().get(events);
        return observer != null && asked.source().equals(observer.source());
      }

      @Override
      public Object rowKey(int events) {
        return java.util.Objects.requireNonNull(asking.own()).identity();
      }

      @Override
      public @Nullable EventRow event(int events) {
        SourceObserver.Event own = asking.own();
        if (own == null
            || observer == null
            || value == null
            || own.availableFrom() > asking.asOf()) {
          return null;
        }
        return observer.valuesOf(own, number, events, value.key());
      }
    };
  }
}
