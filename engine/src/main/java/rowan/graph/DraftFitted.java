package rowan.graph;

import java.util.List;
import java.util.Optional;
import rowan.type.Type;

/**
 * A fitted value of a draft: what its author wrote. A checked graph has a {@link Definition.Fitted}
 * in its place.
 *
 * @param rows the source of the feature class, whose rows are the training rows
 */
record DraftFitted(Method method, OperatorUse operator, Optional<SourceTable> rows)
    implements DraftOperator {

  @Override
  public String kind() {
    return "fitted";
  }

  @Override
  public boolean evicts() {
    return false;
  }

  /** What a checked graph says, for parameters of the given types. */
  Definition.Fitted checked(List<Type> read) {
    return new Definition.Fitted(
        method, new Fitting(rows.orElseThrow(), aggregator(read), empty(), values(), condition()));
  }
}
