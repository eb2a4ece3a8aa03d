package rowan.state;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;
import rowan.type.ValueWriter;

/** Writes the windows of keys, one after the other, to a file. */
public final class StatePartWriter implements Closeable {

  private final String file;
  private final KeyForm form;
  private final CRC32C checksum = new CRC32C();
  private final DataOutputStream out;
  private final ValueWriter values;
  private @Nullable Object first;
  private @Nullable Object last;
  private long keys;

  /**
   * Begins a file.
   *
   * @param file its name
   * @param out where it goes; closed with this
   */
  public StatePartWriter(String file, KeyForm form, OutputStream out) {
    this.file = file;
    this.form = form;
    this.out =
        new DataOutputStream(new BufferedOutputStream(new CheckedOutputStream(out, checksum)));
    this.values = new ValueWriter(this.out);
  }

  /**
   * Writes the windows of a key that comes after all others.
   *
   * @throws IOException when the file cannot be written
   */
  public void write(Object key, KeyWindows windows) throws IOException {
    first = first == null ? key : first;
    last = key;
    keys++;
    values.flag(true);
    form.write(key, values);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new ValueWriter(new DataOutputStream(bytes)));
    values.bytes(bytes.toByteArray());
    if (out.size() == Integer.MAX_VALUE) {
      throw new IOException("a part of state must be smaller than 2 GB; take more parts");
    }
  }

  /**
   * Ends the file, which has at least one key.
   *
   * @throws IOException when it cannot be written
   */
  public StateManifest.Part finish() throws IOException {
    values.flag(false);
    values.whole(keys);
    out.flush();
    return new StateManifest.Part(
        file,
        keys,
        out.size(),
        HexFormat.of().toHexDigits((int) checksum.getValue()),
        form.encode(java.util.Objects.requireNonNull(first)),
        form.encode(java.util.Objects.requireNonNull(last)));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
