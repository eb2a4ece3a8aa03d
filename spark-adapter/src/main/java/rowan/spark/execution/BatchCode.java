package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import rowan.spark.execution.ProgramCode.ColumnCode;
import scala.collection.Iterator;

/**
 * The code that goes through batches of columns, as Parquet files are read, in place of Spark's
 * operator that makes rows of them: it takes the values of a column at once where that is faster.
 */
final class BatchCode {

  private final ColumnarToRowExec child;
  private final CodegenContext context;
  private final String batches;
  private final String batch;
  private final String next;
  private final String nextBatch;
  private final String row;
  private final List<ColumnCode> columns = new ArrayList<>();
  private final StringBuilder perBatch = new StringBuilder();
  private final StringBuilder perRow = new StringBuilder();

  /**
   * @param child whose batches are read
   * @param positions which columns are
   */
  BatchCode(ColumnarToRowExec child, int[] positions, CodegenContext context) {
    this.child = child;
    this.context = context;
    this.batches = field(Iterator.class, "batches", "inputs[0]");
    this.batch = field(ColumnarBatch.class, "batch", "null");
    this.next = context.addMutableState("int", "next", name -> "", false, true);
    this.nextBatch = context.freshName("nextBatch");
    this.row = context.freshName("row");
    for (int position : positions) {
      DataType type = child.output().apply(position).dataType();
      String vector = "%s.column(%d)".formatted(batch, position);
      if (ColumnNumbers.holds(CodeGenerator.javaType(type))) {
        addNumbers(type, vector);
      } else if (type instanceof StringType) {
        addTexts(type, vector);
      } else {
        addOther(type, vector);
      }
    }
  }

  /** A field of the generated class. */
  private String field(Class<?> type, String name, String initial) {
    return context.addMutableState(
        type.getName(), name, field -> field + " = " + initial + ";", false, true);
  }

  private void addNumbers(DataType type, String vector) {
    String javaType = CodeGenerator.javaType(type);
    String made = "new %s(\"%s\")".formatted(ColumnNumbers.class.getName(), javaType);
    String numbers = field(ColumnNumbers.class, "numbers", made);
    perBatch.append("%s.read(%s, %s.numRows());\n".formatted(numbers, vector, batch));
    String isNull = "%s.isNull(%s)".formatted(numbers, row);
    String word = "%s.word(%s)".formatted(numbers, row);
    ExprCode value = value(type, isNull, ColumnNumbers.value(javaType, word));
    columns.add(new ColumnCode(value, null));
  }

  private void addTexts(DataType type, String vector) {
    String made = "new %s()".formatted(ColumnTexts.class.getName());
    String texts = field(ColumnTexts.class, "texts", made);
    perBatch.append("%s.read(%s);\n".formatted(texts, vector));
    String isNull = "%s.isNull(%s)".formatted(texts, row);
    ExprCode value = value(type, isNull, "%s.text(%s)".formatted(texts, row));
    columns.add(new ColumnCode(value, texts));
  }

  private void addOther(DataType type, String vector) {
    String column = field(ColumnVector.class, "column", "null");
    perBatch.append("%s = %s;\n".formatted(column, vector));
    String isNull = "%s.isNullAt(%s)".formatted(column, row);
    ExprCode value = value(type, isNull, CodeGenerator.getValueFromVector(column, type, row));
    columns.add(new ColumnCode(value, null));
  }

  /** Reads a value into a variable. */
  private ExprCode value(DataType type, String isNull, String value) {
    ExprCode variable =
        ExprCode.apply(
            JavaCode.isNullVariable(context.freshName("isNull")),
            JavaCode.variable(context.freshName("value"), type));
    perRow.append(
        "boolean %s = %s;\n%s %s = %s ? %s : %s;\n"
            .formatted(
                variable.isNull(),
                isNull,
                CodeGenerator.javaType(type),
                variable.value(),
                variable.isNull(),
                CodeGenerator.defaultValue(type, false),
                value));
    return variable;
  }

  /** The columns' values in a row. */
  List<ColumnCode> columns() {
    return columns;
  }

  /**
   * The loop.
   *
   * @param goesOn the condition, if there is one, for it to go on
   * @param body what is done with a row
   * @param stop what comes after it
   */
  String code(String goesOn, String body, String stop) {
    return """
        if (%1$s == null) { %2$s(); }
        while (%3$s %1$s != null) {
          while (%4$s < %1$s.numRows()) {
            int %5$s = %4$s++;
            %6$s
            %7$s
            %8$s
          }
          %1$s.closeIfFreeable();
          %1$s = null;
          %2$s();
        }
        if (%1$s != null) { %1$s.close(); }
        """
        .formatted(batch, addNextBatch(), goesOn, next, row, perRow, body, stop);
  }

  /** A method that takes the next batch, if there is one. */
  private String addNextBatch() {
    String code =
        """
        private void %1$s() throws java.io.IOException {
          if (!%2$s.hasNext()) { return; }
          %3$s = (%4$s) %2$s.next();
          %5$s = 0;
          %6$s.add(1);
          %7$s.add(%3$s.numRows());
          %8$s
        }
        """
            .formatted(
                nextBatch,
                batches,
                batch,
                ColumnarBatch.class.getName(),
                next,
                metric("numInputBatches"),
                metric("numOutputRows"),
                perBatch);
    return context.addNewFunction(nextBatch, code, false);
  }

  /** Its operator does not run, but what it shows is right. */
  private String metric(String name) {
    return context.addReferenceObj(name, child.longMetric(name), null);
  }
}
