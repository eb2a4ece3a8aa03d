package rowan.spark.execution;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BitwiseAnd;
import org.apache.spark.sql.catalyst.expressions.BitwiseOr;
import org.apache.spark.sql.catalyst.expressions.BitwiseXor;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Greatest;
import org.apache.spark.sql.catalyst.expressions.Least;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.ShiftLeft;
import org.apache.spark.sql.catalyst.expressions.ShiftRight;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnixMicros;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.DataTypes;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/**
 * The order in which a pass takes the rows of a partition: by key, and of one key by what its rows
 * are sorted by.
 *
 * <p>Spark's sort compares eight bytes of the first expression, and whole rows only where these are
 * equal; with the key first they are equal for all rows of a key. So the first expression is one
 * made for those eight bytes: half of them a hash of the key, the other half the time in steps of
 * about a second. The rows of keys of one hash then come mixed, in order of time.
 */
final class AsOfOrder {

  /** Of a microsecond, 2^20 are about a second; 2^32 of those are 142 years. */
  private static final int STEP_BITS = 20;

  private static final int HALF = 32;

  private AsOfOrder() {}

  /**
   * The order to ask of a child: by hash and time first, unless its rows already come by key, or
   * the pass looks ahead: its rows wait for later ones of their key, which must then come next.
   */
  static Seq<SortOrder> of(
      WindowPass pass, AsOfColumns columns, Seq<Attribute> inputs, Seq<SortOrder> ofChild) {
    List<SortOrder> byKey =
        columns.orderingOf(inputs).stream()
            .map(attribute -> ascending((Expression) (Object) attribute))
            .toList();
    Seq<SortOrder> plain = ScalaSeq.of(byKey);
    if (pass.program().looksAhead() || SortOrder.orderingSatisfies(ofChild, plain)) {
      return plain;
    }
    Expression time = (Expression) (Object) columns.orderingOf(inputs).get(columns.keys());
    SortOrder first = ascending(hashAndTime(hash(expressions(columns.keysOf(inputs))), time));
    return ScalaSeq.of(Stream.concat(Stream.of(first), byKey.stream()).toList());
  }

  static List<Expression> expressions(Seq<Attribute> attributes) {
    return AsOfColumns.list(attributes).stream().map(Expression.class::cast).toList();
  }

  /** The hash of a key, of which the order takes the lower half. */
  static Expression hash(List<Expression> keys) {
    return new XxHash64(ScalaSeq.of(keys));
  }

  private static Expression hashAndTime(Expression hash, Expression time) {
    Expression steps = new ShiftRight(micros(time), number(STEP_BITS));
    Expression within =
        new Greatest(
            ScalaSeq.of(
                List.of(
                    new Least(ScalaSeq.of(List.of(steps, number((long) Integer.MAX_VALUE)))),
                    number((long) Integer.MIN_VALUE))));
    // As a number without a sign, of which the smallest is zero.
    Expression lower =
        new BitwiseXor(new BitwiseAnd(within, number((1L << HALF) - 1)), number(1L << (HALF - 1)));
    return new BitwiseOr(new ShiftLeft(hash, number(HALF)), lower);
  }

  private static Expression micros(Expression time) {
    return time.dataType().equals(DataTypes.LongType) ? time : new UnixMicros(time);
  }

  private static Expression number(Object value) {
    return Literal$.MODULE$.apply(value);
  }

  private static SortOrder ascending(Expression expression) {
    return new SortOrder(
        expression,
        Ascending$.MODULE$,
        Ascending$.MODULE$.defaultNullOrdering(),
        ScalaSeq.of(List.of()));
  }
}
