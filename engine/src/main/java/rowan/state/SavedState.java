package rowan.state;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.type.Name;
import rowan.type.ValueReader;

/**
 * State that a batch job saved: the windows of every key as of a cut in time. It is read part by
 * part, and of each part key by key, so that only what is taken of it must fit into memory.
 */
public final class SavedState {

  /** The keys of a pass from one, included, until another; null for no end. */
  private record Range(@Nullable Object from, @Nullable Object until, boolean includesUntil) {

    static final Range ALL = new Range(null, null, false);

    boolean endsBefore(Object key, Comparator<Object> order) {
      int compared = until == null ? -1 : order.compare(key, until);
      return includesUntil ? compared > 0 : compared >= 0 && until != null;
    }

    boolean beginsAfter(Object key, Comparator<Object> order) {
      return from != null && order.compare(key, from) < 0;
    }

    boolean holds(Object key, Comparator<Object> order) {
      return !beginsAfter(key, order) && !endsBefore(key, order);
    }
  }

  private final String shown;
  private final StateFiles files;
  private final StateManifest manifest;
  private final Map<Integer, Range> ranges;

  private SavedState(
      String shown, StateFiles files, StateManifest manifest, Map<Integer, Range> ranges) {
    this.shown = shown;
    this.files = files;
    this.manifest = manifest;
    this.ranges = Map.copyOf(ranges);
  }

  /**
   * Opens the state in a folder.
   *
   * @throws StateException when it is not complete, or not one that this version reads
   */
  public static SavedState in(Path folder) {
    return at(folder.toString(), StateFiles.in(folder));
  }

  /**
   * Opens state.
   *
   * @param shown where it is, as messages show it
   * @throws StateException as {@link #in}
   */
  public static SavedState at(String shown, StateFiles files) {
    try (InputStream in = files.open(StateManifest.FILE)) {
      return new SavedState(shown, files, StateManifest.read(in), Map.of());
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw failure(shown, "it has no %s, so it is not complete".formatted(StateManifest.FILE), e);
    } catch (IOException e) {
      throw failure(shown, "its %s cannot be read".formatted(StateManifest.FILE), e);
    } catch (StateException e) {
      throw failure(shown, String.valueOf(e.getMessage()), e);
    }
  }

  static StateException failure(String shown, String why, @Nullable Throwable cause) {
    return new StateException("Cannot load the state in %s: %s".formatted(shown, why), cause);
  }

  /** What it consists of. */
  public StateManifest manifest() {
    return manifest;
  }

  /**
   * This, with only a share of the keys of a pass. Parts without any of them are not read.
   *
   * @param pass which pass of the plan
   * @param from the first key; null for the very first
   * @param until the key before which the share ends; null for the very end
   */
  public SavedState within(int pass, @Nullable Object from, @Nullable Object until) {
    return within(pass, new Range(from, until, false));
  }

  /** This, with only one key of a pass. */
  public SavedState only(int pass, Object key) {
    return within(pass, new Range(key, key, true));
  }

  private SavedState within(int pass, Range range) {
    Map<Integer, Range> all = new HashMap<>(ranges);
    all.put(pass, range);
    return new SavedState(shown, files, manifest, all);
  }

  /**
   * Checks that no event is missing of a source that is observed only from a time on. State that a
   * scorer saved does not tell: it holds what the scorer was told of.
   *
   * @throws StateException when events may be missing
   */
  public SavedState observedFrom(String source, Instant first) {
    manifest.cuts().entrySet().stream()
        .filter(cut -> Name.of(cut.getKey()).equals(Name.of(source)))
        .filter(cut -> first.isAfter(cut.getValue()))
        .forEach(
            cut -> {
              throw failure(
                  shown,
                  "it ends at %s, and events of \"%s\" are observed only from %s on, so those between are missing; observe all from %s on"
                      .formatted(cut.getValue(), cut.getKey(), first, cut.getValue()),
                  null);
            });
    return this;
  }

  /**
   * Checks that a run may go on from it.
   *
   * @param from when the rows of the run begin
   * @throws StateException when the state does not end just then, or was saved by a scorer
   */
  public void requireEndsAt(Instant from) {
    if (manifest.cuts().isEmpty()) {
      throw failure(
          shown,
          "a scorer saved it, which may hold events after %s and lack some before; begin from state that a job saved"
              .formatted(from),
          null);
    }
    manifest
        .cuts()
        .forEach(
            (source, cut) -> {
              if (!cut.equals(from)) {
                throw failure(
                    shown,
                    "it ends at %s for \"%s\", but the rows begin at %s; begin them where it ends"
                        .formatted(cut, source, from),
                    null);
              }
            });
  }

  /**
   * Checks that it is of a plan's definitions.
   *
   * @throws StateException when it is not
   */
  public void requireFor(Plan plan) {
    String wanted = Fingerprint.of(plan);
    if (!wanted.equals(manifest.fingerprint())) {
      throw failure(
          shown,
          "it is of other definitions than those of %s (fingerprint %.8s, not %.8s); export it again"
              .formatted(plan.graph().title(), manifest.fingerprint(), wanted),
          null);
    }
  }

  /**
   * Reads the keys of a pass in order, and their windows.
   *
   * @param take is given each key, and what reads its windows into empty ones
   * @throws StateException when a part is missing or damaged; what was taken by then is not whole
   */
  public void read(Plan plan, int pass, BiConsumer<Object, Consumer<KeyWindows>> take) {
    readBytes(
        plan, pass, (key, windows) -> take.accept(key, into -> into.read(reader(windows, plan))));
  }

  /** As {@link #read}, with the windows as bytes. */
  public void readBytes(Plan plan, int pass, BiConsumer<Object, byte[]> take) {
    KeyForm form = new KeyForm(Pass.all(plan).get(pass).keyTypes());
    Range range = ranges.getOrDefault(pass, Range.ALL);
    Comparator<Object> order = form.order();
    for (StateManifest.Part part : manifest.passes().get(pass).parts()) {
      Object first = form.decode(part.first(), plan.graph()::classNamed);
      Object last = form.decode(part.last(), plan.graph()::classNamed);
      if (!range.beginsAfter(last, order) && !range.endsBefore(first, order)) {
        read(part, form, range, plan, take);
      }
    }
  }

  private void read(
      StateManifest.Part part,
      KeyForm form,
      Range range,
      Plan plan,
      BiConsumer<Object, byte[]> take) {
    Comparator<Object> order = form.order();
    try (StatePartReader keys =
        new StatePartReader(shown, files, part, form, plan.graph()::classNamed)) {
      for (StatePartReader.Entry entry = keys.next(); entry != null; entry = keys.next()) {
        if (range.holds(entry.key(), order)) {
          take(entry, keys, take);
        }
      }
    } catch (IOException e) {
      throw failure(shown, "its part %s cannot be closed".formatted(part.file()), e);
    }
  }

  private static void take(
      StatePartReader.Entry entry, StatePartReader keys, BiConsumer<Object, byte[]> take) {
    try {
      take.accept(entry.key(), entry.windows());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw keys.damaged(e); // the checksum, at the end, would have told it too
    }
  }

  private static ValueReader reader(byte[] bytes, Plan plan) {
    return new ValueReader(
        new DataInputStream(new ByteArrayInputStream(bytes)), plan.graph()::classNamed);
  }
}
