package rowan.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;

/** Arrow's memory as the JDK's buffers, whose checks cost less value by value. */
final class Buffers {

  private Buffers() {}

  /**
   * The memory of a vector's values.
   *
   * @throws ArithmeticException when it is of 2 GB or more; columns that are read are checked
   *     before
   */
  static ByteBuffer of(ArrowBuf memory) {
    return memory.nioBuffer(0, Math.toIntExact(memory.capacity())).order(ByteOrder.LITTLE_ENDIAN);
  }
}
