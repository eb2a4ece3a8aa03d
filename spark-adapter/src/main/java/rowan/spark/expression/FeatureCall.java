package rowan.spark.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.spark.expression.CallDescription.FromChild;
import rowan.spark.expression.CallDescription.FromInput;
import rowan.spark.expression.CallDescription.ParameterDescription;
import rowan.spark.type.SparkType;
import scala.collection.immutable.Seq;

/**
 * A feature as a Catalyst expression: the generated code calls the author's static method, without
 * boxing for numbers and booleans. Its first children are the arguments, its last the columns of
 * the row key, which only errors read.
 */
public final class FeatureCall extends JavaExpression<CallDescription> {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable InterpretedCall interpreted;

  /** The call, with the arguments that are not inputs and then the columns of the row key. */
  public FeatureCall(CallDescription description, Seq<Expression> children) {
    super(description, children);
  }

  @Override
  Expression withChildren(Seq<Expression> others) {
    return new FeatureCall(description(), others);
  }

  @Override
  public DataType dataType() {
    return description().result().dataType();
  }

  @Override
  public boolean nullable() {
    return description().nullable();
  }

  @Override
  public @Nullable Object eval(@Nullable InternalRow row) {
    InterpretedCall call = interpreted;
    if (call == null) {
      call = new InterpretedCall(description());
      interpreted = call;
    }
    @Nullable Object[] values = new @Nullable Object[children().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = child(i).eval(row);
    }
    return call.apply(values);
  }

  @Override
  String code(CodegenContext context, ExprCode result, List<ExprCode> children) {
    return new CallCode(context, result, children).whole();
  }

  @Override
  public String prettyName() {
    return description().owner().getSimpleName() + "." + description().method();
  }

  @Override
  public String toString() {
    return description().parameters().stream()
        .map(parameter -> shown(parameter.argument()))
        .collect(Collectors.joining(", ", prettyName() + "(", ")"));
  }

  private String shown(CallDescription.Source argument) {
    return argument instanceof FromChild from ? child(from.child()).toString() : "input";
  }

  @Override
  public String sql() {
    return description().call().feature();
  }

  /** The code of one call. */
  private final class CallCode {

    private final CodegenContext context;
    private final ExprCode result;
    private final List<ExprCode> children;
    private final String self;
    private final List<String> locals = new ArrayList<>();

    CallCode(CodegenContext context, ExprCode result, List<ExprCode> children) {
      this.context = context;
      this.result = result;
      this.children = children;
      this.self = context.addReferenceObj("call", description(), CallDescription.class.getName());
      description().parameters().forEach(p -> locals.add(context.freshName("argument")));
    }

    String whole() {
      String type = CodeGenerator.javaType(dataType());
      return """
          %s
          boolean %s = %s;
          %s %s = %s;
          if (!%s) {
            %s
          }
          """
          .formatted(
              nullColumnChecks(),
              result.isNull(),
              GeneratedCode.anyOf(nullArguments()),
              type,
              result.value(),
              CodeGenerator.defaultValue(dataType(), false),
              result.isNull(),
              arguments() + call());
    }

    /** A null in a column that may hold none is an error, not a null feature. */
    private String nullColumnChecks() {
      StringBuilder checks = new StringBuilder();
      for (int i = 0; i < locals.size(); i++) {
        if (description().parameters().get(i).argument() instanceof FromChild from
            && from.requiredColumn() != null) {
          checks.append(
              "if (%s) { throw %s.nullColumn(%d, %s); }\n"
                  .formatted(children.get(from.child()).isNull(), self, i, identity()));
        }
      }
      return checks.toString();
    }

    private String identity() {
      List<SparkType> types = description().identity().types();
      return GeneratedCode.objects(
          children.subList(children.size() - types.size(), children.size()),
          types.stream().map(SparkType::dataType).toList());
    }

    private List<String> nullArguments() {
      List<String> nulls = new ArrayList<>();
      for (ParameterDescription parameter : description().parameters()) {
        if (parameter.nullable()) {
          continue;
        }
        if (parameter.argument() instanceof FromChild from && from.requiredColumn() == null) {
          nulls.add(children.get(from.child()).isNull().toString());
        }
        if (parameter.argument() instanceof FromInput input && input.constant().value() == null) {
          nulls.add("true");
        }
      }
      return nulls;
    }

    private String arguments() {
      StringBuilder declarations = new StringBuilder();
      StringBuilder conversions = new StringBuilder();
      for (int i = 0; i < locals.size(); i++) {
        ParameterDescription parameter = description().parameters().get(i);
        String type = parameter.javaClass().getCanonicalName();
        boolean converts =
            parameter.argument() instanceof FromChild from && !from.type().isPrimitive();
        if (converts) {
          declarations.append("%s %s = null;\n".formatted(type, locals.get(i)));
          conversions.append("%s = %s;\n".formatted(locals.get(i), value(i, parameter)));
        } else {
          declarations.append("%s %s = %s;\n".formatted(type, locals.get(i), value(i, parameter)));
        }
      }
      return declarations + guarded(conversions.toString(), "invalidArgument(%s)");
    }

