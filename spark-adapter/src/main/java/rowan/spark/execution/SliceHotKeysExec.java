package rowan.spark.execution;

import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * Adds to each row of a pass the number of its slice, and whether it is a copy: the events of hot
 * keys are copied for the later slices that see them one by one.
 */
public final class SliceHotKeysExec extends PassExec {

  private static final long serialVersionUID = 1L;

  private final HotKeys keys;

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
    super(pass, columns, inputs, added, child);
    this.keys = keys;
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
    return new SliceHotKeysExec(pass, columns, inputs, keys, produced, newChildren.apply(0));
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
  List<Object> elements() {
    return List.of(pass, columns, inputs, keys, produced, child);
  }

  @Override
  List<Object> compared() {
    return List.of(pass, columns, keys, inputs, produced, child);
  }
}
