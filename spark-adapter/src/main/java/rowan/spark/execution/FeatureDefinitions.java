package rowan.spark.execution;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import rowan.spark.type.ScalaSeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What computes features: an expression for each, which reads others and columns by their numbers.
 * The features have the first numbers, in their order; the columns that are read have the next.
 *
 * <p>Catalyst does not look into it. Many of its rules visit all expressions of a plan, and would
 * find nothing here that is theirs to change.
 *
 * @param expressions each reads, of the features, only those before it
 */
public record FeatureDefinitions(List<Expression> expressions) {

  public FeatureDefinitions {
    expressions = List.copyOf(expressions);
  }

  /** A feature or column, in a definition. */
  public static Expression read(int number, Attribute column) {
    return new BoundReference(number, column.dataType(), column.nullable());
  }

  /** The definition of a feature, with what it reads in place of the numbers. */
  Expression of(int feature, IntFunction<Expression> values) {
    return replaced(expressions.get(feature), values);
  }

  private static Expression replaced(Expression expression, IntFunction<Expression> values) {
    return expression instanceof BoundReference read
        ? values.apply(read.ordinal())
        : expression.withNewChildren(
            ScalaSeq.of(
                children(expression).stream().map(child -> replaced(child, values)).toList()));
  }

  /** Tells the numbers that the definition of a feature reads. */
  void tellRead(int feature, IntConsumer numbers) {
    tellRead(expressions.get(feature), numbers);
  }

  private static void tellRead(Expression expression, IntConsumer numbers) {
    if (expression instanceof BoundReference read) {
      numbers.accept(read.ordinal());
    } else {
      children(expression).forEach(child -> tellRead(child, numbers));
    }
  }

  private static List<Expression> children(Expression expression) {
    return CollectionConverters.asJava(expression.children());
  }
}
