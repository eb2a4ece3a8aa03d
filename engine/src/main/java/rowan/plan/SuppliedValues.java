package rowan.plan;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Method;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.type.JavaForm;
import rowan.type.Name;
import rowan.type.TextForm;

/**
 * The value of every input, fitted value and override of a plan: given by the caller, or the
 * input's default. All are of their declared types, in canonical form.
 */
public final class SuppliedValues {

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private SuppliedValues() {}

  /**
   * Checks what the caller gives against what the plan needs.
   *
   * @throws CheckException naming every input that is unknown, missing, or of another type
   */
  public static SuppliedValues of(Plan plan, Inputs inputs) {
    SuppliedValues supplied = new SuppliedValues();
    Map<Name, @Nullable Object> given = new LinkedHashMap<>(inputs.values());
    List<Problem> problems = new ArrayList<>();
    for (Node node : plan.supply().nodes()) {
      Name name = nameOf(node, given);
      if (given.containsKey(name)) {
        supplied.take(plan, node, given.remove(name), problems);
      } else {
        supplied.takeDefault(plan, node, problems);
      }
    }
    given.keySet().forEach(name -> problems.add(unknown(plan, name)));
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot run the plan of " + plan.graph().title(), problems);
    }
    return supplied;
  }

  /** A column that is overridden may be given by its own name, without its source in front. */
  private static Name nameOf(Node node, Map<Name, @Nullable Object> given) {
    Name own = Name.of(node.column());
    return given.containsKey(own) ? own : Name.of(node.name());
  }

  private void take(Plan plan, Node node, @Nullable Object value, List<Problem> problems) {
    if (value == null) {
      if (!node.nullable()) {
        problems.add(problem("null-input", node, "It is null, but not declared @Nullable."));
      }
      values.put(node.name(), null);
      return;
    }
    try {
      values.put(node.name(), JavaForm.of(node.type(), plan.graph()::classNamed).convert(value));
    } catch (IllegalArgumentException e) {
      problems.add(
          problem(
              "input-type",
              node,
              "%s (%s) is not %s: %s."
                  .formatted(
                      TextForm.show(value),
                      value.getClass().getSimpleName(),
                      node.type().withArticle(),
                      e.getMessage())));
    }
  }

  private void takeDefault(Plan plan, Node node, List<Problem> problems) {
    if (node.definition() instanceof Definition.Input input && !input.isRequired()) {
      take(plan, node, call(plan, input.method()), problems);
    } else if (node.isFitted()) {
      problems.add(
          Problem.at(
              "not-fitted",
              "fitted value \"" + node.name() + "\"",
              "The plan needs a value fitted over the rows of \"%s\"; run rowan fit and give its file (--fitted FILE, or FittedValues.read), or give a value by hand, as if it were an input."
                  .formatted(((Definition.Fitted) node.definition()).fitting().rows().table())));
    } else {
      problems.add(
          problem(
              "missing-input",
              node,
              "The plan needs %s; give it one.".formatted(node.type().withArticle())));
    }
  }

  private static @Nullable Object call(Plan plan, Method method) {
    try {
      return plan.graph().loaded(method).invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Cannot compute the default of the input %s: %s"
              .formatted(method.qualifiedName(), e.getCause()),
          e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem problem(String code, Node node, String message) {
    return Problem.at(code, "input \"" + node.name() + "\"", message);
  }

  private static Problem unknown(Plan plan, Name name) {
    Stream<Name> known = plan.supply().nodes().stream().map(node -> Name.of(node.name()));
    boolean unread = plan.graph().find(name.spelled()).isPresent();
    return Problem.at(
            "unknown-input",
            "input \"" + name + "\"",
            unread
                ? "No wanted feature reads it as an input; leave it out."
                : "The plan takes no input of this name.")
        .withNearMisses(name.nearest(known).stream().map(Name::spelled).toList());
  }

  /** Whether the plan is given a value for the node of this name. */
  public boolean contains(String node) {
    return values.containsKey(node);
  }

  /** The canonical value of a node of this name. */
  public @Nullable Object value(String node) {
    return values.get(node);
  }

  /** The values by node name. */
  public Map<String, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(values);
  }
}
