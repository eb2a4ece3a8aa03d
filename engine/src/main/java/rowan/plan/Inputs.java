package rowan.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rowan.graph.Node;
import rowan.type.Name;

/**
 * Values that a caller gives to the inputs, fitted values and overrides of a plan, by name in any
 * spelling. A null that is given differs from a value that is absent: an input that may be null
 * still has to be given when it is required.
 */
public final class Inputs {

  private static final Inputs NONE = new Inputs(Map.of());

  private final Map<Name, @Nullable Object> values;

  private Inputs(Map<Name, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** No values. */
  public static Inputs none() {
    return NONE;
  }

  /** One value. */
  public static Inputs of(String name, @Nullable Object value) {
    return NONE.with(name, value);
  }

  /** These values and one more, which replaces an earlier one of the same name. */
  public Inputs with(String name, @Nullable Object value) {
    Map<Name, @Nullable Object> all = new LinkedHashMap<>(values);
    all.remove(Name.of(name));
    all.put(Name.of(name), value);
    return new Inputs(all);
  }

  /** Those of these values that a plan takes. */
  public Inputs neededBy(Plan plan) {
    Map<Name, @Nullable Object> needed = new LinkedHashMap<>(values);
    Set<Name> taken = new HashSet<>();
    for (Node node : plan.supply().nodes()) {
      taken.add(Name.of(node.name()));
      taken.add(Name.of(node.column()));
    }
    needed.keySet().retainAll(taken);
    return new Inputs(needed);
  }

  /** The names of the values. */
  public Set<Name> names() {
    return values.keySet();
  }

  /** Whether a value is given, be it null. */
  public boolean contains(String name) {
    return values.containsKey(Name.of(name));
  }

  /** The value of a name; null when it is null, or absent. */
  public @Nullable Object value(String name) {
    return values.get(Name.of(name));
  }

  /** The values by name. */
  Map<Name, @Nullable Object> values() {
    return values;
  }
}
