package rowan.arrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.FeatureException;
import rowan.program.Slots;
import rowan.type.CanonicalForm;
import rowan.type.Name;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The rows of a batch, checked, with the vectors that hold the columns of their source. */
final class Batch implements AutoCloseable {

  private record Reading(InputColumn column, ColumnReader reader) {}

  private final Graph graph;
  private final SourceTable source;
  private final VectorSchemaRoot rows;
  private final DictionaryProvider dictionaries;
  private final long before;
  private final Map<String, FieldVector> vectors = new HashMap<>();
  private final List<FieldVector> decoded = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  /**
   * @param columns what is read of each row
   * @param before how many rows were in earlier batches of the same stream
   * @throws CheckException naming every column that the batch lacks, has twice or with a type that
   *     the declared one does not hold, or with 2 GB of values, or in which a value is null that
   *     may not be
   */
  Batch(
      Graph graph,
      SourceTable source,
      List<InputColumn> columns,
      VectorSchemaRoot rows,
      DictionaryProvider dictionaries,
      long before) {
    this.graph = graph;
    this.source = source;
    this.rows = rows;
    this.dictionaries = dictionaries;
    this.before = before;
    Set<Problem> problems = new LinkedHashSet<>(); // a column may be read twice
    columns.forEach(column -> find(column, problems));
    columns.forEach(column -> checkType(column, problems));
    columns.forEach(column -> checkNulls(column, problems));
    if (!problems.isEmpty()) {
      close();
      throw new CheckException(
          "Cannot score Arrow rows of " + source.table(), List.copyOf(problems));
    }
  }

  // Vectors.

  private void find(InputColumn column, Set<Problem> problems) {
    if (vectors.containsKey(column.name())) {
      return;
    }
    List<FieldVector> found = named(column.name());
    if (found.size() == 1) {
      decoded(column, found.get(0), problems)
          .filter(vector -> fits(column, vector, problems))
          .ifPresent(vector -> vectors.put(column.name(), vector));
    } else if (!found.isEmpty()) {
      problems.add(ambiguous(column, found));
    } else if (!column.isKnownLate()) {
      problems.add(missing(column));
    }
  }

  private List<FieldVector> named(String column) {
    Name name = Name.of(column);
    return rows.getFieldVectors().stream()
        .filter(vector -> Name.of(vector.getName()).equals(name))
        .toList();
  }

  /** The vector; of one that has the codes of a dictionary, the values that they stand for. */
  private Optional<FieldVector> decoded(
      InputColumn column, FieldVector vector, Set<Problem> problems) {
    DictionaryEncoding encoding = vector.getField().getDictionary();
    if (encoding == null) {
      return Optional.of(vector);
    }
    Dictionary dictionary = dictionaries.lookup(encoding.getId());
    if (dictionary == null) {
      problems.add(
          at(
              "missing-dictionary",
              column,
              "Its values are in a dictionary (%d) that does not come with the batch."
                  .formatted(encoding.getId())));
      return Optional.empty();
    }
    FieldVector values = (FieldVector) DictionaryEncoder.decode(vector, dictionary);
    decoded.add(values);
    return Optional.of(values);
  }

  /** The JDK's buffers end before 2 GB, and so do the texts of an output vector. */
  private static boolean fits(InputColumn column, FieldVector vector, Set<Problem> problems) {
    long bytes = Stream.of(vector.getBuffers(false)).mapToLong(ArrowBuf::capacity).max().orElse(0);
    if (bytes > Integer.MAX_VALUE) {
      problems.add(
          at(
              "too-large",
              column,
              "The batch has %,d bytes of its values, and may have %,d; make smaller batches."
                  .formatted(bytes, Integer.MAX_VALUE)));
    }
    return bytes <= Integer.MAX_VALUE;
  }

  private @Nullable FieldVector vector(InputColumn column) {
    return vectors.get(column.name());
  }

  // Problems.

  private static Problem at(String code, InputColumn column, String message) {
    return Problem.at(code, "column \"" + column.name() + "\"", message);
  }

  private Problem missing(InputColumn column) {
    List<Name> near =
        Name.of(column.name())
            .nearest(rows.getFieldVectors().stream().map(vector -> Name.of(vector.getName())));
    return at(
            "missing-column",
            column,
            "The batch has no such column; %s declares it as a %s."
                .formatted(declaring(), column.component().use()))
        .withNearMisses(near.stream().map(Name::spelled).toList());
  }

  private static Problem ambiguous(InputColumn column, List<FieldVector> found) {
    return at(
        "ambiguous-column",
        column,
        "The batch has several columns of this name (case and underscores do not count): %s."
            .formatted(String.join(", ", found.stream().map(FieldVector::getName).toList())));
  }

  private String declaring() {
    return source.className().replace('$', '.');
  }

