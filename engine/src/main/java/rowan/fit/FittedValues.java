package rowan.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.type.Micros;

/**
 * The fitted values of a graph, frozen: by name, with what they were fitted over and by which
 * definitions. Immutable; as JSON they keep every bit.
 */
public final class FittedValues {

  private final Graph graph;
  private final Map<String, @Nullable Object> values;
  private final List<TrainingRows> training;

  FittedValues(Graph graph, Map<String, @Nullable Object> values, List<TrainingRows> training) {
    this.graph = graph;
    this.values = Collections.unmodifiableMap(values);
    this.training = List.copyOf(training);
  }

  static FittedValues none(Graph graph) {
    return new FittedValues(graph, Map.of(), List.of());
  }

  static FittedValues of(FitStep step, Map<String, @Nullable Object> values, FitState state) {
    boolean timed = step.source().eventTime().isPresent() && state.rows > 0;
    TrainingRows rows =
        new TrainingRows(
            step.source().table(),
            List.copyOf(values.keySet()),
            state.rows,
            timed ? Optional.of(Micros.instant(state.first)) : Optional.empty(),
            timed ? Optional.of(Micros.instant(state.last)) : Optional.empty());
    return new FittedValues(step.plan().graph(), values, List.of(rows));
  }

  FittedValues with(FittedValues more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
    all.putAll(more.values);
    List<TrainingRows> rows = new ArrayList<>(training);
    rows.addAll(more.training);
    return new FittedValues(graph, all, rows);
  }

  /** The values by the names of their nodes, in the order in which they were fitted. */
  public Map<String, @Nullable Object> values() {
    return values;
  }

  /** What each pass was fitted over, in order. */
  public List<TrainingRows> training() {
    return training;
  }

  /**
   * What a plan is given: the values of these that it needs, beside what is given by hand, which
   * wins.
   */
  public Inputs giveTo(Plan plan, Inputs byHand) {
    Inputs given = byHand;
    for (Node node : plan.supply().nodes()) {
      if (values.containsKey(node.name()) && !byHand.contains(node.name())) {
        given = given.with(node.name(), values.get(node.name()));
      }
    }
    return given;
  }

  /** The graph whose values they are. */
  Graph graph() {
    return graph;
  }

  /** The values as JSON, for {@link #read}. */
  public String toJson() {
    return FittedWriter.write(this);
  }

  /**
   * The values that {@link #toJson} wrote. Values that the graph no longer has are left out.
   *
   * @throws CheckException when the text is something else, or a value was fitted by another
   *     definition than the graph has now
   */
  public static FittedValues read(Graph graph, String text) {
    return FittedReader.read(graph, text);
  }
}
