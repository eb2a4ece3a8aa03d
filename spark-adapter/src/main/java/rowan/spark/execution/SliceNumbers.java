package rowan.spark.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import rowan.spark.type.ScalaSeq;

/**
 * Gives numbers to slices. Spark sends a slice to a partition by a hash of its key and number; left
 * to chance, some partitions would get several slices and others none, so numbers are taken whose
 * hashes lead to all partitions in turn.
 */
final class SliceNumbers {

  /** Beyond this many tries for each slice, any number will do. */
  private static final int MOST_TRIES = 100;

  private final int partitions;
  private final Expression partition;
  private int next = HotKeys.NOT_HOT + 1;
  private int turn;

  /**
   * @param key the types of what a key consists of
   */
  SliceNumbers(List<DataType> key, int partitions) {
    List<Expression> hashed = new ArrayList<>();
    for (DataType type : key) {
      hashed.add(new BoundReference(hashed.size(), type, true));
    }
    hashed.add(new BoundReference(hashed.size(), DataTypes.IntegerType, false));
    this.partitions = partitions;
    this.partition = new HashPartitioning(ScalaSeq.of(hashed), partitions).partitionIdExpression();
  }

  /** Numbers for the slices of a key. */
  int[] of(UnsafeRow key, int slices) {
    List<Deque<Integer>> wanted = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      wanted.add(new ArrayDeque<>());
    }
    for (int slice = 0; slice < slices; slice++) {
      wanted.get(turn++ % partitions).add(slice);
    }
    int[] numbers = new int[slices];
    int left = slices;
    for (long tries = (long) MOST_TRIES * slices; left > 0; tries--) {
      Deque<Integer> here = tries > 0 ? wanted.get(partition(key, next)) : any(wanted);
      if (!here.isEmpty()) {
        numbers[here.remove()] = next;
        left--;
      }
      next++;
    }
    return numbers;
  }

  private static Deque<Integer> any(List<Deque<Integer>> wanted) {
    return wanted.stream().filter(slices -> !slices.isEmpty()).findFirst().orElseThrow();
  }

  private int partition(UnsafeRow key, int number) {
    return (Integer)
        partition.eval(new JoinedRow(key, new GenericInternalRow(new Object[] {number})));
  }
}
