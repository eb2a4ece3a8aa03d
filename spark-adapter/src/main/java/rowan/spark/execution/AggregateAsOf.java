package rowan.spark.execution;

import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * Adds to each row of the spine the aggregates over the events of its key, as of its time. The
 * child gives rows of the spine and events, the latter before the rows that see them; only the rows
 * of the spine come out.
 */
public final class AggregateAsOf extends LogicalPlan {

  private final WindowPass pass;
  private final AsOfColumns columns;
  private final Seq<Attribute> inputs;
  private final Seq<Attribute> features;
  private final HotKeySearch search;
  private final LogicalPlan child;

  /**
   * @param columns which of {@code inputs} is what
   * @param inputs the columns of the child that the pass reads
   * @param features the columns that it adds
   * @param search finds its hot keys
   */
  public AggregateAsOf(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      Seq<Attribute> features,
      HotKeySearch search,
      LogicalPlan child) {
    this.pass = pass;
    this.columns = columns;
    this.inputs = inputs;
    this.features = features;
    this.search = search;
    this.child = child;
  }

  WindowPass pass() {
    return pass;
  }

  AsOfColumns columns() {
    return columns;
  }

  Seq<Attribute> inputs() {
    return inputs;
  }

  Seq<Attribute> features() {
    return features;
  }

  HotKeySearch search() {
    return search;
  }

  LogicalPlan child() {
    return child;
  }

  @Override
  public Seq<LogicalPlan> children() {
    return ScalaSeq.of(java.util.List.of(child));
  }

  @Override
  @SuppressWarnings("unchecked") // concatenation widens the element type to Object
  public Seq<Attribute> output() {
    return (Seq<Attribute>) (Seq<?>) child.output().appendedAll(features);
  }

  @Override
  public AttributeSet producedAttributes() {
    return AsOfColumns.set(features);
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> newChildren) {
    return new AggregateAsOf(pass, columns, inputs, features, search, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "AggregateAsOf";
  }

  @Override
  public String simpleString(int maxFields) {
    return columns.describe(nodeName(), inputs, features);
  }

  @Override
  public int productArity() {
    return 6;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> pass;
      case 1 -> columns;
      case 2 -> inputs;
      case 3 -> features;
      case 4 -> search;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof AggregateAsOf;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AggregateAsOf that
        && pass.equals(that.pass)
        && columns.equals(that.columns)
        && inputs.equals(that.inputs)
        && features.equals(that.features)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, features, child);
  }
}
