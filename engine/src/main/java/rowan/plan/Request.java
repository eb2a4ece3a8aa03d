package rowan.plan;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants of a graph.
 *
 * @param features the names of the wanted features, in the order of the output
 * @param overrides the names of nodes whose value the caller gives as if they were inputs; what
 *     only they depend on is not computed
 * @param spine the source whose rows to compute features for; empty when the features say
 * @param asOf when all rows ask; empty when each asks at its own event time
 */
public record Request(
    List<String> features, Set<String> overrides, Optional<String> spine, Optional<Instant> asOf) {

  public Request {
    features = List.copyOf(features);
    overrides = Set.copyOf(overrides);
  }

  /** Asks for features, by name in any spelling. */
  public static Request of(String... features) {
    return of(Arrays.asList(features));
  }

  /** Asks for features, by name in any spelling. */
  public static Request of(List<String> features) {
    return new Request(features, Set.of(), Optional.empty(), Optional.empty());
  }

  /** This request, with further nodes whose values the caller gives. */
  public Request overriding(String... nodes) {
    Set<String> all = new LinkedHashSet<>(overrides);
    all.addAll(Arrays.asList(nodes));
    return new Request(features, all, spine, asOf);
  }

  /** This request, for the rows of a source, by its name in any spelling. */
  public Request spine(String source) {
    return new Request(features, overrides, Optional.of(source), asOf);
  }

  /** This request, with all rows asking at one time. */
  public Request asOf(Instant time) {
    return new Request(features, overrides, spine, Optional.of(time));
  }
}
