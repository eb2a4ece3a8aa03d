package rowan.spark.expression;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;

/** Pieces of Java code that several expressions generate. */
public final class GeneratedCode {

  private GeneratedCode() {}

  /** An array of the values of expressions, boxed. */
  public static String objects(List<ExprCode> codes, List<DataType> types) {
    StringBuilder array = new StringBuilder("new Object[] {");
    for (int i = 0; i < codes.size(); i++) {
      String boxed = CodeGenerator.boxedType(types.get(i));
      String value = codes.get(i).value().toString();
      array
          .append(i == 0 ? "" : ", ")
          .append(codes.get(i).isNull())
          .append(" ? null : (Object) ")
          .append(
              CodeGenerator.isPrimitiveType(types.get(i))
                  ? boxed + ".valueOf(" + value + ")"
                  : value);
    }
    return array.append("}").toString();
  }

  /** A disjunction of conditions; false when there is none. */
  static String anyOf(List<String> conditions) {
    return conditions.isEmpty() ? "false" : conditions.stream().collect(Collectors.joining(" || "));
  }
}
