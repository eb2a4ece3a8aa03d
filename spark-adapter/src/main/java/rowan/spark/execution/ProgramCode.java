package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Input;
import rowan.spark.execution.RowFeatures.Required;
import rowan.spark.expression.GeneratedCode;
import rowan.spark.type.SparkType;
import rowan.type.Type.Scalar;

/**
 * The code that calls a row program amidst the code of other operators. Numbers, times and texts go
 * into its slots one by one; only for what takes more code to read, such as a list, is a row
 * written that the program then reads.
 */
final class ProgramCode {

  /** So many columns are read in one method at most. */
  private static final int AT_ONCE = 30;

  /**
   * The code of a column.
   *
   * @param value its value, in Spark
   * @param texts the name of the {@link ColumnTexts} that decodes it, if there is one
   */
  record ColumnCode(ExprCode value, @Nullable String texts) {
    String isNull() {
      return value.isNull().toString();
    }
  }

  private final RowFeatures features;
  private final List<ColumnCode> inputs;
  private final CodegenContext context;
  private final String function;
  private final String slots;
  private final String texts;
  private final String result;

  /**
   * @param inputs the values of the columns that are read
   */
  ProgramCode(
      RowFeatures features, ProgramTask task, List<ColumnCode> inputs, CodegenContext context) {
    this.features = features;
    this.inputs = inputs;
    this.context = context;
    String reference = context.addReferenceObj("task", task, ProgramTask.class.getName());
    this.function =
        context.addMutableState(
            RowFunction.class.getName(),
            "rowFunction",
            name -> "%s = %s.function();".formatted(name, reference),
            false,
            true);
    this.slots = context.freshName("slots");
    this.texts = context.freshName("texts");
    this.result = context.freshName("features");
  }

  /** The name of the row that comes out. */
  String result() {
    return result;
  }

  /** The code, given a row that is to be had for its code. */
  String code(ExprCode row) {
    return takesValues(features)
        ? code()
        : "%s\nUnsafeRow %s = %s.apply((InternalRow) %s);\n"
            .formatted(row.code(), result, function, row.value());
  }

  /** Whether it takes the values of columns, and not the whole row. */
  static boolean takesValues(RowFeatures features) {
    return features.inputs().stream().allMatch(input -> input.slot() < 0 || isSimple(input));
  }

  /** Whether one expression makes of the value what its slot holds, and cannot fail. */
  private static boolean isSimple(Input input) {
    SparkType taken = input.taken();
    if (taken == null) {
      return isText(input) || isWord(input);
    }
    return taken.isPrimitive() || taken.type() == Scalar.STRING || isTime(taken);
  }

  private static boolean isText(Input input) {
    return input.dataType() instanceof StringType;
  }

  private static boolean isWord(Input input) {
    return UnsafeRow.isFixedLength(input.dataType());
  }

  private static boolean isTime(SparkType type) {
    return type.type() == Scalar.INSTANT
        || type.type() == Scalar.DATE
        || type.type() == Scalar.DATE_TIME;
  }

  /** Few columns are read right here. Many are in methods apart, or this one would be too long. */
  String code() {
    StringBuilder code =
        new StringBuilder(
            """
            %s %s = %s.begin();
            UTF8String[] %s = %s.texts();
            """
                .formatted(Slots.class.getName(), slots, function, texts, function));
    if (inputs.size() <= AT_ONCE) {
      statements(inputs).forEach(statement -> code.append(statement.code()));
    } else {
      List<ColumnCode> parameters = inputs.stream().map(input -> parameter(input)).toList();
      List<Statement> all = statements(parameters);
      for (int first = 0; first < all.size(); first += AT_ONCE) {
        int end = Math.min(all.size(), first + AT_ONCE);
        code.append(apart(all.subList(first, end), parameters));
      }
    }
    return code.append("UnsafeRow %s = %s.end();\n".formatted(result, function)).toString();
  }

  /**
   * A statement, and the columns that it reads.
   *
   * @param read their numbers
   */
  private record Statement(String code, List<Integer> read) {}

