package rowan.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import rowan.fit.FitProgram;
import rowan.fit.FitState;
import rowan.fit.FitStep;

/** Shows all training rows to the operators of a pass: each partition, then their states merged. */
final class TrainingPass {

  private TrainingPass() {}

  static FitState run(SparkAdapter adapter, FitStep step, FitProgram program) {
    Dataset<Row> rows = adapter.run(step.plan());
    TrainingReader reader = TrainingReader.of(step, rows);
    JavaRDD<InternalRow> internal =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd().toJavaRDD();
    if (internal.getNumPartitions() == 0) {
      return program.newState();
    }
    JavaRDD<byte[]> states =
        internal.mapPartitions(part -> List.of(bytes(seen(part, reader, program))).iterator());
    return state(states.treeReduce((one, other) -> bytes(program.merge(state(one), state(other)))));
  }

  private static FitState seen(
      Iterator<InternalRow> rows, TrainingReader reader, FitProgram program) {
    FitState state = program.newState();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      program.add(state, reader.values(row), reader.time(row));
    }
    return state;
  }

  /** As Java objects, whatever serializer the session has: Kryo cannot read all states. */
  private static byte[] bytes(FitState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot send what was seen of training rows; make the states of the operators"
              + " java.io.Serializable: "
              + e.getMessage(),
          e);
    }
    return bytes.toByteArray();
  }

  private static FitState state(byte[] bytes) {
    try (ObjectInputStream in = new ClassLoadingStream(bytes)) {
      return (FitState) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot receive what was seen of training rows", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds the classes of a job that was sent to a cluster. */
  private static final class ClassLoadingStream extends ObjectInputStream {

    ClassLoadingStream(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(java.io.ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(
            described.getName(), false, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(described);
      }
    }
  }
}
