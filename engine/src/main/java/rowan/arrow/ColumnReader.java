package rowan.arrow;

import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import rowan.program.Slots;

/** Takes the values of a vector into a slot of each of some rows. */
abstract class ColumnReader {

  /** A value that the column's type cannot hold. */
  static final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int index;

    BadValue(int index, IllegalArgumentException why) {
      super(why.getMessage(), why, false, false);
      this.index = index;
    }

    /** Where in the batch it is. */
    int index() {
      return index;
    }
  }

  /**
   * Takes the values of {@code count} rows of the batch, from {@code first} on.
   *
   * @throws BadValue for a value that the type cannot hold
   */
  abstract void read(int first, Slots[] rows, int count);

  /** No row has a value. */
  static ColumnReader ofNulls(int slot) {
    return new ColumnReader() {
      @Override
      void read(int first, Slots[] rows, int count) {
        for (int i = 0; i < count; i++) {
          rows[i].setNull(slot);
        }
      }
    };
  }

  /** Values whose eight bytes are their words, as they are; none is null. */
  static ColumnReader ofLongs(ArrowBuf memory, int slot) {
    LongBuffer values = Buffers.of(memory).asLongBuffer();
    return new ColumnReader() {
      @Override
      void read(int first, Slots[] rows, int count) {
        for (int i = 0; i < count; i++) {
          rows[i].setWord(slot, values.get(first + i));
        }
      }
    };
  }

  /** Doubles; none is null. */
  static ColumnReader ofDoubles(ArrowBuf memory, int slot) {
    DoubleBuffer values = Buffers.of(memory).asDoubleBuffer();
    return new ColumnReader() {
      @Override
      void read(int first, Slots[] rows, int count) {
        for (int i = 0; i < count; i++) {
          double value = values.get(first + i);
          rows[i].setWord(slot, Double.doubleToLongBits(value)); // one NaN
        }
      }
    };
  }

  /** Values of fixed width. */
  static ColumnReader ofWords(Words words, FieldVector vector, int slot) {
    boolean hasNulls = vector.getNullCount() > 0;
    return new ColumnReader() {
      @Override
      void read(int first, Slots[] rows, int count) {
        for (int i = 0; i < count; i++) {
          int index = first + i;
          if (hasNulls && vector.isNull(index)) {
            rows[i].setNull(slot);
          } else {
            rows[i].setWord(slot, word(index));
          }
        }
      }

      private long word(int index) {
        try {
          return words.at(index);
        } catch (IllegalArgumentException e) {
          throw new BadValue(index, e);
        }
      }
    };
  }

  /**
   * Values as objects.
   *
   * @param canonical brings them to canonical form
   */
  static ColumnReader ofObjects(
      ValueReader values, UnaryOperator<Object> canonical, FieldVector vector, int slot) {
    boolean hasNulls = vector.getNullCount() > 0;
    return new ColumnReader() {
      @Override
      void read(int first, Slots[] rows, int count) {
        for (int i = 0; i < count; i++) {
          int index = first + i;
          if (hasNulls && vector.isNull(index)) {
            rows[i].setNull(slot);
          } else {
            rows[i].setObject(slot, object(index));
          }
        }
      }

      private Object object(int index) {
        try {
          return canonical.apply(values.at(index));
        } catch (IllegalArgumentException e) {
          throw new BadValue(index, e);
        }
      }
    };
  }
}
