package rowan.fit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;

/**
 * A short digest of how a node is defined: the names, types, methods, operators and windows of all
 * that it depends on. It is another when one of these changes; it does not see into the bodies of
 * methods.
 */
final class Fingerprint {

  private static final int LENGTH = 16;

  private Fingerprint() {}

  static String of(Graph graph, Node node) {
    String definitions =
        graph.upstreamOf(List.of(node), Set.of()).stream()
            .map(Fingerprint::line)
            .collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(definitions.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String line(Node node) {
    return "%s %s %s %s(%s)%s"
        .formatted(
            node.definition().kind(),
            node.type().definition(),
            node.name(),
            node.isRowFeature() ? node.definedBy() : "",
            node.computation(),
            empty(node.definition()));
  }

  private static String empty(Definition definition) {
    if (definition instanceof Definition.Aggregate aggregate) {
      return " empty " + aggregate.aggregation().empty();
    }
    return definition instanceof Definition.Fitted fitted
        ? " empty " + fitted.fitting().empty()
        : "";
  }
}
