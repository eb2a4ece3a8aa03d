package rowan.graph;

import java.util.List;
import java.util.Optional;

/**
 * A feature class, as declared.
 *
 * @param className its binary name
 * @param annotated whether it is marked as a feature class
 * @param source the binary name of the record whose rows it describes
 * @param uses the binary names of the classes whose features it may read
 * @param over which events its operators see, unless they say so themselves
 * @param methods its methods that are not private, by name
 */
public record FeatureClass(
    String className,
    boolean annotated,
    boolean isInterface,
    boolean isPublic,
    boolean isExtension,
    Optional<String> source,
    List<String> uses,
    Optional<OverUse> over,
    List<Method> methods) {

  public FeatureClass {
    uses = List.copyOf(uses);
    methods = List.copyOf(methods);
  }

  /** The class without its package. */
  public String simpleName() {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }
}
