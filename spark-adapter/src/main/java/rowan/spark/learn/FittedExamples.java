package rowan.spark.learn;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.fit.FitPlan;
import rowan.fit.FittedValues;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.OutOfFold;
import rowan.spark.SparkAdapter;

/**
 * Examples whose inputs need fitted values. These are fitted on the rows that a model learns from
 * and no others. Where they know the labels of these rows, as a target mean does, each row that is
 * learned from is given values that were fitted without it; or the model would learn to trust what
 * is just its own label.
 */
final class FittedExamples {

  /** How many parts of the rows are, in turn, left out of what they are given. */
  private static final int FOLDS = 5;

  private final Plan plan;
  private final FitPlan fits;
  private final ExampleColumns columns;
  private final boolean knowLabels;

  private FittedExamples(Plan plan, FitPlan fits, ExampleColumns columns, boolean knowLabels) {
    this.plan = plan;
    this.fits = fits;
    this.columns = columns;
    this.knowLabels = knowLabels;
  }

  /**
   * The examples of a plan; empty when its features need no fitted values.
   *
   * @param label what the examples are examples of
   * @throws CheckException when values are fitted on rows of another source, of which no split says
   *     which are to be learned from
   */
  static Optional<FittedExamples> of(Plan plan, ExampleColumns columns, Node label) {
    Graph graph = plan.graph();
    List<Node> fitted =
        graph.upstreamOf(plan.features(), Set.of()).stream().filter(Node::isFitted).toList();
    if (fitted.isEmpty()) {
      return Optional.empty();
    }
    List<String> wanted = plan.features().stream().map(Node::name).toList();
    FitPlan fits = FitPlan.of(graph, new Request(wanted, Set.of(), Optional.empty(), plan.asOf()));
    check(fits, plan.spine().orElseThrow());
    boolean knowLabels =
        fitted.stream().anyMatch(node -> graph.upstreamOf(node.name()).contains(label));
    return Optional.of(new FittedExamples(plan, fits, columns, knowLabels));
  }

  private static void check(FitPlan fits, SourceTable spine) {
    List<Problem> others =
        fits.steps().stream()
            .filter(step -> !step.source().equals(spine))
            .flatMap(step -> step.values().stream())
            .map(
                node ->
                    Problem.at(
                        "other-training-rows",
                        node.definition().place(),
                        "It is fitted over another source than \"%s\", whose rows the model learns from; declare it in a feature class of that source."
                            .formatted(spine.table())))
            .toList();
    if (!others.isEmpty()) {
      throw new CheckException("Cannot train on " + fits.graph().title(), others);
    }
  }

  /** The source of the rows. */
  SourceTable spine() {
    return plan.spine().orElseThrow();
  }

  /**
   * Fits on some rows, and computes examples with what was fitted.
   *
   * @param training gives the rows to learn from
   * @param served gives the rows to use a model on
   */
  SplitExamples fit(SparkAdapter training, SparkAdapter served) {
    FittedValues fitted = training.fit(fits);
    Dataset<Row> learned =
        knowLabels
            ? OutOfFold.fit(training, fits, spine(), FOLDS).run(plan)
            : training.fitted(fitted).run(plan);
    return new SplitExamples(
        Examples.of(learned, plan, columns).cache(),
        Examples.of(served.fitted(fitted).run(plan), plan, columns).cache(),
        Optional.of(fitted));
  }
}
