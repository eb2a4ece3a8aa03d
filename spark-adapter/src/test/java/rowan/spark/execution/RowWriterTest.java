package rowan.spark.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.program.ProgramDescription;
import rowan.program.ProgramDescription.Slot;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Output;
import rowan.type.Type.Scalar;

/** The rows that come out of slots, byte by byte. */
class RowWriterTest {

  /** Slots behind the fields, whose null bits must not come out. */
  private static final int BEHIND = 70;

  private static RowFeatures features(int fields) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < RowFeatures.nullWords(fields) + fields + BEHIND; i++) {
      slots.add(new Slot("s" + i, Scalar.LONG, true, true));
    }
    List<Output> outputs =
        IntStream.range(0, fields).mapToObj(i -> new Output(DataTypes.LongType, i, null)).toList();
    ProgramDescription program = new ProgramDescription(slots, List.of());
    return new RowFeatures(List.of(), outputs, List.of(), List.of(), program);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 1_000, 4_095, 4_096, 4_097, 4_160, 9_000})
  void fieldsOfAnyNumber_comeOutAsSparkWritesThem(int fields) {
    RowFeatures features = features(fields);
    Slots slots = Slots.ofSize(features.program().slots().size());
    RowWriter writer = new RowWriter(features, slots, new int[0], new UTF8String[0]);
    Random random = new Random(fields);
    for (int turn = 0; turn < 5; turn++) {
      slots.clear();
      UnsafeRow expected = UnsafeRow.createFromByteArray(8 * (fields + (fields + 63) / 64), fields);
      for (int i = 0; i < fields + BEHIND; i++) {
        boolean isNull = random.nextInt(3) == 0;
        long value = random.nextLong();
        if (isNull) {
          slots.setNull(RowFeatures.nullWords(fields) + i);
        } else {
          slots.setWord(RowFeatures.nullWords(fields) + i, value);
        }
        if (i < fields && isNull) {
          expected.setNullAt(i);
        } else if (i < fields) {
          expected.setLong(i, value);
        }
      }
      assertThat(writer.write(slots, null)).as("seed %d", fields).isEqualTo(expected);
    }
  }
}
