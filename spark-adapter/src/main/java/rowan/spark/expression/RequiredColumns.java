package rowan.spark.expression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;
import rowan.spark.expression.RequiredColumns.Columns;
import scala.collection.immutable.Seq;

/**
 * A condition that is always true, or fails: that none of some columns is null. As the condition of
 * a filter it checks the columns that are passed through, and leaves them as they are, so that
 * other filters are still pushed to the files. Further columns may be evaluated with them, only so
 * that they fail if they can.
 */
public final class RequiredColumns extends JavaExpression<Columns> {

  private static final long serialVersionUID = 1L;

  /**
   * Which columns.
   *
   * @param identity the row key, whose columns are the last children; between them and the first
   *     may be more
   * @param names the columns that must not be null, which are the first children
   */
  public record Columns(RowIdentity identity, List<String> names) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Columns {
      names = new ArrayList<>(names);
    }

    /** The error that a column is null; generated code throws it. */
    public FeatureException nullColumn(int column, @Nullable Object[] rowKey) {
      return identity.nullColumn(names.get(column), rowKey);
    }
  }

  /** The condition for {@code children}, the columns and then those of the row key. */
  public RequiredColumns(Columns description, Seq<Expression> children) {
    super(description, children);
  }

  /** Whether there is no further column to evaluate. */
  public boolean checksOnly() {
    int keys = description().identity().types().size();
    return children().size() == description().names().size() + keys;
  }

  @Override
  Expression withChildren(Seq<Expression> others) {
    return new RequiredColumns(description(), others);
  }

  @Override
  public DataType dataType() {
    return DataTypes.BooleanType;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public Object eval(@Nullable InternalRow row) {
    @Nullable Object[] values = new @Nullable Object[children().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = child(i).eval(row);
    }
    for (int i = 0; i < description().names().size(); i++) {
      if (values[i] == null) {
        int keys = description().identity().types().size();
        throw description()
            .nullColumn(i, Arrays.copyOfRange(values, values.length - keys, values.length));
      }
    }
    return true;
  }

  @Override
  String code(CodegenContext context, ExprCode result, List<ExprCode> children) {
    RowIdentity identity = description().identity();
    int required = description().names().size();
    String self =
        context.addReferenceObj("columns", description(), Columns.class.getCanonicalName());
    String key =
        GeneratedCode.objects(
            children.subList(children.size() - identity.types().size(), children.size()),
            identity.types().stream().map(type -> type.dataType()).toList());
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < required; i++) {
      code.append(
          "if (%s) { throw %s.nullColumn(%d, %s); }\n"
              .formatted(children.get(i).isNull(), self, i, key));
    }
    return code.append(
            "boolean %s = false;\nboolean %s = true;\n".formatted(result.isNull(), result.value()))
        .toString();
  }

  @Override
  public String prettyName() {
    return "required_columns";
  }

  @Override
  public String toString() {
    return "required(" + String.join(", ", description().names()) + ")";
  }
}
