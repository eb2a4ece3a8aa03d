package rowan.spark.learn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;

/** A short digest of how a feature is defined, down to the code of the classes that define it. */
public final class DefinitionsFingerprint {

  private static final int LENGTH = 16;

  private DefinitionsFingerprint() {}

  /** The digest of a node and all that it depends on. */
  public static String of(Graph graph, Node node) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Node> upstream = graph.upstreamOf(node.name());
      for (Node each : upstream) {
        String line = each.name() + " " + each.type() + " " + each.computation() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      upstream.stream()
          .filter(each -> each.definition() instanceof Definition.OfMethod)
          .map(each -> ((Definition.OfMethod) each.definition()).method().owner())
          .distinct()
          .sorted()
          .forEach(owner -> digest.update(code(graph.classNamed(owner))));
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static byte[] code(Class<?> definitions) {
    String file = definitions.getName().substring(definitions.getPackageName().length() + 1);
    try (InputStream code = definitions.getResourceAsStream(file + ".class")) {
      return code == null ? new byte[0] : code.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the code of " + definitions.getName(), e);
    }
  }
}
