package rowan.plan;

import java.util.List;
import rowan.graph.Node;
import rowan.graph.SourceTable;

/** One step of a plan. Steps are run in order; each adds columns to those before it. */
public sealed interface Step {

  /** Reads columns of a source: those that the features need, not more. */
  record Scan(SourceTable source, List<Node> columns) implements Step {
    public Scan {
      columns = List.copyOf(columns);
    }
  }

  /** Takes values from the caller, the same for all rows: inputs, fitted values and overrides. */
  record Supply(List<Node> nodes) implements Step {
    public Supply {
      nodes = List.copyOf(nodes);
    }
  }

  /** Computes, row by row, features that do not depend on each other. */
  record RowFeatures(List<Node> nodes) implements Step {
    public RowFeatures {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * Computes, in one pass over the rows of a key in order of time, what sources know of that key as
   * of each row's time.
   *
   * @param on the nodes of the spine row that are its key, in order
   * @param events whose events are seen, in order of the sources' declaration
   */
  record Aggregates(List<Node> on, List<Events> events) implements Step {
    public Aggregates {
      on = List.copyOf(on);
      events = List.copyOf(events);
    }
  }

  /** Keeps what identifies a row (its row key and event time) and the wanted features. */
  record Select(List<Node> identity, List<Node> features) implements Step {
    public Select {
      identity = List.copyOf(identity);
      features = List.copyOf(features);
    }
  }
}
