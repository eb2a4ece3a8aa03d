package rowan.spark.expression;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Catalyst expression written in Java: a serializable description of what it does, and its
 * children. Catalyst copies an expression by calling its constructor with the elements that the
 * expression lists as its product, so those are exactly the two.
 */
abstract class JavaExpression<D extends Serializable> extends Expression implements Serializable {

  private static final long serialVersionUID = 1L;

  private final D description;
  private final Seq<Expression> children;

  JavaExpression(D description, Seq<Expression> children) {
    this.description = description;
    this.children = children;
  }

  /** What it does with the values of its children. */
  public final D description() {
    return description;
  }

  final Expression child(int index) {
    return children.apply(index);
  }

  /** This expression with other children. */
  abstract Expression withChildren(Seq<Expression> others);

  /** The code of the expression, given the code of its children, which has run before it. */
  abstract String code(CodegenContext context, ExprCode result, List<ExprCode> children);

  @Override
  public final Seq<Expression> children() {
    return children;
  }

  @Override
  public final Expression withNewChildrenInternal(IndexedSeq<Expression> others) {
    return withChildren(others.toIndexedSeq());
  }

  @Override
  public final ExprCode doGenCode(CodegenContext context, ExprCode result) {
    List<ExprCode> codes =
        CollectionConverters.asJava(children).stream().map(c -> c.genCode(context)).toList();
    Block code = block("");
    for (ExprCode child : codes) {
      code = code.$plus(child.code());
    }
    return result.copy(
        code.$plus(block(code(context, result, codes))), result.isNull(), result.value());
  }

  private static Block block(String code) {
    return new CodeBlock(ScalaSeq.of(List.of(code)), ScalaSeq.of(List.of()));
  }

  @Override
  public final int productArity() {
    return 2;
  }

  @Override
  public final Object productElement(int index) {
    return index == 0 ? description : children;
  }

  @Override
  public final boolean canEqual(Object other) {
    return getClass().isInstance(other);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof JavaExpression<?> that
        && that.canEqual(this)
        && canEqual(that)
        && that.description.equals(description)
        && that.children.equals(children);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(description, children);
  }
}
