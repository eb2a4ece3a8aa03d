package rowan.graph;

import java.util.Map;
import java.util.Optional;
import rowan.type.Name;

/**
 * A component of a source record: one column, as declared.
 *
 * @param tableName what the table calls it, when the author says
 * @param availableAt whether it says from when the row is available
 * @param knownAfter how long after the event it becomes known, as the author spelled it
 */
public record Component(
    String name,
    Optional<String> tableName,
    TypeUse use,
    boolean rowKey,
    boolean eventTime,
    boolean availableAt,
    Optional<String> knownAfter,
    Map<String, String> tags,
    String doc) {

  public Component {
    tags = Map.copyOf(tags);
  }

  /** The column as it is spelled in output. */
  public String column() {
    return tableName.orElseGet(() -> Name.of(name).snakeCase());
  }
}
