package rowan.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import rowan.graph.Node;
import rowan.plan.Pass;
import rowan.plan.Plan;

/** Saves the state of a store in a folder of this machine. */
public final class StateFolder {

  private static final int KEYS_OF_A_PART = 100_000;

  private final Path folder;
  private final Plan plan;

  /** A folder for the state of a plan; it is made when there is none. */
  public StateFolder(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Writes the windows of all keys, and the manifest last. Events that come meanwhile may be in the
   * state or not.
   *
   * @param startsAt no row that asks before, and no event that happened before, can be taken in;
   *     asked for when all windows are written, as each forgets up to a time of its own
   * @throws UncheckedIOException when the folder holds state already, or cannot be written
   * @throws StateException when events were lost for want of room, as the state could not say so
   */
  public void write(MemoryStore store, Supplier<Instant> startsAt) {
    if (store.hasLost()) {
      throw new StateException(
          "Cannot save state to %s: events of some keys were lost for want of room, and who goes on from it would not know; keep more keys"
              .formatted(folder),
          null);
    }
    try {
      Files.createDirectories(folder);
      Path manifest = folder.resolve(StateManifest.FILE);
      if (Files.exists(manifest)) {
        throw new IOException("it holds state already");
      }
      List<StateManifest.PassState> written = new ArrayList<>();
      List<Pass> passes = Pass.all(plan);
      for (int i = 0; i < passes.size(); i++) {
        List<String> by = passes.get(i).step().on().stream().map(Node::column).toList();
        written.add(new StateManifest.PassState(by, parts(store, i, passes.get(i))));
      }
      StateManifest whole =
          new StateManifest(
              plan.graph().title(), Fingerprint.of(plan), startsAt.get(), Map.of(), written);
      Path unfinished = folder.resolve(StateManifest.FILE + ".writing");
      Files.writeString(unfinished, whole.toJson());
      Files.move(unfinished, manifest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot save state to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private List<StateManifest.Part> parts(MemoryStore store, int number, Pass pass)
      throws IOException {
    KeyForm form = new KeyForm(pass.keyTypes());
    List<Object> keys = store.sortedKeys(number, form.order());
    List<StateManifest.Part> parts = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += KEYS_OF_A_PART) {
      List<Object> some = keys.subList(from, Math.min(keys.size(), from + KEYS_OF_A_PART));
      String file = "pass-%d-%05d.state".formatted(number, parts.size());
      try (StatePartWriter part =
          new StatePartWriter(file, form, Files.newOutputStream(folder.resolve(file)))) {
        for (Object key : some) {
          store.write(number, key, part);
        }
        parts.add(part.finish());
      }
    }
    return parts;
  }
}
