package rowan.arrow;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.ArrowBufPointer;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import rowan.program.Slots;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Puts the values of a slot of each of some rows into a vector that has room for all rows. */
abstract class FeatureWriter {

  /**
   * Puts the values of {@code count} rows, from {@code first} on, a multiple of eight.
   *
   * @param count at most 64
   */
  abstract void write(Slots[] rows, int first, int count);

  /** What writes values of {@code type} into a vector of {@link ArrowTypes}. */
  static FeatureWriter of(
      Type type, int slot, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (type == Scalar.BOOLEAN) {
      return ofBooleans((BaseFixedWidthVector) vector, slot);
    }
    if (type.isPrimitive()
        || type == Scalar.INSTANT
        || type == Scalar.DATE
        || type == Scalar.DATE_TIME) {
      BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
      return fixed.getTypeWidth() == Long.BYTES ? ofLongs(fixed, slot) : ofInts(fixed, slot);
    }
    return ofObjects(ValueWriter.of(type, vector, classNamed), vector, slot);
  }

  /** Bit i says whether row i has a value. */
  private static long present(Slots[] rows, int slot, int count) {
    long present = 0;
    for (int i = 0; i < count; i++) {
      if (!rows[i].isNull(slot)) {
        present |= 1L << i;
      }
    }
    return present;
  }

  private static void putBits(ArrowBuf buffer, int first, int count, long bits) {
    for (int i = 0; i < count; i += Byte.SIZE) {
      buffer.setByte((first + i) / Byte.SIZE, (byte) (bits >>> i));
    }
  }

  private static FeatureWriter ofBooleans(BaseFixedWidthVector vector, int slot) {
    ArrowBuf values = vector.getDataBuffer();
    ArrowBuf validity = vector.getValidityBuffer();
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
          bits |= rows[i].words()[slot] << i;
        }
        putBits(values, first, count, bits);
        putBits(validity, first, count, present(rows, slot, count));
      }
    };
  }

  private static FeatureWriter ofLongs(BaseFixedWidthVector vector, int slot) {
    LongBuffer values = Buffers.of(vector.getDataBuffer()).asLongBuffer();
    ArrowBuf validity = vector.getValidityBuffer();
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        for (int i = 0; i < count; i++) {
          values.put(first + i, rows[i].words()[slot]);
        }
        putBits(validity, first, count, present(rows, slot, count));
      }
    };
  }

  private static FeatureWriter ofInts(BaseFixedWidthVector vector, int slot) {
    IntBuffer values = Buffers.of(vector.getDataBuffer()).asIntBuffer();
    ArrowBuf validity = vector.getValidityBuffer();
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        for (int i = 0; i < count; i++) {
          values.put(first + i, (int) rows[i].words()[slot]);
        }
        putBits(validity, first, count, present(rows, slot, count));
      }
    };
  }

  private static FeatureWriter ofObjects(ValueWriter writer, FieldVector vector, int slot) {
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        for (int i = 0; i < count; i++) {
          @Nullable Object value = rows[i].isNull(slot) ? null : rows[i].objects()[slot];
          if (value == null) {
            vector.setNull(first + i);
          } else {
            writer.put(first + i, value);
          }
        }
      }
    };
  }

  /** Copies strings or bytes, of any layout, that pass through. */
  static FeatureWriter copyingBytes(ElementAddressableVector from, BaseVariableWidthVector to) {
    ArrowBufPointer pointer = new ArrowBufPointer();
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        for (int index = first; index < first + count; index++) {
          if (from.isNull(index)) {
            to.setNull(index);
          } else {
            from.getDataPointer(index, pointer);
            int length = (int) pointer.getLength();
            to.setSafe(index, Math.toIntExact(pointer.getOffset()), length, pointer.getBuf());
          }
        }
      }
    };
  }

  /** Copies values that pass through between vectors of one type. */
  static FeatureWriter copying(FieldVector from, FieldVector to) {
    return new FeatureWriter() {
      @Override
      void write(Slots[] rows, int first, int count) {
        for (int index = first; index < first + count; index++) {
          to.copyFromSafe(index, index, from);
        }
      }
    };
  }
}
