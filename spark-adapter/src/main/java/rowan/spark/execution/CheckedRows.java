package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import rowan.spark.expression.RequiredColumns;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows, and the checks of their columns that a row program makes as it reads them, so that no
 * filter has to.
 *
 * @param rows without these checks
 */
record CheckedRows(LogicalPlan rows, List<RequiredColumns> checks) {

  /** The rows of a plan, whose filter may be, or have among others, a check of columns. */
  static CheckedRows of(LogicalPlan plan) {
    List<RequiredColumns> checks = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    if (plan instanceof Filter filter) {
      for (Expression part : parts(filter.condition())) {
        if (part instanceof RequiredColumns check && isOfColumns(check)) {
          checks.add(check);
        } else {
          others.add(part);
        }
      }
    }
    if (checks.isEmpty()) {
      return new CheckedRows(plan, List.of());
    }
    LogicalPlan below = ((Filter) plan).child();
    return new CheckedRows(others.isEmpty() ? below : new Filter(all(others), below), checks);
  }

  private static boolean isOfColumns(RequiredColumns check) {
    return check.checksOnly()
        && CollectionConverters.asJava(check.children()).stream()
            .allMatch(Attribute.class::isInstance);
  }

  /** The parts of a condition that are all to be true. */
  static List<Expression> parts(Expression condition) {
    if (!(condition instanceof And and)) {
      return List.of(condition);
    }
    List<Expression> parts = new ArrayList<>(parts(and.left()));
    parts.addAll(parts(and.right()));
    return parts;
  }

  /** The condition that all parts are true. */
  static Expression all(List<Expression> parts) {
    return parts.stream().reduce(And::new).orElseThrow();
  }
}
