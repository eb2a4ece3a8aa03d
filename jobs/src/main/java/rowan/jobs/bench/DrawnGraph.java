package rowan.jobs.bench;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Features over the columns of a source and over each other, drawn at random, but the same each
 * time.
 *
 * @param source the source
 * @param features each after those that it reads
 */
record DrawnGraph(Class<? extends Record> source, List<Feature> features) {

  private static final long SEED = 7;

  /** So many features read columns only. */
  private static final int SHALLOW = 20;

  /** A feature and the names of what it reads. */
  record Feature(String name, WideFunction function, String first, String second) {}

  /** Features that take what the source has. */
  static DrawnGraph of(Class<? extends Record> source, int size) {
    Random random = new Random(SEED);
    Map<Class<?>, List<String>> columns = columns(source);
    Map<Class<?>, List<String>> all = new HashMap<>();
    columns.forEach((type, names) -> all.put(type, new ArrayList<>(names)));
    List<WideFunction> functions =
        Stream.of(WideFunction.values())
            .filter(one -> columns.containsKey(one.first()) && columns.containsKey(one.second()))
            .toList();
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      WideFunction function = functions.get(random.nextInt(functions.size()));
      Map<Class<?>, List<String>> scope = i < SHALLOW || random.nextInt(3) > 0 ? columns : all;
      features.add(
          new Feature(
              "f" + i,
              function,
              drawn(scope, function.first(), random),
              drawn(scope, function.second(), random)));
      List<String> ofType = all.getOrDefault(function.result(), List.of());
      if (i < Math.max(SHALLOW, size / 4)) {
        ofType.add("f" + i);
      }
    }
    return new DrawnGraph(source, List.copyOf(features));
  }

  private static String drawn(Map<Class<?>, List<String>> scope, Class<?> type, Random random) {
    List<String> names = scope.getOrDefault(type, List.of());
    return names.get(random.nextInt(names.size()));
  }

  private static Map<Class<?>, List<String>> columns(Class<? extends Record> source) {
    Map<Class<?>, List<String>> columns = new HashMap<>();
    for (var component : source.getRecordComponents()) {
      if (component.getType() != long.class) {
        Class<?> type = component.getType() == Double.class ? double.class : component.getType();
        columns.computeIfAbsent(type, added -> new ArrayList<>()).add(component.getName());
      }
    }
    return columns;
  }

  int size() {
    return features.size();
  }

  String[] names() {
    return features.stream().map(Feature::name).toArray(String[]::new);
  }

  /** The features as one writes them by hand: all that can be at once, and so on. */
  Dataset<Row> byHand(Dataset<Row> rows) {
    Map<String, Integer> levels = new HashMap<>();
    TreeMap<Integer, Map<String, Column>> columns = new TreeMap<>();
    for (Feature feature : features) {
      int level =
          1
              + Math.max(
                  levels.getOrDefault(feature.first(), 0),
                  levels.getOrDefault(feature.second(), 0));
      levels.put(feature.name(), level);
      columns
          .computeIfAbsent(level, added -> new LinkedHashMap<>())
          .put(
              feature.name(),
              feature.function().inSpark(col(feature.first()), col(feature.second())));
    }
    Dataset<Row> all = rows;
    for (Map<String, Column> level : columns.values()) {
      all = all.withColumns(level);
    }
    return all.select("row_id", names());
  }
}
