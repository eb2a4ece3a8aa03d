package rowan.spark.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import rowan.spark.execution.Slot.Call;
import rowan.spark.execution.Slot.Column;
import rowan.spark.execution.Slot.Part;
import rowan.spark.expression.FeatureCall;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads a stack of projections, the lowest first, into slots. An expression that is none of ours
 * becomes a column of the rows below, if it reads no more than columns of these.
 */
final class ProjectionReader {

  private final List<Slot> slots = new ArrayList<>();
  private final Map<Slot, Integer> numbers = new HashMap<>();
  private final Map<ExprId, Integer> known = new HashMap<>();
  private boolean hasFeatures;

  /** The slots of what the node that is read knows by numbers. */
  private int[] numbered = {};

  private final Map<Expression, Integer> derived = new HashMap<>();
  private final Map<ExprId, NamedExpression> derivations = new HashMap<>();
  private final Map<Integer, Supplier<String>> shown = new HashMap<>();

  ProjectionReader(LogicalPlan below) {
    for (Attribute attribute : CollectionConverters.asJava(below.output())) {
      known.put(attribute.exprId(), add(new Column(attribute, false)));
    }
  }

  /** Every slot, each after those that it is computed from. */
  List<Slot> slots() {
    return slots;
  }

  /** Columns of the rows below, those that are derived with what they are derived by. */
  List<NamedExpression> columns(List<Attribute> columns) {
    return columns.stream()
        .map(column -> derivations.getOrDefault(column.exprId(), (NamedExpression) (Object) column))
        .toList();
  }

  /** What explain shows of a slot, if a projection has it as a column. */
  Optional<Supplier<String>> shown(int slot) {
    return Optional.ofNullable(shown.get(slot));
  }

  /** The slot of a column of the projection that was read last. */
  int slot(Attribute attribute) {
    return Optional.ofNullable(known.get(attribute.exprId())).orElseThrow();
  }

  /**
   * Whether all of a projection can be read, once those below it are. The features of another graph
   * may take a feature for what it is in Spark, and not for what it is in Java; they begin anew.
   */
  boolean canRead(LogicalPlan projection) {
    if (projection instanceof ProjectFeatures) {
      return !hasFeatures;
    }
    return list((Project) projection).stream().allMatch(named -> canRead((Expression) named));
  }

  static List<NamedExpression> list(Project project) {
    return CollectionConverters.asJava(project.projectList());
  }

  /** Whether an expression can be read, once the projections below it are. */
  boolean canRead(Expression expression) {
    if (expression instanceof Alias alias) {
      return canRead(alias.child());
    }
    if (expression instanceof FeatureCall) {
      return children(expression).stream().allMatch(this::canRead);
    }
    if (expression instanceof GetStructField part && isComputed(part.child())) {
      return canRead(part.child());
    }
    return expression instanceof Attribute || isDerivable(expression);
  }

  private static List<Expression> children(Expression expression) {
    return CollectionConverters.asJava(expression.children());
  }

  private boolean isComputed(Expression expression) {
    return expression instanceof FeatureCall
        || (expression instanceof GetStructField part && isComputed(part.child()))
        || ((expression instanceof Attribute || expression instanceof BoundReference)
            && !(slots.get(slot(expression)) instanceof Column));
  }

  private boolean isDerivable(Expression expression) {
    return CollectionConverters.asJava(expression.references().toSeq()).stream()
        .allMatch(read -> slots.get(slot(read)) instanceof Column column && !column.isDerived());
  }

  /** Reads a projection, all of which can be. */
  void read(LogicalPlan projection) {
    if (projection instanceof ProjectFeatures node) {
      read(node);
    } else {
      read((Project) projection);
    }
  }

  private void read(ProjectFeatures node) {
    hasFeatures = true;
    int count = node.features().size();
    numbered = new int[count + node.columns().size()];
    for (int number = count; number < numbered.length; number++) {
      numbered[number] = slot(node.column(number));
    }
    for (int i = 0; i < count; i++) {
      Expression definition = node.definitions().expressions().get(i);
      numbered[i] = definition instanceof FeatureCall call ? append(read(call)) : slot(definition);
      known.put(node.features().apply(i).exprId(), numbered[i]);
      int feature = i;
      shown.putIfAbsent(numbered[i], () -> node.shown(feature));
    }
  }

  private void read(Project project) {
    Map<ExprId, Integer> read = new HashMap<>();
    for (NamedExpression named : list(project)) {
      int slot = slot((Expression) named);
      read.put(named.exprId(), slot);
      if (named instanceof Alias) {
        shown.putIfAbsent(slot, named::toString);
      }
    }
    known.putAll(read);
  }

  private int slot(Expression expression) {
    if (expression instanceof Alias alias) {
      return slot(alias.child());
    }
    if (expression instanceof Attribute attribute) {
      return slot(attribute);
    }
    if (expression instanceof BoundReference read) {
      return numbered[read.ordinal()];
    }
    if (expression instanceof FeatureCall call) {
      return add(read(call));
    }
    if (expression instanceof GetStructField part && isComputed(part.child())) {
      int record = slot(part.child());
      return add(new Part(record, part.ordinal(), type(record).part(part.ordinal())));
    }
    return derive(expression);
  }

  private Call read(FeatureCall call) {
    List<Integer> operands = new ArrayList<>(call.children().size());
    children(call).forEach(child -> operands.add(slot(child)));
    return new Call(call.description(), operands);
  }

  private SparkType type(int computed) {
    return slots.get(computed) instanceof Call call
        ? call.description().result()
        : ((Part) slots.get(computed)).type();
  }

  private int derive(Expression expression) {
    Expression ofBelow = onColumns(expression);
    Integer same = derived.get(ofBelow.canonicalized());
    if (same != null && expression.deterministic()) {
      return same;
    }
    Alias column = Names.named(ofBelow, "derived", NamedExpression.newExprId());
    derivations.put(column.exprId(), column);
    int slot = add(new Column(column.toAttribute(), true));
    derived.put(ofBelow.canonicalized(), slot);
    return slot;
  }

  /** The expression on the columns of the rows below, whatever the projections call them. */
  private Expression onColumns(Expression expression) {
    if (expression instanceof Attribute || expression instanceof BoundReference) {
      return (Expression) (Object) ((Column) slots.get(slot(expression))).attribute();
    }
    return expression.withNewChildren(
        ScalaSeq.of(children(expression).stream().map(this::onColumns).toList()));
  }

  /** The slot that is the same, or a new one. */
  private int add(Slot slot) {
    return numbers.computeIfAbsent(slot, this::append);
  }

  private int append(Slot slot) {
    slots.add(slot);
    return slots.size() - 1;
  }
}
