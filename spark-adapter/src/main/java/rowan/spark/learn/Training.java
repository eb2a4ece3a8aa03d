package rowan.spark.learn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.model.ModelUse;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.SparkAdapter;

/**
 * Trains the model that a graph uses for a score. The score says by tags what its model learns:
 * {@code label} names what came true, {@code group} whom a row is about.
 */
public final class Training {

  private static final String LABEL_TAG = "label";
  private static final String GROUP_TAG = "group";
  private static final int VALIDATIONS = 1;
  private static final int FOLDS = 3;

  private final Graph graph;
  private final ModelUse use;

  private Training(Graph graph, ModelUse use) {
    this.graph = graph;
    this.use = use;
  }

  /**
   * The training of the model of a score. Fitted values that its vector needs are fitted on the
   * rows that the model learns from.
   */
  public static Training of(Graph graph, ModelUse use) {
    return new Training(graph, use);
  }

  /**
   * What the model learns to predict.
   *
   * @throws CheckException when the score has no tag that names it
   */
  public Node label() {
    return graph.node(tag(LABEL_TAG));
  }

  private String tag(String name) {
    return Optional.ofNullable(use.score().tags().get(name))
        .orElseThrow(
            () ->
                new CheckException(
                    "Cannot train the model of " + use.score().name(),
                    List.of(
                        Problem.at(
                            "missing-tag",
                            "\"" + use.score().name() + "\"",
                            "Its tag \"%s\" is missing: @Tag(name = \"%s\", value = ...)."
                                .formatted(name, name)))));
  }

  /**
   * Trains on a time, tests on a later one.
   *
   * @param adapter with the sources
   */
  public Trained cards(SparkAdapter adapter, TimeSplit split, TrainingRequest request) {
    List<Candidate> candidates = ModelFamilies.named(ModelFamilies.cards(), request.family());
    boolean chooses = candidates.size() > 1;
    Instant from = chooses ? split.before(VALIDATIONS - 1).from() : split.from();
    Plan plan =
        Plan.of(graph, use.vector().name(), label().name(), graph.node(tag(GROUP_TAG)).name());
    ExampleColumns columns = columns(graph.node(tag(GROUP_TAG)).column());
    CardExamples examples =
        FittedExamples.of(plan, columns, label())
            .<CardExamples>map(fitted -> new FittedCardExamples(fitted, adapter))
            .orElseGet(
                () -> {
                  String time = between(plan.spine().orElseThrow(), from, split.testedUntil());
                  return CardExamples.of(examples(adapter.where(time), plan, columns));
                });
    Map<String, String> about = about(request);
    about.put("trained on rows from", split.from().toString());
    about.put("trained on rows until", split.trainedUntil().toString());
    about.put("tested on rows from", split.testedFrom().toString());
    about.put("tested on rows until", split.testedUntil().toString());
    return train(new CardExperiment(examples, split, VALIDATIONS), candidates, request, about);
  }

  private static String between(SourceTable spine, Instant from, Instant until) {
    String time = spine.eventTime().map(Component::column).orElseThrow();
    return TimeSplit.between(time, from.toString(), until.toString());
  }

  /**
   * Trains on the customers who are not held out, tests on those who are.
   *
   * @param adapter with the sources
   * @param heldOut the keys of customers, in a column named as the row key of their source; empty
   *     for one in ten, told by a hash of the key
   */
  public Trained customers(
      SparkAdapter adapter, Instant asOf, Optional<Dataset<Row>> heldOut, TrainingRequest request) {
    List<Candidate> candidates = ModelFamilies.named(ModelFamilies.customers(), request.family());
    Request inputs = Request.of(List.of(use.vector().name(), label().name()));
    Plan plan = Plan.of(graph, inputs.spine(use.score().source().orElseThrow()).asOf(asOf));
    SourceTable spine = plan.spine().orElseThrow();
    String key = spine.rowKey().get(0).column();
    Dataset<Row> customers =
        groups(adapter.run(Plan.of(graph, spine.table() + "." + key)), key).cache();
    Dataset<Row> tested =
        heldOut.map(keys -> groups(keys, key)).orElseGet(() -> oneInTen(customers));
    checkHeldOut(customers, tested);
    Map<String, String> about = about(request);
    about.put("as of", asOf.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    return train(
        new CustomerExperiment(examples(adapter, plan, key), customers, tested, FOLDS),
        candidates,
        request,
        about);
  }

  private void checkHeldOut(Dataset<Row> customers, Dataset<Row> tested) {
    long all = customers.count();
    long held = customers.join(tested, new String[] {Examples.GROUP}, "left_semi").count();
    if (held == 0 || held == all) {
      throw new CheckException(
          "Cannot train the model of " + use.score().name(),
          List.of(
              Problem.at(
                  "held-out",
                  "\"" + use.score().name() + "\"",
                  "Of %d customers %d are held out; hold out some to test with, and leave others to learn from."
                      .formatted(all, held))));
    }
  }

  private CustomerExamples examples(SparkAdapter adapter, Plan plan, String key) {
    ExampleColumns columns = columns(key);
    return FittedExamples.of(plan, columns, label())
        .map(fitted -> CustomerExamples.of(fitted, adapter, key))
        .orElseGet(() -> CustomerExamples.of(examples(adapter, plan, columns)));
  }

  private static Dataset<Row> groups(Dataset<Row> rows, String key) {
    return rows.select(Examples.column(key).cast(DataTypes.LongType).as(Examples.GROUP));
  }

  private static Dataset<Row> oneInTen(Dataset<Row> customers) {
    Column hash = functions.xxhash64(Examples.column(Examples.GROUP));
    return customers.where(functions.pmod(hash, functions.lit(10)).equalTo(0));
  }

  private ExampleColumns columns(String group) {
    return new ExampleColumns(group, label().column(), use.vector().column());
  }

  private static Dataset<Row> examples(SparkAdapter adapter, Plan plan, ExampleColumns columns) {
    return Examples.of(adapter.run(plan), plan, columns).cache();
  }

  private Map<String, String> about(TrainingRequest request) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("model", request.family());
    about.put("predicts", label().name());
    about.put("definitions", DefinitionsFingerprint.of(graph, use.score()));
    return about;
  }

  private static Trained train(
      Experiment experiment,
      List<Candidate> candidates,
      TrainingRequest request,
      Map<String, String> about) {
    Search.Found found =
        new Search(experiment, request.progress()).run(candidates, request.seeds());
    about.put("settings", found.settings());
    about.put("seeds", String.valueOf(request.seeds()));
    addData(experiment.training(), about);
    return new Trained(found.model(), experiment.fitted(), found.together(), found.mean(), about);
  }

  /** Whatever the order of the rows, the same rows have the same fingerprint. */
  private static void addData(Dataset<Row> rows, Map<String, String> about) {
    Row data =
        rows.select(
                functions.count(functions.lit(1)),
                functions.sum(functions.signum(Examples.column(Examples.LABEL))),
                functions.bit_xor(
                    functions.xxhash64(
                        Examples.column(Examples.AT),
                        Examples.column(Examples.GROUP),
                        Examples.column(Examples.LABEL),
                        Examples.column(Examples.INPUTS))))
            .first();
    about.put("rows", String.valueOf(data.getLong(0)));
    about.put("rows with a positive label", String.valueOf((long) data.getDouble(1)));
    about.put("data", Long.toHexString(data.getLong(2)));
  }
}
