package rowan.spark.execution;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.logical.statsEstimation.EstimationUtils;
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

  private final Seq<Expression> definitions;
  private final Seq<Attribute> features;
  private final LogicalPlan child;
  private transient volatile @Nullable Seq<Attribute> output;

  /**
   * @param definitions what computes each feature. Aliases would be simpler, but where Catalyst
   *     does not know a node, it takes their names away.
   * @param features the columns that are added, each after those that its definition reads
   */
  public ProjectFeatures(Seq<Expression> definitions, Seq<Attribute> features, LogicalPlan child) {
    this.definitions = definitions;
    this.features = features;
    this.child = child;
  }

  /** What computes each feature. */
  Seq<Expression> definitions() {
    return definitions;
  }

  /** The columns that are added, each after those that its definition reads. */
  Seq<Attribute> features() {
    return features;
  }

  LogicalPlan child() {
    return child;
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
    return new ProjectFeatures(definitions, features, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "ProjectFeatures";
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> definitions;
      case 1 -> features;
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
        && definitions.equals(that.definitions)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, child);
  }
}
