package rowan.spark;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.jspecify.annotations.Nullable;
import rowan.graph.Argument;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Method;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.graph.TypeUse;
import rowan.plan.Call;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.plan.SuppliedValues;
import rowan.program.ProgramDescription.Kind;
import rowan.spark.execution.FeatureDefinitions;
import rowan.spark.execution.Operators;
import rowan.spark.execution.ProjectFeatures;
import rowan.spark.execution.Projections;
import rowan.spark.expression.CallDescription;
import rowan.spark.expression.CallDescription.FromChild;
import rowan.spark.expression.CallDescription.FromInput;
import rowan.spark.expression.CallDescription.ParameterDescription;
import rowan.spark.expression.Constant;
import rowan.spark.expression.FeatureCall;
import rowan.spark.expression.RequiredColumns;
import rowan.spark.expression.RowIdentity;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import rowan.type.JavaForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import scala.Option;

/**
 * Lowers what is computed of rows of one source onto a Dataset of them: one column a feature, all
 * added at once, since adding them one by one takes Spark quadratic time.
 */
final class Lowering {

  private final Plan plan;
  private final SuppliedValues supplied;
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final RowIdentity identity;

  /**
   * @param source the source of the rows; empty for rows of none
   */
  Lowering(Plan plan, SuppliedValues supplied, Optional<SourceTable> source) {
    this.plan = plan;
    this.supplied = supplied;
    this.identity =
        source
            .map(table -> identity(table, plan.graph()))
            .orElseGet(() -> new RowIdentity("", List.of(), List.of()));
    addConstants();
  }

  /** A column by its exact name, whatever characters are in it. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** What tells a row of a source from others: its row key, or its event time when it has none. */
  static RowIdentity identity(SourceTable source, Graph graph) {
    List<Component> keys =
        source.rowKey().isEmpty() ? source.eventTime().stream().toList() : source.rowKey();
    return new RowIdentity(
        source.table(),
        keys.stream().map(Component::column).toList(),
        keys.stream().map(key -> SparkType.of(key.use().type(), graph::classNamed)).toList());
  }

  private SparkType sparkType(Type type) {
    return SparkType.of(type, plan.graph()::classNamed);
  }

  private void addConstants() {
    List<Problem> problems = new ArrayList<>();
    for (Node node : plan.supply().nodes()) {
      Object value = supplied.value(node.name());
      if (node.type().isColumn()) {
        constants.put(node.name(), Constant.of(sparkType(node.type()), value));
      } else if (value == null || value instanceof Serializable) {
        constants.put(node.name(), Constant.of((Serializable) value));
      } else {
        problems.add(
            Problem.at(
                "not-serializable",
                "input \"" + node.name() + "\"",
                "A %s cannot be sent to the executors; make it implement java.io.Serializable."
                    .formatted(value.getClass().getName())));
      }
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot run the plan of " + plan.graph().title(), problems);
    }
  }

