package rowan.spark.execution;

import java.util.List;
import java.util.Objects;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.execution.SparkPlan;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * Adds to each row of a pass the number of its slice, and whether it is a copy: the events of hot
 * keys are copied for the later slices that see them one by one.
 */
public final class SliceHotKeysExec extends SparkPlan {

  private static final long serialVersionUID = 1L;

  private final WindowPass pass;
  private final AsOfColumns columns;
  private final Seq<Attribute> inputs;
  private final HotKeys keys;
  private final Seq<Attribute> added;
  private final SparkPlan child;

  /**
   * @param inputs the columns of the child that the pass reads
   * @param keys which are hot
   * @param added the number and the flag
   */
  public SliceHotKeysExec(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      HotKeys keys,
      Seq<Attribute> added,
      SparkPlan child) {
    this.pass = pass;
    this.columns = columns;
    this.inputs = inputs;
    this.keys = keys;
    this.added = added;
    this.child = child;
  }

  @Override
  public Seq<SparkPlan> children() {
    return ScalaSeq.of(List.of(child));
  }

  @Override
  @SuppressWarnings("unchecked") // concatenation widens the element type to Object
  public Seq<Attribute> output() {
    return (Seq<Attribute>) (Seq<?>) child.output().appendedAll(added);
  }

  @Override
  public AttributeSet producedAttributes() {
    return AsOfColumns.set(added);
  }

  @Override
  public RDD<InternalRow> doExecute() {
    SliceTask task =
        new SliceTask(
            pass, columns, AsOfColumns.positions(inputs, child.output()), child.schema(), keys);
    return child.execute().toJavaRDD().mapPartitions(task, false).rdd();
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return new SliceHotKeysExec(pass, columns, inputs, keys, added, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "SliceHotKeys";
  }

  @Override
  public String simpleString(int maxFields) {
    return "%s by [%s]: %s"
        .formatted(
            nodeName(),
            AsOfColumns.names(AsOfColumns.list(columns.keysOf(inputs))),
            keys.describe());
  }

  @Override
  public String verboseStringWithOperatorId() {
    return "%s%nHot keys: %s%n".formatted(formattedNodeName(), String.join("; ", keys.describe()));
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
      case 3 -> keys;
      case 4 -> added;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SliceHotKeysExec;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SliceHotKeysExec that
        && keys == that.keys
        && inputs.equals(that.inputs)
        && added.equals(that.added)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, added, child);
  }
}
