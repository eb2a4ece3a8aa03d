package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Where a pass finds what it reads, as positions among the columns that it names. In this order:
 * keys; what the rows of a key are sorted by; the values of each source's events. The positions of
 * the time and the rest point into these.
 *
 * @param keys how many columns are the key
 * @param ordering how many columns the rows of a key are sorted by
 * @param time the position of the time of a row: its event's, or the one it asks as of; a
 *     timestamp, or a long of microseconds
 * @param kind the position of the number of a row's source; the number of sources for a row of the
 *     spine, {@link #STATE} for the saved windows of a key; -1 when all rows are of the spine
 * @param available the position of the time from which an event is available; -1 when all are at
 *     once
 * @param state the position of the saved windows of a key, in a row that is nothing else; -1 when
 *     windows begin empty
 * @param identity for each source the positions of what orders its events of one time
 * @param values for each source the positions of its events' values
 */
public record AsOfColumns(
    int keys,
    int ordering,
    int time,
    int kind,
    int available,
    int state,
    List<List<Integer>> identity,
    List<List<Integer>> values)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The kind of a row that holds the saved windows of a key; it comes before all others. */
  public static final int STATE = -1;

  public AsOfColumns {
    identity = new ArrayList<>(identity);
    values = new ArrayList<>(values);
  }

  /** The columns that the pass reads, without what it does with them. */
  static List<Attribute> list(Seq<Attribute> inputs) {
    return CollectionConverters.asJava(inputs);
  }

  @SuppressWarnings("unchecked") // an Attribute is an Expression, which javac does not see
  static AttributeSet set(Seq<Attribute> attributes) {
    return AttributeSet.apply((scala.collection.Iterable<Expression>) (Seq<?>) attributes);
  }

  /** Whether events do not come in the order in which rows see them. */
  boolean inAnyOrder() {
    return available >= 0 || state >= 0;
  }

  Seq<Attribute> keysOf(Seq<Attribute> inputs) {
    return ScalaSeq.of(list(inputs).subList(0, keys));
  }

  List<Attribute> orderingOf(Seq<Attribute> inputs) {
    return list(inputs).subList(0, keys + ordering);
  }

  /** These, where one more column is the last of the key. */
  AsOfColumns withSlice() {
    return new AsOfColumns(
        keys + 1,
        ordering,
        moved(time),
        moved(kind),
        moved(available),
        moved(state),
        identity.stream().map(this::moved).toList(),
        values.stream().map(this::moved).toList());
  }

  private List<Integer> moved(List<Integer> positions) {
    return positions.stream().map(this::moved).toList();
  }

  private int moved(int position) {
    return position < keys ? position : position + 1;
  }

  String describe(String node, Seq<Attribute> inputs, Seq<Attribute> features) {
    return "%s by [%s]: [%s]"
        .formatted(node, names(list(inputs).subList(0, keys)), names(list(features)));
  }

  static String names(List<Attribute> attributes) {
    return attributes.stream().map(Attribute::name).collect(Collectors.joining(", "));
  }

  /** The position of each among the columns of a row; an input that is missing is an error. */
  static int[] positions(Seq<Attribute> inputs, Seq<Attribute> output) {
    List<Attribute> columns = list(output);
    return list(inputs).stream().mapToInt(input -> position(input, columns)).toArray();
  }

  private static int position(@Nullable Attribute input, List<Attribute> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (input != null && columns.get(i).exprId().equals(input.exprId())) {
        return i;
      }
    }
    throw new IllegalStateException("the pass does not find its column " + input);
  }
}
