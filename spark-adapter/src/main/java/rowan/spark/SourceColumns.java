package rowan.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.spark.type.SparkType;
import rowan.type.Name;

/** A table as its source declares it: the declared columns, under their names, in their types. */
final class SourceColumns {

  private SourceColumns() {}

  /**
   * The declared columns of a table.
   *
   * @throws CheckException naming every declared column that the table lacks, has twice, or has
   *     with a type that the declared one does not hold
   */
  static Dataset<Row> select(SourceTable source, Graph graph, Dataset<Row> table) {
    List<Problem> problems = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Component component : source.components()) {
      find(source, component, table.schema(), problems)
          .flatMap(field -> typed(source, component, field, problems))
          .ifPresent(columns::add);
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot read source " + source.table(), problems);
    }
    return table.select(columns.toArray(Column[]::new));
  }

  /** The field of the table that a component names. */
  static Optional<StructField> find(
      SourceTable source, Component component, StructType schema, List<Problem> problems) {
    Name name = Name.of(component.column());
    List<StructField> found =
        Arrays.stream(schema.fields()).filter(field -> Name.of(field.name()).equals(name)).toList();
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    problems.add(
        found.isEmpty() ? missing(source, component, schema) : ambiguous(component, found));
    return Optional.empty();
  }

  private static Problem missing(SourceTable source, Component component, StructType schema) {
    List<Name> near =
        Name.of(component.column()).nearest(Arrays.stream(schema.fieldNames()).map(Name::of));
    return Problem.at(
            "missing-column",
            "column \"" + component.column() + "\"",
            "The table has no such column; %s declares it as a %s."
                .formatted(source.className().replace('$', '.'), component.use()))
        .withNearMisses(near.stream().map(Name::spelled).toList());
  }

  private static Problem ambiguous(Component component, List<StructField> found) {
    return Problem.at(
        "ambiguous-column",
        "column \"" + component.column() + "\"",
        "The table has several columns of this name (case and underscores do not count): %s."
            .formatted(String.join(", ", found.stream().map(StructField::name).toList())));
  }

  private static Optional<Column> typed(
      SourceTable source, Component component, StructField field, List<Problem> problems) {
    DataType declared = SparkType.dataType(component.use().type());
    Column column = Lowering.column(field.name());
    if (isSame(field.dataType(), declared)) {
      return Optional.of(column.as(component.column()));
    }
    if (isWider(field.dataType(), declared)) {
      return Optional.of(column.cast(declared).as(component.column()));
    }
    problems.add(
        Problem.at(
            "column-type",
            "column \"" + component.column() + "\"",
            "The table has it as %s; %s declares it as a %s, which is %s."
                .formatted(
                    field.dataType().sql().toLowerCase(java.util.Locale.ROOT),
                    source.className().replace('$', '.'),
                    component.use(),
                    declared.sql().toLowerCase(java.util.Locale.ROOT))));
    return Optional.empty();
  }

  /** Equal without nullability, which is checked row by row, and with fields named alike. */
  private static boolean isSame(DataType actual, DataType declared) {
    if (actual instanceof ArrayType a && declared instanceof ArrayType d) {
      return isSame(a.elementType(), d.elementType());
    }
    if (actual instanceof MapType a && declared instanceof MapType d) {
      return isSame(a.keyType(), d.keyType()) && isSame(a.valueType(), d.valueType());
    }
    if (actual instanceof StructType a && declared instanceof StructType d) {
      return a.length() == d.length() && fieldsAreSame(a.fields(), d.fields());
    }
    return actual.equals(declared);
  }

  private static boolean fieldsAreSame(StructField[] actual, StructField[] declared) {
    for (int i = 0; i < actual.length; i++) {
      boolean same =
          Name.of(actual[i].name()).equals(Name.of(declared[i].name()))
              && isSame(actual[i].dataType(), declared[i].dataType());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWider(DataType actual, DataType declared) {
    if (actual instanceof DecimalType a && declared instanceof DecimalType d) {
      return d.isWiderThan(a);
    }
    boolean small =
        actual.equals(DataTypes.ByteType)
            || actual.equals(DataTypes.ShortType)
            || actual.equals(DataTypes.IntegerType);
    if (declared.equals(DataTypes.IntegerType) || declared.equals(DataTypes.LongType)) {
      return small;
    }
    return declared.equals(DataTypes.DoubleType)
        && (small || actual.equals(DataTypes.LongType) || actual.equals(DataTypes.FloatType));
  }
}
