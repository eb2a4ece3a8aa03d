package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
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

  private final RowFeatures features;
  private final List<ExprCode> inputs;
  private final String function;
  private final String slots;
  private final String texts;
  private final String result;

  /**
   * @param inputs the values of the columns that are read
   */
  ProgramCode(
      RowFeatures features, ProgramTask task, List<ExprCode> inputs, CodegenContext context) {
    this.features = features;
    this.inputs = inputs;
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
        ? byValue()
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

  private String byValue() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < features.required().size(); i++) {
      code.append(check(i));
    }
    code.append("%s %s = %s.begin();\n".formatted(Slots.class.getName(), slots, function));
    code.append("UTF8String[] %s = %s.texts();\n".formatted(texts, function));
    for (int i = 0; i < inputs.size(); i++) {
      if (features.inputs().get(i).slot() >= 0) {
        code.append(fill(features.inputs().get(i), inputs.get(i)));
      }
    }
    return code.append("UnsafeRow %s = %s.end();\n".formatted(result, function)).toString();
  }

  private String check(int required) {
    Required column = features.required().get(required);
    List<ExprCode> rowKey = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (int input : column.rowKey()) {
      rowKey.add(inputs.get(input));
      types.add(features.inputs().get(input).dataType());
    }
    return "if (%s) { throw %s.nullColumn(%d, %s); }\n"
        .formatted(
            inputs.get(column.input()).isNull(),
            function,
            required,
            GeneratedCode.objects(rowKey, types));
  }

  private String fill(Input input, ExprCode code) {
    if (input.dataType() instanceof NullType) {
      return "%s.setNull(%d);\n".formatted(slots, input.slot());
    }
    String set = set(input, code.value().toString());
    return "false".equals(code.isNull().toString())
        ? set
        : "if (%s) { %s.setNull(%d); } else { %s}\n"
            .formatted(code.isNull(), slots, input.slot(), set);
  }

  private String set(Input input, String value) {
    SparkType taken = input.taken();
    String set =
        isText(input)
            ? "%s[%d] = %s;\n".formatted(texts, input.slot(), value)
            : "%s.setWord(%d, %s);\n".formatted(slots, input.slot(), word(input.dataType(), value));
    return taken == null || taken.isPrimitive()
        ? set
        : set
            + "%s.setObject(%d, %s);\n"
                .formatted(slots, input.slot(), taken.toJavaCode(value, "none"));
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