  private void checkType(InputColumn column, Set<Problem> problems) {
    FieldVector vector = vector(column);
    if (vector == null || vector instanceof NullVector) {
      readings.add(new Reading(column, ColumnReader.ofNulls(column.slot())));
    } else if (values(column, vector) == null) {
      problems.add(
          at(
              "column-type",
              column,
              "The batch has it as %s; %s declares it as a %s, which is %s."
                  .formatted(
                      ArrowTypes.text(vector.getField()),
                      declaring(),
                      column.component().use(),
                      ArrowTypes.text(column.node().type()))));
    } else {
      addReaders(column, vector);
    }
  }

  private void checkNulls(InputColumn column, Set<Problem> problems) {
    FieldVector vector = vector(column);
    int nulls = vector == null || column.mayBeNull() ? 0 : vector.getNullCount();
    if (vector != null && nulls > 0) {
      int first = 0;
      while (!vector.isNull(first)) {
        first++;
      }
      String others =
          nulls == 1 ? "" : nulls == 2 ? " and in 1 more" : " and in %,d more".formatted(nulls - 1);
      problems.add(
          at(
              "null-value",
              column,
              "It is null in row %s%s, but not declared @Nullable.".formatted(row(first), others)));
    }
  }

  // Values.

  private @Nullable ValueReader values(InputColumn column, FieldVector vector) {
    return ValueReader.of(column.node().type(), vector, graph::classNamed);
  }

  /** Fills what is read: the object where a method takes one, the word where the word is taken. */
  private void addReaders(InputColumn column, FieldVector vector) {
    Words words = column.isMidnight() ? Words.ofMidnights(vector) : Words.of(column.type(), vector);
    if (words != null) {
      readings.add(new Reading(column, ofWords(words, column, vector)));
    }
    boolean needsObject = !column.type().isPrimitive() && column.isRead();
    if (needsObject || (words == null && !canCopy(column.type(), vector))) {
      ValueReader values =
          words == null
              ? java.util.Objects.requireNonNull(values(column, vector))
              : index -> Words.object((Scalar) column.type(), words.at(index));
      readings.add(
          new Reading(
              column,
              ColumnReader.ofObjects(
                  values, CanonicalForm.of(column.type()), vector, column.slot())));
    }
  }

  private static ColumnReader ofWords(Words words, InputColumn column, FieldVector vector) {
    if (vector.getNullCount() == 0
        && vector instanceof BigIntVector
        && column.type() == Scalar.LONG) {
      return ColumnReader.ofLongs(vector.getDataBuffer(), column.slot());
    }
    return vector.getNullCount() == 0 && vector instanceof Float8Vector
        ? ColumnReader.ofDoubles(vector.getDataBuffer(), column.slot())
        : ColumnReader.ofWords(words, vector, column.slot());
  }

  /** Whether values that pass through need not become objects. */
  private static boolean canCopy(Type type, FieldVector vector) {
    return ValueReader.isBytes(type, vector)
        || (type instanceof Type.Decimal decimal
            && vector instanceof DecimalVector given
            && given.getPrecision() == decimal.precision()
            && given.getScale() == decimal.scale());
  }

  /** What copies a column to an output vector of its type; null when it goes through its slot. */
  @Nullable FeatureWriter copier(InputColumn column, FieldVector to) {
    FieldVector from = vector(column);
    if (from == null || !canCopy(column.type(), from)) {
      return null;
    }
    return to instanceof BaseVariableWidthVector bytes
        ? FeatureWriter.copyingBytes((ElementAddressableVector) from, bytes)
        : FeatureWriter.copying(from, to);
  }

  int size() {
    return rows.getRowCount();
  }

  /**
   * Takes the columns of {@code count} rows, from {@code first} on, into slots.
   *
   * @throws FeatureException for a value that its column's type cannot hold
   */
  void read(int first, Slots[] into, int count) {
    for (Reading reading : readings) {
      try {
        reading.reader().read(first, into, count);
      } catch (ColumnReader.BadValue e) {
        throw new FeatureException(
            "Cannot score row %s: column %s cannot be read as a %s: %s"
                .formatted(
                    row(e.index()),
                    reading.column().name(),
                    reading.column().type(),
                    e.getMessage()),
            e.getCause());
      }
    }
  }

  /** A row as messages show it: its number, from 0 in the stream, and its row key. */
  String row(int index) {
    List<String> key = new ArrayList<>();
    for (Component component : source.rowKey()) {
      FieldVector vector = vectors.get(component.column());
      ValueReader values =
          vector == null ? null : ValueReader.of(component.use().type(), vector, graph::classNamed);
      if (vector != null && values != null && !vector.isNull(index)) {
        key.add(component.column() + " = " + TextForm.show(values.at(index)));
      }
    }
    return before + index + (key.isEmpty() ? "" : " (" + String.join(", ", key) + ")");
  }

  @Override
  public void close() {
    decoded.forEach(FieldVector::close);
  }
}
