package rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text output that is compared with a file that somebody has read and found good. */
public final class Golden {

  private static final String FOLDER = "src/test/resources/golden/";

  private Golden() {}

  /** Fails unless {@code actual} is the text of the golden file of this name. */
  public static void assertGolden(String actual, String name) {
    try (InputStream golden = Golden.class.getResourceAsStream("/golden/" + name)) {
      if (golden == null) {
        fail(
            "There is no golden text %s%s; if this is right, put it there:\n%s",
            FOLDER, name, actual);
      } else {
        assertThat(actual)
            .as("text that should be as in %s%s", FOLDER, name)
            .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the golden text " + name, e);
    }
  }
}
