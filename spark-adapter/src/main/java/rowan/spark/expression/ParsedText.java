package rowan.spark.expression;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;
import rowan.spark.expression.ParsedText.Column;
import rowan.spark.type.SparkType;
import rowan.type.TextForm;
import rowan.type.Type.Enumeration;
import scala.collection.immutable.Seq;

/**
 * A column of a file without types, such as CSV, parsed as its source declares it. What does not
 * parse fails, naming the column, the text and the row. Its second child is the text of the row
 * key.
 */
public final class ParsedText extends JavaExpression<Column> {

  private static final long serialVersionUID = 1L;

  /**
   * The column.
   *
   * @param source what requests call its source
   * @param name its name
   * @param type the type to parse its text as
   * @param rowKey the name of the column that errors call a row by
   */
  public record Column(String source, String name, SparkType type, String rowKey)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The value inside Catalyst that {@code text} spells; generated code calls it. */
    public Object parse(UTF8String text, @Nullable UTF8String key) {
      try {
        Object value = TextForm.parse(type.type(), text.toString());
        return type.type() instanceof Enumeration ? text.copy() : type.toCatalyst(value);
      } catch (IllegalArgumentException e) {
        throw new FeatureException(
            "Cannot read source %s: column %s: %s, in row %s = %s"
                .formatted(source, name, e.getMessage(), rowKey, key),
            e);
      }
    }
  }

  /** The parsed text of the first child. */
  public ParsedText(Column description, Seq<Expression> children) {
    super(description, children);
  }

  @Override
  Expression withChildren(Seq<Expression> others) {
    return new ParsedText(description(), others);
  }

  @Override
  public DataType dataType() {
    return description().type().dataType();
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public @Nullable Object eval(@Nullable InternalRow row) {
    Object text = child(0).eval(row);
    return text == null
        ? null
        : description().parse((UTF8String) text, (UTF8String) child(1).eval(row));
  }

  @Override
  String code(CodegenContext context, ExprCode result, List<ExprCode> children) {
    String self = context.addReferenceObj("column", description(), Column.class.getCanonicalName());
    ExprCode text = children.get(0);
    ExprCode key = children.get(1);
    return """
        boolean %s = %s;
        %s %s = %s ? %s : (%s) %s.parse(%s, %s ? null : %s);
        """
        .formatted(
            result.isNull(),
            text.isNull(),
            CodeGenerator.javaType(dataType()),
            result.value(),
            text.isNull(),
            CodeGenerator.defaultValue(dataType(), true),
            CodeGenerator.boxedType(dataType()),
            self,
            text.value(),
            key.isNull(),
            key.value());
  }

  @Override
  public String prettyName() {
    return "parsed_text";
  }
}
