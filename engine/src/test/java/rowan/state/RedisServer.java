package rowan.state;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** A Redis server of the tests' own, which ends with the tests. */
public final class RedisServer implements AutoCloseable {

  /** What tests say that are skipped where there is none. */
  public static final String MISSING =
      "redis-server is not on the PATH: install it to run the tests of Redis";

  /** Skips the properties of a class where there is none. */
  public static final class Required implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return isInstalled() ? SkipResult.doNotSkip() : SkipResult.skip(MISSING);
    }
  }

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static Optional<RedisServer> shared = Optional.empty();

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether the program is there. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, "redis-server").canExecute());
  }

  /** The server that tests share. */
  public static synchronized RedisServer shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(start());
    }
    return shared.get();
  }

  /** Starts a server that keeps nothing on disk. */
  public static RedisServer start() {
    return start(freePort());
  }

  /** A port that nobody listens at. */
  public static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server at a port, where another was perhaps before. */
  public static RedisServer start(int port) {
    try {
      Process process =
          new ProcessBuilder(
                  "redis-server",
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--appendonly",
                  "no")
              .redirectErrorStream(true)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder said = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.contains("eady to accept connections")) {
          return new RedisServer(process, port);
        }
      }
      throw new IOException("redis-server has ended: " + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** A place in it that nobody has used. */
  public RedisState fresh() {
    return RedisState.at(uri()).named("test" + NAMES.incrementAndGet());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
