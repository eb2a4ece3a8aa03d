package rowan.spark.expression;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/**
 * A column that is always true and says that it is not deterministic. Catalyst pushes no filter
 * below a projection that holds such a column. It would otherwise replace each feature in the
 * filter by its definition, and each feature in that by its own, which takes time exponential in
 * the depth of the graph.
 */
public final class Barrier extends JavaExpression<String> {

  private static final long serialVersionUID = 1L;

  /** A barrier. */
  public Barrier() {
    this("barrier", ScalaSeq.of(List.of()));
  }

  /** A copy; Catalyst calls it. */
  public Barrier(String description, Seq<Expression> children) {
    super(description, children);
  }

  @Override
  Expression withChildren(Seq<Expression> others) {
    return new Barrier(description(), others);
  }

  @Override
  public boolean deterministic() {
    return false;
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
    return true;
  }

  @Override
  String code(CodegenContext context, ExprCode result, List<ExprCode> children) {
    return "boolean %s = false;\nboolean %s = true;\n".formatted(result.isNull(), result.value());
  }

  @Override
  public String prettyName() {
    return "barrier";
  }

  @Override
  public String toString() {
    return "barrier()";
  }
}
