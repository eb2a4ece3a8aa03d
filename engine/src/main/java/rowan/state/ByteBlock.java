package rowan.state;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow; unlike the streams of the JDK without a lock for every byte. */
final class ByteBlock extends OutputStream {

  private byte[] bytes = new byte[256];
  private int size;

  @Override
  public void write(int next) {
    makeRoom(1);
    bytes[size++] = (byte) next;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    makeRoom(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Reads bytes from an index on. */
  static InputStream read(byte[] bytes, int from) {
    return new InputStream() {
      private int at = from;

      @Override
      public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, bytes.length - at);
        if (count <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
      }
    };
  }
}
