package rowan.spark.execution;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.execution.SparkPlan;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;

/** What the operators over the rows of a pass have in common: they add columns to each row. */
abstract class PassExec extends SparkPlan {

  private static final long serialVersionUID = 1L;

  final WindowPass pass;
  final AsOfColumns columns;
  final Seq<Attribute> inputs;
  final Seq<Attribute> produced;
  final SparkPlan child;

  /**
   * @param inputs the columns of the child that the pass reads
   * @param produced the columns that are added
   */
  PassExec(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      Seq<Attribute> produced,
      SparkPlan child) {
    this.pass = pass;
    this.columns = columns;
    this.inputs = inputs;
    this.produced = produced;
    this.child = child;
  }

  /** The arguments of the constructor, in order: Spark makes copies of them. */
  abstract List<Object> elements();

  /**
   * What tells it from another operator of its class. What it computes is but itself: the windows
   * of two plans are not compared, so that Spark computes those of each.
   */
  List<Object> compared() {
    return List.of(pass, columns, inputs, produced, child);
  }

  @Override
  public Seq<SparkPlan> children() {
    return ScalaSeq.of(List.of(child));
  }

  @Override
  @SuppressWarnings("unchecked") // concatenation widens the element type to Object
  public Seq<Attribute> output() {
    return (Seq<Attribute>) (Seq<?>) child.output().appendedAll(produced);
  }

  @Override
  public AttributeSet producedAttributes() {
    return AsOfColumns.set(produced);
  }

  @Override
  public int productArity() {
    return elements().size();
  }

  @Override
  public Object productElement(int n) {
    return elements().get(n);
  }

  @Override
  public boolean canEqual(Object other) {
    return getClass().isInstance(other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PassExec that
        && getClass() == that.getClass()
        && compared().equals(that.compared());
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, produced, child);
  }
}
