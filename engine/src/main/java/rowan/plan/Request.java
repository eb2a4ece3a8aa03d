package rowan.plan;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody wants of a graph.
 *
 * @param features the names of the wanted features, in the order of the output
 * @param overrides the names of nodes whose value the caller gives as if they were inputs; what
 *     only they depend on is not computed
 */
public record Request(List<String> features, Set<String> overrides) {

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
    return new Request(features, Set.of());
  }

  /** This request, with further nodes whose values the caller gives. */
  public Request overriding(String... nodes) {
    Set<String> all = new LinkedHashSet<>(overrides);
    all.addAll(Arrays.asList(nodes));
    return new Request(features, all);
  }
}
