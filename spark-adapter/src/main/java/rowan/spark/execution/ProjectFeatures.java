package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.logical.statsEstimation.EstimationUtils;
import org.apache.spark.sql.catalyst.util.package$;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.math.BigInt;

/**
 * Adds to each row of the child features that are computed from that row alone. A feature may read
 * columns of the child and the features before it.
 *
 * <p>Projections could say the same, one for each level of the graph. But each of them lists all
 * columns, so that a plan of many levels would be quadratic in size; and Catalyst, wherever it
 * moves a filter through one, replaces features by their definitions, and so on down.
 */
public final class ProjectFeatures extends LogicalPlan {

  private final FeatureDefinitions definitions;
  private final Seq<Attribute> features;
  private final Seq<Attribute> columns;
  private final LogicalPlan child;
  private transient volatile @Nullable Seq<Attribute> output;

  /**
   * @param definitions what computes each feature
   * @param features the columns that are added, each after those that its definition reads
   * @param columns the columns of the child that the definitions read
   */
  public ProjectFeatures(
      FeatureDefinitions definitions,
      Seq<Attribute> features,
      Seq<Attribute> columns,
      LogicalPlan child) {
    this.definitions = definitions;
    this.features = features;
    this.columns = columns;
    this.child = child;
  }

  /** What computes each feature, by numbers. */
  FeatureDefinitions definitions() {
    return definitions;
  }

  /** What computes a feature. */
  Expression definition(int feature) {
    return definitions.of(feature, number -> (Expression) (Object) column(number));
  }

  /** A feature and what computes it, as explain shows them. */
  String shown(int feature) {
    return definition(feature) + " AS " + features.apply(feature);
  }

  /** The column of a number, which a definition reads. */
  Attribute column(int number) {
    int count = features.size();
    return number < count ? features.apply(number) : columns.apply(number - count);
  }

  /** The columns that are added, each after those that its definition reads. */
  Seq<Attribute> features() {
    return features;
  }

  /** The columns of the child that the definitions read. */
  Seq<Attribute> columns() {
    return columns;
  }

  LogicalPlan child() {
    return child;
  }

  /**
   * This node with some of its features and columns only, by their numbers, which include all that
   * these features read. Without any feature, the child.
   */
  LogicalPlan keeping(BitSet numbers) {
    int[] kept = numbers.stream().toArray();
    int[] numberedAnew = new int[features.size() + columns.size()];
    Arrays.fill(numberedAnew, -1); // which no definition can read
    for (int i = 0; i < kept.length; i++) {
      numberedAnew[kept[i]] = i;
    }
    IntFunction<Expression> read =
        number -> FeatureDefinitions.read(numberedAnew[number], column(number));
    List<Expression> expressions = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    for (int number : kept) {
      attributes.add(column(number));
      if (number < features.size()) {
        expressions.add(definitions.of(number, read));
      }
    }
    int count = expressions.size();
    return count == 0
        ? child
        : new ProjectFeatures(
            new FeatureDefinitions(expressions),
            ScalaSeq.of(attributes.subList(0, count)),
            ScalaSeq.of(attributes.subList(count, attributes.size())),
            child);
  }

  @Override
  public Seq<LogicalPlan> children() {
    return ScalaSeq.of(List.of(child));
  }

  @Override
  @SuppressWarnings("unchecked") // concatenation widens the element type to Object
  public Seq<Attribute> output() {
    Seq<Attribute> made = output;
    if (made == null) { // Catalyst asks again and again
      made = (Seq<Attribute>) (Seq<?>) child.output().appendedAll(features);
      output = made;
    }
    return made;
  }

  @Override
  public AttributeSet producedAttributes() {
    return AsOfColumns.set(features);
  }

  @Override
  public AttributeSet references() {
    return AsOfColumns.set(columns);
  }

  /**
   * As wide as its rows are, so that Spark does not send them to all executors as a small table.
   */
  @Override
  public Statistics stats() {
    Statistics ofChild = child.stats();
    BigInt size =
        ofChild
            .sizeInBytes()
            .$times(rowSize(output(), ofChild))
            .$div(rowSize(child.output(), ofChild));
    return ofChild.copy(size, ofChild.rowCount(), ofChild.attributeStats(), ofChild.isRuntime());
  }

  private static BigInt rowSize(Seq<Attribute> columns, Statistics statistics) {
    return EstimationUtils.getSizePerRow(columns, statistics.attributeStats());
  }

  @Override
  public Option<Object> maxRows() {
    return child.maxRows();
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> newChildren) {
    return new ProjectFeatures(definitions, features, columns, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "ProjectFeatures";
  }

  @Override
  public String argString(int maxFields) {
    List<String> shown = IntStream.range(0, features.size()).mapToObj(this::shown).toList();
    return package$.MODULE$.truncatedString(ScalaSeq.of(shown), "[", ", ", "]", maxFields);
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> definitions;
      case 1 -> features;
      case 2 -> columns;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ProjectFeatures;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProjectFeatures that
        && features.equals(that.features)
        && columns.equals(that.columns)
        && definitions.equals(that.definitions)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, child);
  }
}