  /** What checks the columns, and then what fills the slots with them. */
  private List<Statement> statements(List<ColumnCode> columns) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < features.required().size(); i++) {
      Required column = features.required().get(i);
      List<Integer> read = new ArrayList<>(column.rowKey());
      read.add(column.input());
      statements.add(new Statement(check(i, columns), read));
    }
    for (int i = 0; i < columns.size(); i++) {
      if (features.inputs().get(i).slot() >= 0) {
        statements.add(new Statement(fill(features.inputs().get(i), columns.get(i)), List.of(i)));
      }
    }
    return statements;
  }

  private ColumnCode parameter(ColumnCode column) {
    ExprCode value =
        ExprCode.apply(
            JavaCode.isNullVariable(context.freshName("isNull")),
            JavaCode.variable(context.freshName("column"), column.value().value().javaType()));
    return new ColumnCode(value, column.texts());
  }

  /** A method of some statements; returns the call. */
  private String apart(List<Statement> statements, List<ColumnCode> parameters) {
    StringBuilder declared =
        new StringBuilder("%s %s, UTF8String[] %s".formatted(Slots.class.getName(), slots, texts));
    StringBuilder passed = new StringBuilder(slots + ", " + texts);
    for (int column : columns(statements)) {
      ColumnCode parameter = parameters.get(column);
      String type = CodeGenerator.javaType(features.inputs().get(column).dataType());
      declared.append(
          ", boolean %s, %s %s".formatted(parameter.isNull(), type, parameter.value().value()));
      ColumnCode input = inputs.get(column);
      passed.append(", %s, %s".formatted(input.isNull(), input.value().value()));
    }
    String name = context.freshName("readColumns");
    String code = statements.stream().map(Statement::code).collect(Collectors.joining());
    String method = "private void %s(%s) {\n%s}\n".formatted(name, declared, code);
    return "%s(%s);\n".formatted(context.addNewFunction(name, method, false), passed);
  }

  private static List<Integer> columns(List<Statement> statements) {
    return statements.stream().flatMap(one -> one.read().stream()).distinct().toList();
  }

  private String check(int required, List<ColumnCode> columns) {
    Required column = features.required().get(required);
    List<ExprCode> rowKey = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (int input : column.rowKey()) {
      rowKey.add(columns.get(input).value());
      types.add(features.inputs().get(input).dataType());
    }
    return "if (%s) { throw %s.nullColumn(%d, %s); }\n"
        .formatted(
            columns.get(column.input()).isNull(),
            function,
            required,
            GeneratedCode.objects(rowKey, types));
  }

  private String fill(Input input, ColumnCode code) {
    if (input.dataType() instanceof NullType) {
      return "%s.setNull(%d);\n".formatted(slots, input.slot());
    }
    String set = set(input, code);
    return "false".equals(code.isNull())
        ? set
        : "if (%s) { %s.setNull(%d); } else { %s}\n"
            .formatted(code.isNull(), slots, input.slot(), set);
  }

  private String set(Input input, ColumnCode code) {
    String value = code.value().value().toString();
    SparkType taken = input.taken();
    String set = "";
    if (!isText(input)) {
      set = "%s.setWord(%d, %s);\n".formatted(slots, input.slot(), word(input.dataType(), value));
    } else if (features.keepsText(input.slot())) {
      set = "%s[%d] = %s;\n".formatted(texts, input.slot(), value);
    }
    if (taken == null || taken.isPrimitive()) {
      return set;
    }
    String object =
        code.texts() == null
            ? taken.toJavaCode(value, "none")
            : "%s.decoded(%s)".formatted(code.texts(), value);
    return set + "%s.setObject(%d, %s);\n".formatted(slots, input.slot(), object);
  }

  /** The eight bytes that a row has for a value. */
  private static String word(DataType type, String value) {
    if (type instanceof DecimalType) {
      return value + ".toUnscaledLong()";
    }
    return switch (CodeGenerator.javaType(type)) {
      case "boolean" -> "%s ? 1L : 0L".formatted(value);
      case "byte" -> "%s & 0xFFL".formatted(value);
      case "short" -> "%s & 0xFFFFL".formatted(value);
      case "int" -> "%s & 0xFFFFFFFFL".formatted(value);
      case "float" -> "Float.floatToRawIntBits(%s) & 0xFFFFFFFFL".formatted(value);
      case "double" -> "Double.doubleToRawLongBits(%s)".formatted(value);
      default -> value;
    };
  }
}
