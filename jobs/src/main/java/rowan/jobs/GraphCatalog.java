package rowan.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.type.Name;

/**
 * The graphs that can be asked for by name. Any jar can add some, with a file {@value #RESOURCE} of
 * lines {@code name=class} or {@code name=class,class}.
 */
final class GraphCatalog {

  static final String RESOURCE = "META-INF/rowan/graphs.properties";

  private static final String FAILED = "Cannot find the graph";

  private final ClassLoader loader;
  private final SortedMap<Name, Set<List<String>>> declared = new TreeMap<>();

  private GraphCatalog(ClassLoader loader) {
    this.loader = loader;
  }

  /** The graphs of the context class loader: the one that knows the jars of {@code --jars}. */
  static GraphCatalog onClassPath() {
    return of(Thread.currentThread().getContextClassLoader());
  }

  /** The graphs that a class loader knows. */
  static GraphCatalog of(ClassLoader loader) {
    GraphCatalog catalog = new GraphCatalog(loader);
    try {
      for (URL file : Collections.list(loader.getResources(RESOURCE))) {
        catalog.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE + ": " + e.getMessage(), e);
    }
    return catalog;
  }

  private void add(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // a jar that is replaced while this process runs is read anew
    Properties properties = new Properties();
    try (InputStream in = connection.getInputStream()) {
      properties.load(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Cannot read " + file + ": " + e.getMessage(), e);
    }
    for (String name : properties.stringPropertyNames()) {
      List<String> classes =
          Arrays.stream(properties.getProperty(name).split(",", -1)).map(String::strip).toList();
      declared.computeIfAbsent(Name.of(name), key -> new LinkedHashSet<>()).add(classes);
    }
  }

  /** A line for each graph: its name and its feature classes. */
  List<String> lines() {
    int width =
        declared.keySet().stream().mapToInt(name -> name.spelled().length()).max().orElse(0);
    return declared.entrySet().stream()
        .map(
            entry ->
                entry.getKey().spelled()
                    + " ".repeat(width - entry.getKey().spelled().length() + 2)
                    + entry.getValue().stream()
                        .map(GraphCatalog::joined)
                        .collect(Collectors.joining(" or ")))
        .toList();
  }

  private static String joined(List<String> classes) {
    return String.join(", ", classes);
  }

  /**
   * The graph of a short name, or of the feature class of this name.
   *
   * @throws CheckException when there is none, or with every problem of the graph
   */
  Graph load(String name) {
    Set<List<String>> found = declared.getOrDefault(Name.of(name), Set.of());
    if (found.size() > 1) {
      throw failed(name, "ambiguous-graph", several(found));
    }
    if (found.isEmpty()) {
      return Graph.of(classNamed(name));
    }
    List<String> classes = found.iterator().next();
    return Graph.of(
        classes.stream().map(each -> declaredClass(name, each)).toArray(Class<?>[]::new));
  }

  private static String several(Set<List<String>> found) {
    return "Several files %s on the class path declare it, each with other classes: %s. Name the class, or leave a jar out."
        .formatted(
            RESOURCE,
            found.stream().map(GraphCatalog::joined).collect(Collectors.joining(" and ")));
  }

  private Class<?> classNamed(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new CheckException(FAILED, List.of(unknown(name)));
    }
  }

  private Problem unknown(String name) {
    List<Name> near = Name.of(name).nearest(declared.keySet().stream());
    return Problem.at(
            "unknown-graph",
            "\"" + name + "\"",
            "No class on the class path has this name, and no jar declares a graph of this name in %s. Known graphs: %s."
                .formatted(
                    RESOURCE,
                    declared.keySet().stream()
                        .map(Name::spelled)
                        .collect(Collectors.joining(", "))))
        .withNearMisses(near.stream().map(Name::spelled).toList());
  }

  private Class<?> declaredClass(String graph, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw failed(
          graph,
          "unknown-class",
          "%s says that it is made of %s, but no such class is on the class path; correct the name, or add the jar that holds it."
              .formatted(RESOURCE, name));
    }
  }

  private static CheckException failed(String graph, String code, String message) {
    return new CheckException(FAILED, List.of(Problem.at(code, "\"" + graph + "\"", message)));
  }
}
