package rowan.spark;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import rowan.graph.CheckException;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.spark.execution.PassState;
import rowan.spark.type.SparkType;
import rowan.state.Fingerprint;
import rowan.state.SavedState;
import rowan.state.StateManifest;
import rowan.type.Micros;

/**
 * Saves what windows know of every key as of a cut in time, so that a scorer goes on from there.
 * The manifest is written last; a folder without it is not complete, and no scorer takes it.
 */
public final class StateExport {

  private static final String ADVICE = "choose another folder, or remove it";

  private final Plan plan;
  private final Instant cut;
  private final Instant startsAt;
  private final boolean replaces;

  private StateExport(Plan plan, Instant cut, Instant startsAt, boolean replaces) {
    this.plan = plan;
    this.cut = cut;
    this.startsAt = startsAt;
    this.replaces = replaces;
  }

  /**
   * The state of a plan.
   *
   * @param cut the events that happened before are in it
   * @param lateness how long before the cut rows may ask, and events that come late have happened
   */
  public static StateExport of(Plan plan, Instant cut, Duration lateness) {
    return new StateExport(plan, cut, cut.minus(lateness), false);
  }

  /** The same, whose folder may exist and is then replaced as a whole. */
  public StateExport overwriting() {
    return new StateExport(plan, cut, startsAt, true);
  }

  /**
   * Computes the state and writes it to a folder that does not exist yet.
   *
   * @throws CheckException when the folder exists; or as {@link SparkAdapter#run}
   */
  public StateManifest write(SparkAdapter adapter, String folder) {
    var lowered = (org.apache.spark.sql.classic.Dataset<Row>) adapter.lower(plan);
    Destination destination = Destination.at(lowered.sparkSession(), folder);
    if (!replaces) {
      destination.checkNew(ADVICE);
    }
    return destination.writeFolder(
        (files, path) -> {
          StateManifest manifest = manifest(lowered, path.toString());
          try (OutputStream out = files.create(new Path(path, StateManifest.FILE), false)) {
            out.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
          }
          return manifest;
        },
        replaces,
        ADVICE);
  }

  private StateManifest manifest(org.apache.spark.sql.classic.Dataset<Row> lowered, String folder) {
    List<Pass> passes = Pass.all(plan);
    List<PassState> states = PassState.in(lowered.queryExecution().analyzed());
    if (states.size() != passes.size()) {
      throw new IllegalStateException(
          "%d passes are computed by %d".formatted(passes.size(), states.size()));
    }
    List<StateManifest.PassState> written = new ArrayList<>();
    for (int i = 0; i < passes.size(); i++) {
      List<SparkType> keys =
          passes.get(i).keyTypes().stream()
              .map(type -> SparkType.of(type, plan.graph()::classNamed))
              .toList();
      List<StateManifest.Part> parts =
          states
              .get(i)
              .write(
                  lowered.sparkSession(),
                  keys,
                  folder,
                  "pass-" + i,
                  Micros.of(cut),
                  Micros.of(startsAt));
      List<String> by = passes.get(i).step().on().stream().map(Node::column).toList();
      written.add(new StateManifest.PassState(by, parts));
    }
    return new StateManifest(
        plan.graph().title(), Fingerprint.of(plan), startsAt, cuts(passes), written);
  }

  private Map<String, Instant> cuts(List<Pass> passes) {
    Map<String, Instant> cuts = new LinkedHashMap<>();
    for (SourceTable source : plan.graph().sources()) {
      boolean isSeen =
          passes.stream()
              .flatMap(pass -> pass.step().events().stream())
              .anyMatch(events -> events.source().equals(source));
      if (isSeen && source.eventTime().isPresent()) {
        cuts.put(source.table(), cut);
      }
    }
    return cuts;
  }

  /** Opens state that was saved anywhere Hadoop can read. */
  public static SavedState open(Configuration conf, String folder) {
    return SavedState.at(
        folder,
        name -> {
          Path path = new Path(folder, name);
          return path.getFileSystem(conf).open(path);
        });
  }
}