  /** The rows with the supplied values that are wanted as columns. */
  Dataset<Row> withSupplied(Dataset<Row> rows, Collection<Node> wanted) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Node node : wanted) {
      if (constants.containsKey(node.name())) {
        columns.put(node.column(), ExpressionUtils.column(literal(node)));
      }
    }
    return columns.isEmpty() ? rows : rows.withColumns(columns);
  }

  /**
   * The rows with the features of some levels, each after those it reads: as one node of ours; or,
   * where a session must do without, as projections.
   */
  Dataset<Row> withFeatures(Dataset<Row> rows, List<Step.RowFeatures> levels) {
    if (levels.isEmpty()) {
      return rows;
    }
    ResolvedRows resolved = ResolvedRows.of(rows);
    List<Node> nodes = levels.stream().flatMap(level -> level.nodes().stream()).toList();
    NumberedColumns columns = new NumberedColumns(resolved, nodes.size());
    List<Expression> definitions = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      definitions.add(definition(node, columns));
      columns.add(newColumn(node, true));
    }
    ProjectFeatures built =
        new ProjectFeatures(
            new FeatureDefinitions(definitions),
            ScalaSeq.of(columns.features()),
            ScalaSeq.of(columns.columns()),
            resolved.plan());
    return resolved.rows(
        Operators.runPrograms(rows.sparkSession()) ? built : Projections.of(built));
  }

  /**
   * The column of a node that is not computed yet. To Spark, row features may be null, as columns
   * of files may: of each column that may not, it makes a constraint wherever a filter or join is,
   * and compares them all with each other.
   */
  static Attribute newColumn(Node node, boolean nullable) {
    return new AttributeReference(
        node.column(),
        SparkType.dataType(node.type()),
        nullable,
        Metadata.empty(),
        NamedExpression.newExprId(),
        ScalaSeq.of(List.of()));
  }

  /**
   * The rows, of which the given columns are not null where they may not be. What features read is
   * checked where they read it; what is passed on as it is, here.
   */
  Dataset<Row> required(Dataset<Row> rows, Collection<Node> passed) {
    List<String> columns =
        passed.stream()
            .filter(node -> node.definition() instanceof Definition.Column && !node.nullable())
            .filter(node -> !supplied.contains(node.name()))
            .map(Node::column)
            .distinct()
            .toList();
    return columns.isEmpty() ? rows : rows.where(required(identity, columns, List.of()));
  }

  /** The condition that the required columns are not null, and that the others can be computed. */
  static Column required(RowIdentity identity, List<String> required, List<String> others) {
    List<Expression> children = new ArrayList<>();
    for (List<String> names : List.of(required, others, identity.columns())) {
      names.forEach(name -> children.add(expression(name)));
    }
    RequiredColumns.Columns description = new RequiredColumns.Columns(identity, required);
    return ExpressionUtils.column(new RequiredColumns(description, ScalaSeq.of(children)));
  }

  static Expression expression(String name) {
    return ExpressionUtils.expression(column(name));
  }

  private Literal literal(Node node) {
    Object value = supplied.value(node.name());
    SparkType type = sparkType(node.type());
    return new Literal(value == null ? null : type.toCatalyst(value), type.dataType());
  }

  private Expression definition(Node node, NumberedColumns columns) {
    return node.definition() instanceof Definition.Part part
        ? part(node, part, columns)
        : call(node, columns);
  }

  private Expression part(Node node, Definition.Part part, NumberedColumns columns) {
    Node record = plan.graph().argumentsOf(node).get(0);
    Type.Field field = ((Type.Struct) record.type()).fields().get(part.index());
    return new GetStructField(
        constants.containsKey(record.name()) ? literal(record) : columns.read(record.column()),
        part.index(),
        Option.apply(field.name().snakeCase()));
  }

  private Expression call(Node node, NumberedColumns columns) {
    Method method = ((Definition.OfMethod) node.definition()).method();
    List<Expression> children = new ArrayList<>();
    List<ParameterDescription> parameters = new ArrayList<>();
    List<Class<?>> classes = javaClasses(node);
    List<Node> arguments = plan.graph().argumentsOf(node);
    for (int i = 0; i < arguments.size(); i++) {
      TypeUse use = node.arguments().get(i).parameter().use();
      parameters.add(
          new ParameterDescription(
              classes.get(i), use.nullable(), source(arguments.get(i), use, columns, children)));
    }
    identity.columns().forEach(key -> children.add(columns.read(key)));
    CallDescription description =
        new CallDescription(
            Call.of(node),
            node.definition() instanceof Definition.Vector ? Kind.VECTOR : Kind.METHOD,
            plan.graph().classNamed(method.owner()),
            method.name(),
            parameters,
            sparkType(node.type()),
            method.result().nullable(),
            node.nullable(),
            identity);
    return new FeatureCall(description, ScalaSeq.of(children));
  }

  /** A member of a vector is as its author declares it; a method says it exactly. */
  private List<Class<?>> javaClasses(Node node) {
    return node.definition() instanceof Definition.Computed computed
        ? List.of(plan.graph().loaded(computed.method()).getParameterTypes())
        : node.arguments().stream().<Class<?>>map(this::javaClass).toList();
  }

  private Class<?> javaClass(Argument argument) {
    TypeUse use = argument.parameter().use();
    Class<?> box = JavaForm.javaClass(use.type(), plan.graph()::classNamed);
    return use.nullable() ? box : MethodType.methodType(box).unwrap().returnType();
  }

  private CallDescription.Source source(
      Node argument, TypeUse use, NumberedColumns columns, List<Expression> children) {
    if (supplied.contains(argument.name())) {
      return new FromInput(constant(argument, use.type()));
    }
    children.add(columns.read(argument.column()));
    return new FromChild(children.size() - 1, sparkType(argument.type()), requiredColumn(argument));
  }

  /** The value of an input, widened where the edge widens. */
  private Constant constant(Node node, Type wanted) {
    Object value = supplied.value(node.name());
    return value == null || wanted.equals(node.type()) || !(wanted instanceof Scalar)
        ? Objects.requireNonNull(constants.get(node.name()))
        : Constant.of(
            sparkType(wanted), JavaForm.of(wanted, plan.graph()::classNamed).convert(value));
  }

  private static @Nullable String requiredColumn(Node argument) {
    boolean required = argument.definition() instanceof Definition.Column && !argument.nullable();
    return required ? argument.column() : null;
  }
}
