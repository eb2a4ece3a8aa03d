package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rowan.type.Type;

/**
 * All aggregates of a key that are computed together. Features of one source and window share a
 * frame, and those of equal algorithms over the same events share a state in it.
 */
public final class WindowProgram implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<List<Type>> sources;
  private final List<FrameProgram> frames;
  private final int features;

  /**
   * Groups features.
   *
   * @param sources for each source the types of its columns
   */
  public WindowProgram(List<List<Type>> sources, List<WindowFeature> features) {
    this.sources = sources.stream().map(List::copyOf).toList();
    this.features = features.size();
    Map<List<Object>, FrameProgram> byWindow = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      WindowFeature feature = features.get(i);
      byWindow
          .computeIfAbsent(
              List.of(feature.source(), feature.window()),
              key -> new FrameProgram(feature.source(), feature.window()))
          .add(i, feature);
    }
    this.frames = new ArrayList<>(byWindow.values());
  }

  /** For each source the types of its columns. */
  public List<List<Type>> sources() {
    return sources;
  }

  /** How many features there are. */
  public int features() {
    return features;
  }

  /** Whether some feature must wait for events after the asking row. */
  public boolean looksAhead() {
    return frames.stream().anyMatch(frame -> frame.window().looksAhead());
  }

  /**
   * The first microsecond after which no event changes what a row that asks at {@code time} sees.
   */
  public long settledAt(long time) {
    return frames.stream()
        .filter(frame -> frame.window().looksAhead())
        .mapToLong(frame -> frame.window().until(time))
        .max()
        .orElse(time);
  }

  List<FrameProgram> frames() {
    return frames;
  }
}
