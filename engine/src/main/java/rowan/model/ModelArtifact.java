package rowan.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rowan.fit.FittedValues;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/**
 * A trained model and what one must know to use it: a folder of {@code model.json} (see {@link
 * ModelFile}), {@code fitted.json} where the inputs need fitted values, and {@code artifact.json},
 * which names the graph and the score, lists the inputs and holds the fingerprints of the other
 * files, so that a folder that was copied in part is refused.
 *
 * <pre>{@code
 * ModelArtifact artifact = ModelArtifact.read(Path.of("model"));
 * Plan plan = artifact.plan(Graph.of(FraudModel.class));
 * Scorer scorer = Scorer.of(plan, artifact.inputs(plan));
 * }</pre>
 *
 * @param graph the graph, as commands name it
 * @param score the feature that the model gives
 * @param inputs the names of what the model reads, in its order
 * @param fitted the fitted values that the inputs need, as {@link FittedValues#toJson} gives them
 * @param about what else is known, such as when it was trained and on what, in words
 */
public record ModelArtifact(
    String graph,
    String score,
    List<String> inputs,
    TrainedModel model,
    Optional<String> fitted,
    Map<String, String> about) {

  /** The file with the model. */
  public static final String MODEL = "model.json";

  /** The file with the fitted values; there is none where none are needed. */
  public static final String FITTED = "fitted.json";

  /** The file with all else; written last. */
  public static final String MANIFEST = "artifact.json";

  public ModelArtifact {
    inputs = List.copyOf(inputs);
    about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    if (inputs.size() != model.inputs()) {
      throw new IllegalArgumentException(
          "The model takes %d inputs, but %d are named".formatted(model.inputs(), inputs.size()));
    }
  }

  /** Opens the files of a folder, wherever it is. */
  @FunctionalInterface
  public interface Folder {
    InputStream open(String file) throws IOException;
  }

  /**
   * Reads a folder on this machine.
   *
   * @throws CheckException when a file is missing, or not what it should be
   */
  public static ModelArtifact read(Path folder) {
    return read(file -> Files.newInputStream(folder.resolve(file)), folder.toString());
  }

  /**
   * Reads a folder.
   *
   * @param name what an error calls it
   * @throws CheckException when a file is missing, or not what it should be
   */
  public static ModelArtifact read(Folder folder, String name) {
    try {
      ArtifactManifest manifest = ArtifactManifest.read(manifest(folder));
      byte[] model = bytes(folder, MODEL, manifest.modelFingerprint());
      Optional<String> fitted = Optional.empty();
      if (manifest.fittedFingerprint().isPresent()) {
        byte[] text = bytes(folder, FITTED, manifest.fittedFingerprint().get());
        fitted = Optional.of(new String(text, StandardCharsets.UTF_8));
      }
      return new ModelArtifact(
          manifest.graph(),
          manifest.score(),
          manifest.inputs(),
          ModelFile.read(new ByteArrayInputStream(model), name + "/" + MODEL),
          fitted,
          manifest.about());
    } catch (IOException e) {
      throw unreadable(name, "It cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw unreadable(name, "It is no complete model: " + e.getMessage() + ".", e);
    }
  }

  private static byte[] manifest(Folder folder) throws IOException {
    try {
      return bytes(folder, MANIFEST);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IllegalArgumentException("it has no " + MANIFEST, e);
    }
  }

  private static byte[] bytes(Folder folder, String file, String fingerprint) throws IOException {
    byte[] bytes = bytes(folder, file);
    if (!sha256(bytes).equals(fingerprint)) {
      throw new IllegalArgumentException(
          file + " is not the one that " + MANIFEST + " was written for");
    }
    return bytes;
  }

  private static byte[] bytes(Folder folder, String file) throws IOException {
    try (InputStream in = folder.open(file)) {
      return in.readAllBytes();
    }
  }

  private static CheckException unreadable(String name, String message, Exception cause) {
    CheckException unreadable =
        new CheckException(
            "Cannot read the model", List.of(Problem.at("model-folder", name, message)));
    unreadable.initCause(cause);
    return unreadable;
  }

  /** The files to write, in the order in which to write them. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(MODEL, modelBytes());
    fitted.ifPresent(json -> files.put(FITTED, json.getBytes(StandardCharsets.UTF_8)));
    ArtifactManifest manifest =
        new ArtifactManifest(
            graph,
            score,
            inputs,
            sha256(Objects.requireNonNull(files.get(MODEL))),
            Optional.ofNullable(files.get(FITTED)).map(ModelArtifact::sha256),
            about);
    files.put(MANIFEST, manifest.bytes());
    return files;
  }

  private byte[] modelBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelFile.write(model, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no such errors
    }
    return bytes.toByteArray();
  }

  /**
   * Where the graph uses the model.
   *
   * @throws CheckException when the graph has no such score, or its vector is another one by now
   */
  public ModelUse in(Graph loaded) {
    ModelUse use = ModelUse.of(loaded, Optional.of(score));
    if (!use.inputs().equals(inputs)) {
      throw new CheckException(
          "Cannot use the model for " + score,
          List.of(
              Problem.at(
                  "other-inputs",
                  "\"" + use.vector().name() + "\"",
                  "The model was trained on %s, but the vector is now %s; train it anew."
                      .formatted(inputs, use.inputs()))));
    }
    return use;
  }

  /**
   * The plan of the score, for rows that ask at their own event time.
   *
   * @throws CheckException as {@link #in}
   */
  public Plan plan(Graph loaded) {
    return Plan.of(loaded, in(loaded).score().name());
  }

  /**
   * What this gives to a plan of the graph: the model and the fitted values, as far as the plan
   * takes them.
   *
   * @throws CheckException as {@link #in}, and when a value was fitted by another definition than
   *     the graph has now
   */
  public Inputs inputs(Plan plan) {
    Inputs given = Inputs.of(in(plan.graph()).model().name(), model).neededBy(plan);
    return fitted
        .map(json -> FittedValues.read(plan.graph(), json).giveTo(plan, given))
        .orElse(given);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
