package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import rowan.spark.type.ScalaSeq;

/** Expressions under names. */
public final class Names {

  private Names() {}

  /** An expression as a column. */
  public static Alias named(Expression expression, String name, ExprId id) {
    return new Alias(
        expression, name, id, ScalaSeq.of(List.of()), scala.Option.empty(), ScalaSeq.of(List.of()));
  }

  /** A column as another, which it may be already. */
  static NamedExpression renamed(Attribute column, Attribute name) {
    return column.exprId().equals(name.exprId())
        ? (NamedExpression) (Object) column
        : named((Expression) (Object) column, name.name(), name.exprId());
  }
}