    /**
     * Code that reports an {@code IllegalArgumentException} of a conversion by a method of self.
     */
    private String guarded(String code, String report) {
      if (code.isEmpty()) {
        return "";
      }
      String error = context.freshName("error");
      return "try {\n%s} catch (IllegalArgumentException %s) {\n  throw %s.%s;\n}\n"
          .formatted(code, error, self, report.formatted(error));
    }

    private String value(int index, ParameterDescription parameter) {
      if (parameter.argument() instanceof FromInput input) {
        return constant(parameter, input.constant());
      }
      FromChild from = (FromChild) parameter.argument();
      ExprCode child = children.get(from.child());
      String value = child.value().toString();
      if (parameter.javaClass().isPrimitive()) {
        return value; // Java widens where the edge does
      }
      String java =
          from.type().isPrimitive()
              ? boxed(parameter.javaClass(), value)
              : from.type().toJavaCode(value, typeReference(index));
      return parameter.nullable() ? "%s ? null : %s".formatted(child.isNull(), java) : java;
    }

    private String boxed(Class<?> box, String value) {
      String primitive =
          java.lang.invoke.MethodType.methodType(box).unwrap().returnType().getName();
      return "%s.valueOf((%s) %s)".formatted(box.getName(), primitive, value);
    }

    private String typeReference(int index) {
      return "((%s.FromChild) ((%s.ParameterDescription) %s.parameters().get(%d)).argument()).type()"
          .formatted(CallDescription.class.getName(), CallDescription.class.getName(), self, index);
    }

    private String constant(ParameterDescription parameter, Constant constant) {
      if (constant.value() == null) {
        return nullOf(parameter.javaClass());
      }
      String reference =
          context.addReferenceObj("input", constant, Constant.class.getName()) + ".value()";
      Class<?> box =
          java.lang.invoke.MethodType.methodType(parameter.javaClass()).wrap().returnType();
      String cast = "((%s) %s)".formatted(box.getCanonicalName(), reference);
      return parameter.javaClass().isPrimitive()
          ? "%s.%sValue()".formatted(cast, parameter.javaClass().getName())
          : cast;
    }

    /** A primitive that stands for null is never read: the method is then not called. */
    private String nullOf(Class<?> type) {
      if (!type.isPrimitive()) {
        return "null";
      }
      return type == boolean.class ? "false" : "0";
    }

    private String call() {
      return description().isVector() ? vector() : methodCall();
    }

    private String vector() {
      String value = context.freshName("vector");
      String member = CallDescription.class.getName() + ".member(%s)";
      List<String> members = new ArrayList<>();
      for (int i = 0; i < locals.size(); i++) {
        Class<?> type = description().parameters().get(i).javaClass();
        String whenPrimitive = type == boolean.class ? "(%s ? 1.0 : 0.0)" : "(double) %s";
        members.add((type.isPrimitive() ? whenPrimitive : member).formatted(locals.get(i)));
      }
      return "double[] %s = new double[] {%s};\n".formatted(value, String.join(", ", members))
          + "%s = %s;\n"
              .formatted(
                  result.value(), description().result().toCatalystCode(value, self + ".result()"));
    }

    private String methodCall() {
      Class<?> returned = returned();
      String value = context.freshName("result");
      String error = context.freshName("error");
      String type = returned.getCanonicalName();
      return """
          %s %s;
          try {
            %s = %s.%s(%s);
          } catch (Throwable %s) {
            throw %s.threw(%s, %s);
          }
          %s
          """
          .formatted(
              type,
              value,
              value,
              description().owner().getCanonicalName(),
              description().method(),
              String.join(", ", locals),
              error,
              self,
              error,
              shownArguments(),
              store(returned, value));
    }

    private String store(Class<?> returned, String value) {
      SparkType type = description().result();
      String stored =
          "%s = %s;\n".formatted(result.value(), type.toCatalystCode(value, self + ".result()"));
      if (returned.isPrimitive()) {
        return stored;
      }
      String whenNull =
          description().mayReturnNull()
              ? result.isNull() + " = true;"
              : "throw %s.returnedNull(%s);".formatted(self, shownArguments());
      return "if (%s == null) { %s } else {\n%s}\n"
          .formatted(
              value,
              whenNull,
              type.isPrimitive()
                  ? stored
                  : guarded(stored, "returnedInvalid(%s, " + shownArguments() + ")"));
    }

    private String shownArguments() {
      List<String> shown = new ArrayList<>();
      for (int i = 0; i < locals.size(); i++) {
        Class<?> type = description().parameters().get(i).javaClass();
        Class<?> box = java.lang.invoke.MethodType.methodType(type).wrap().returnType();
        shown.add(
            type.isPrimitive()
                ? "%s.valueOf(%s)".formatted(box.getName(), locals.get(i))
                : locals.get(i));
      }
      return "new Object[] {" + String.join(", ", shown) + "}";
    }

    private Class<?> returned() {
      return InterpretedCall.method(description()).getReturnType();
    }
  }
}
