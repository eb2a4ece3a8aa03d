package rowan.graph;

import java.util.List;
import java.util.Optional;

/**
 * A source record, as declared.
 *
 * @param className the binary name of the record
 * @param name what requests call the table, empty when the class is not marked as a source
 */
public record SourceTable(
    String className,
    Optional<String> name,
    boolean isRecord,
    boolean isPublic,
    List<Component> components) {

  public SourceTable {
    components = List.copyOf(components);
  }

  /** The class alone says nearly all, and a source may have thousands of columns. */
  @Override
  public int hashCode() {
    return className.hashCode();
  }

  /** What requests call the table. */
  public String table() {
    return name.orElse(className);
  }

  /** The columns that make a row unique, in order of declaration. */
  public List<Component> rowKey() {
    return components.stream().filter(Component::rowKey).toList();
  }

  /** The column that says when a row's event happened. */
  public Optional<Component> eventTime() {
    return components.stream().filter(Component::eventTime).findFirst();
  }

  /** The column that says from when a row is available. */
  public Optional<Component> availableAt() {
    return components.stream().filter(Component::availableAt).findFirst();
  }
}
