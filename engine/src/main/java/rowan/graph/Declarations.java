package rowan.graph;

import java.util.List;

/**
 * All that a graph is made from: the feature classes that were asked for and those they use,
 * directly or not, and the sources of all of these. Every class is named by a string, so that
 * declarations may come from compiled classes or from source code.
 */
public record Declarations(List<FeatureClass> featureClasses, List<SourceTable> sources) {
  public Declarations {
    featureClasses = List.copyOf(featureClasses);
    sources = List.copyOf(sources);
  }
}
