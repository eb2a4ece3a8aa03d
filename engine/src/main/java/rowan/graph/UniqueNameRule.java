package rowan.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import rowan.type.Name;

/**
 * No two features or inputs of a graph have equal names, and none has the name of a column of its
 * own source. Columns belong to their source, so two sources may name a column alike.
 */
final class UniqueNameRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Map<Name, DraftNode> byName = new HashMap<>();
    for (DraftNode node : draft.nodes()) {
      boolean isNamed = !node.isColumn() && !node.isAsOf();
      DraftNode earlier = isNamed ? byName.putIfAbsent(node.name(), node) : null;
      if (earlier != null) {
        report.accept(clash(node, earlier));
      }
    }
    Set<List<DraftNode>> told = new HashSet<>();
    for (FeatureClass featureClass : draft.declarations().featureClasses()) {
      checkAgainstColumns(draft, featureClass, told, report);
    }
  }

  /** A feature may meet one column in several scopes: in its own class, and where it is used. */
  private static void checkAgainstColumns(
      Draft draft, FeatureClass featureClass, Set<List<DraftNode>> told, Consumer<Problem> report) {
    Map<Name, DraftNode> columns = new LinkedHashMap<>();
    for (DraftNode column : draft.columnsOf(featureClass)) {
      columns.put(column.name(), column);
      columns.putIfAbsent(columnName(column), column); // both become columns of one table
    }
    for (DraftNode node : draft.featuresBelow(featureClass)) {
      DraftNode column = columns.get(node.name());
      if (column != null && told.add(List.of(node, column))) {
        report.accept(clash(node, column));
      }
    }
  }

  private static Name columnName(DraftNode column) {
    return Name.of(((Definition.Column) column.definition()).component().column());
  }

  private static Problem clash(DraftNode node, DraftNode other) {
    String what = what(other.definition());
    return !node.name().equals(other.name()) || node.name().spelled().equals(other.name().spelled())
        ? Problem.at(
            "duplicate-name",
            node.place(),
            "\"%s\" is also the name of %s, %s; rename one of them."
                .formatted(node.name(), what, other.place()))
        : Problem.at(
            "confusable-names",
            node.place(),
            "\"%s\" and \"%s\" are one name (case and underscores do not count), and the other is %s, %s; rename one of them."
                .formatted(node.name(), other.name(), what, other.place()));
  }

  private static String what(Definition definition) {
    if (definition instanceof Definition.Column) {
      return "a column";
    }
    return definition instanceof Definition.Input ? "an input" : "a feature";
  }
}
