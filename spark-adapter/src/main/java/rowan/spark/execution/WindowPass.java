package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import rowan.aggregate.EventOrder;
import rowan.aggregate.WindowProgram;
import rowan.spark.type.SparkType;

/**
 * What one pass over the rows of each key computes.
 *
 * @param program the windows and operators
 * @param names the names of the features, for errors
 * @param results the types of the features
 * @param sources whose events are seen
 * @param spine the source for whose events the rows of the spine themselves stand; the events of
 *     all others are rows of their own, before the rows that they are; -1 when there is none
 * @param asksFrom the time before which rows of the spine are but events: they get what rows get
 *     that see none
 */
public record WindowPass(
    WindowProgram program,
    List<String> names,
    List<SparkType> results,
    List<SourceEvents> sources,
    int spine,
    long asksFrom)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public WindowPass {
    names = new ArrayList<>(names);
    results = new ArrayList<>(results);
    sources = new ArrayList<>(sources);
  }

  /** For each source the order of its events. */
  List<EventOrder> orders() {
    return sources.stream().map(SourceEvents::order).toList();
  }
}
