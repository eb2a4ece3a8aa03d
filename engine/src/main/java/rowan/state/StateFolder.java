package rowan.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rowan.graph.Node;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.type.Micros;

/** Saves the state of a store in a folder of this machine. */
public final class StateFolder {

  private static final int KEYS_OF_A_PART = 100_000;
  private static final int KEYS_AT_ONCE = 100;

  private final Path folder;
  private final Plan plan;
  private final List<Path> begun = new ArrayList<>();

  /** A folder for the state of a plan; it is made when there is none. */
  public StateFolder(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Writes the windows of all keys, and the manifest last. Events that come meanwhile may be in the
   * state or not.
   *
   * @param clock says what rows may still ask
   * @throws UncheckedIOException when the folder holds state already, or cannot be written
   * @throws StateException when events were lost for want of room, as the state could not say so
   */
  public void write(WindowStore store, EventClock clock) {
    if (store.hasLost()) {
      throw new StateException(
          "Cannot save state to %s: events of some keys were lost for want of room, and who goes on from it would not know; keep more keys"
              .formatted(folder),
          null);
    }
    boolean isWhole = false;
    try {
      begin();
      writeAll(store, clock);
      isWhole = true;
    } catch (UncheckedIOException e) {
      throw failure(requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (!isWhole) {
        removeBegun();
      }
    }
  }

  private void begin() throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve(StateManifest.FILE))) {
      throw new IOException("it holds state already");
    }
  }

  private void writeAll(WindowStore store, EventClock clock) throws IOException {
    List<StateManifest.PassState> written = new ArrayList<>();
    List<Pass> passes = Pass.all(plan);
    for (int i = 0; i < passes.size(); i++) {
      List<String> by = passes.get(i).step().on().stream().map(Node::column).toList();
      written.add(new StateManifest.PassState(by, parts(store, clock, i, passes.get(i))));
    }
    // Asked for last, as the windows of each key forget up to a time of their own.
    Instant startsAt = Micros.instant(clock.horizon());
    StateManifest whole =
        new StateManifest(plan.graph().title(), Fingerprint.of(plan), startsAt, Map.of(), written);
    Path unfinished = begun(StateManifest.FILE + ".writing");
    Files.writeString(unfinished, whole.toJson());
    Files.move(unfinished, folder.resolve(StateManifest.FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path begun(String file) {
    Path path = folder.resolve(file);
    begun.add(path);
    return path;
  }

  /** Gives back the room: what is begun is of no use, and a full disk needs it. */
  private void removeBegun() {
    for (Path file : begun) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Why the state was not saved is told; without a manifest nobody takes the file for one.
      }
    }
  }

  private UncheckedIOException failure(IOException e) {
    return new UncheckedIOException(
        "Cannot save state to %s: %s".formatted(folder, e.getMessage()), e);
  }

  private List<StateManifest.Part> parts(WindowStore store, EventClock clock, int number, Pass pass)
      throws IOException {
    KeyForm form = new KeyForm(pass.keyTypes());
    List<WindowStore.PassKey> keys =
        store.keys(number).stream()
            .sorted(form.order())
            .map(key -> new WindowStore.PassKey(number, key))
            .toList();
    List<StateManifest.Part> parts = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += KEYS_OF_A_PART) {
      List<WindowStore.PassKey> some =
          keys.subList(from, Math.min(keys.size(), from + KEYS_OF_A_PART));
      String file = "pass-%d-%05d.state".formatted(number, parts.size());
      try (StatePartWriter part =
          new StatePartWriter(file, form, Files.newOutputStream(begun(file)))) {
        write(store, clock, some, part);
        parts.add(part.finish());
      }
    }
    return parts;
  }

  private static void write(
      WindowStore store, EventClock clock, List<WindowStore.PassKey> keys, StatePartWriter part) {
    for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      List<WindowStore.PassKey> some =
          keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
      store.ask(
          some,
          (i, windows) -> {
            long horizon = clock.horizon();
            windows.advance(horizon, horizon);
            try {
              part.write(some.get(i).key(), windows);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
