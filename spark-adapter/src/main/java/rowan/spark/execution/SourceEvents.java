package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import rowan.aggregate.EventOrder;
import rowan.spark.type.SparkType;

/**
 * What a pass knows of the events of one source.
 *
 * @param values the types that the values of an event have in Spark
 * @param identity the types of what orders events of one time
 * @param isUnique whether that tells any two events apart
 * @param isOwn whether the rows of the spine are events of this source too
 */
public record SourceEvents(
    List<SparkType> values, List<SparkType> identity, boolean isUnique, boolean isOwn)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public SourceEvents {
    // Copies that can be sent to executors whatever lists they were.
    values = new ArrayList<>(values);
    identity = new ArrayList<>(identity);
  }

  /** What orders its events of one time. */
  EventOrder order() {
    return EventOrder.of(identity.stream().map(SparkType::type).toList(), isUnique);
  }
}
