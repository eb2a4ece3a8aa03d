package rowan.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.Events;
import rowan.plan.Pass;
import rowan.plan.Plan;

/**
 * Tells whether state belongs to definitions: a digest of all that decides what windows keep. It is
 * the same on any machine, and the same for plans that differ only in what windows do not see. The
 * bodies of methods are not in it.
 */
public final class Fingerprint {

  private Fingerprint() {}

  /** The fingerprint of a plan's passes. */
  public static String of(Plan plan) {
    String text =
        Pass.all(plan).stream()
            .map(pass -> text(plan.graph(), pass))
            .collect(Collectors.joining("\n"));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String text(Graph graph, Pass pass) {
    StringBuilder text = new StringBuilder("keys " + pass.keyTypes());
    Set<String> nodes = new TreeSet<>();
    for (int i = 0; i < pass.step().events().size(); i++) {
      Events events = pass.step().events().get(i);
      text.append("\nevents ").append(events.source().components());
      text.append("\nby ").append(names(events.by()));
      pass.values(i)
          .forEach(
              value ->
                  text.append("\nvalue ")
                      .append(value.node().map(Node::name).orElse("row"))
                      .append(' ')
                      .append(value.type().definition()));
      List<Node> read = new java.util.ArrayList<>(events.by());
      pass.values(i).forEach(value -> value.node().ifPresent(read::add));
      graph.upstreamOf(read, Set.of()).forEach(node -> nodes.add(describe(node)));
    }
    pass.features().forEach(node -> text.append("\nfeature ").append(describe(node)));
    return text.append('\n').append(String.join("\n", nodes)).toString();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  private static String describe(Node node) {
    String empty =
        node.definition() instanceof Definition.Aggregate aggregate
            ? " empty " + aggregate.aggregation().empty()
            : "";
    return "%s %s = %s %s %s%s"
        .formatted(
            node.type().definition(),
            node.name(),
            node.definedBy(),
            node.arguments().stream().map(Argument::node).toList(),
            node.computation(),
            empty);
  }
}
