package rowan.state;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import rowan.type.ValueReader;

/** Reads the file of a part of saved state, key by key, and checks that it is what was written. */
public final class StatePartReader implements Closeable {

  /**
   * A key, and its windows as {@link rowan.aggregate.KeyWindows#read} reads them.
   *
   * @param windows not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
  public record Entry(Object key, byte[] windows) {}

  private final String shown;
  private final StateManifest.Part part;
  private final KeyForm form;
  private final CRC32C checksum = new CRC32C();
  private final DataInputStream in;
  private final ValueReader values;

  /**
   * Opens a part.
   *
   * @param shown where the state is, as messages show it
   * @param classNamed finds the classes of records and enums, which types only name
   * @throws StateException when it is missing
   */
  public StatePartReader(
      String shown,
      StateFiles files,
      StateManifest.Part part,
      KeyForm form,
      Function<String, Class<?>> classNamed) {
    this.shown = shown;
    this.part = part;
    this.form = form;
    this.in =
        new DataInputStream(new BufferedInputStream(new CheckedInputStream(open(files), checksum)));
    this.values = new ValueReader(in, classNamed);
  }

  private InputStream open(StateFiles files) {
    try {
      return files.open(part.file());
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw SavedState.failure(
          shown, "its part %s is missing; export it again".formatted(part.file()), e);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * The next key; null when there are no more.
   *
   * @throws StateException when the part is damaged; the keys so far may be wrong then
   */
  public @Nullable Entry next() {
    try {
      if (values.flag()) {
        return new Entry(form.read(values), values.bytes());
      }
      long keys = values.whole();
      String sum = HexFormat.of().toHexDigits((int) checksum.getValue());
      if (keys != part.keys() || in.read() >= 0 || !part.checksum().equals(sum)) {
        throw damaged(null);
      }
      return null;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  StateException damaged(@Nullable Throwable cause) {
    return SavedState.failure(
        shown, "its part %s is damaged; export it again".formatted(part.file()), cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
