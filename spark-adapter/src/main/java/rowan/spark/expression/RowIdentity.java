package rowan.spark.expression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;
import rowan.spark.type.SparkType;
import rowan.type.TextForm;

/**
 * What errors call a row of a source: the columns of its row key, or of its event time when it has
 * no key.
 *
 * @param source what requests call the source
 * @param columns the names of those columns
 * @param types their types
 */
public record RowIdentity(String source, List<String> columns, List<SparkType> types)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public RowIdentity {
    columns = new ArrayList<>(columns);
    types = new ArrayList<>(types);
  }

  /** The error that {@code column} is null in the row that {@code identity} identifies. */
  public FeatureException nullColumn(String column, @Nullable Object[] identity) {
    return new FeatureException(
        "Cannot read source %s: column %s is null, but not declared @Nullable%s"
            .formatted(source, column, inRow(identity)),
        null);
  }

  private String inRow(@Nullable Object[] identity) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < identity.length; i++) {
      Object value = identity[i];
      parts.add(
          columns.get(i)
              + " = "
              + TextForm.show(value == null ? null : types.get(i).toJava(value)));
    }
    return parts.isEmpty() ? "" : ", in row " + String.join(", ", parts);
  }
}
