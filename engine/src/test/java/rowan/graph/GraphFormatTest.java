package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static rowan.Golden.assertGolden;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rowan.graph.Method.Shape;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The four printed forms of one graph, which has a node of each kind and the characters that need
 * care. That the programs which draw them accept them is not tested.
 */
class GraphFormatTest {

  private static final Graph GRAPH = Graph.of(declarations());

  private static Declarations declarations() {
    Type stats =
        new Type.Struct(
            "shop.Stats",
            List.of(
                new Type.Field(Name.of("mean"), Scalar.DOUBLE, false),
                new Type.Field(Name.of("deviation"), Scalar.DOUBLE, true)));
    SourceTable payments =
        new SourceTable(
            "shop.Payment",
            Optional.of("payments"),
            true,
            true,
            List.of(
                column("amount", Scalar.DOUBLE, Optional.empty(), "What was paid."),
                column("words", new Type.ListOf(Scalar.STRING, true), Optional.empty(), ""),
                column("fraud", Scalar.BOOLEAN, Optional.of("7d"), "")));
    return new Declarations(
        List.of(
            new FeatureClass(
                "shop.PaymentFeatures",
                true,
                false,
                true,
                false,
                Optional.of("shop.Payment"),
                List.of(),
                Optional.empty(),
                List.of(
                    method("model", true, new Type.Opaque("shop.Model"), "", List.of()),
                    method(
                        "end",
                        false,
                        Scalar.DOUBLE,
                        "Says \"so\", and <b>more\\less</b>: {1}.",
                        List.of(parameter("amount", Scalar.DOUBLE, false))),
                    method(
                        "stats", false, stats, "", List.of(parameter("end", Scalar.DOUBLE, false))),
                    method(
                        "score",
                        false,
                        Scalar.DOUBLE,
                        "",
                        List.of(
                            parameter("model", new Type.Opaque("shop.Model"), false),
                            parameter("words", new Type.ListOf(Scalar.STRING, true), false),
                            parameter("fraud", Scalar.BOOLEAN, false),
                            parameter("statsDeviation", Scalar.DOUBLE, false)))))),
        List.of(payments));
  }

  private static Component column(String name, Type type, Optional<String> knownAfter, String doc) {
    return new Component(
        name,
        Optional.empty(),
        new TypeUse(type, false, false),
        false,
        false,
        false,
        knownAfter,
        Map.of(),
        doc);
  }

  private static Parameter parameter(String name, Type type, boolean eventTime) {
    return new Parameter(name, true, new TypeUse(type, false, false), eventTime, false);
  }

  private static Method method(
      String name, boolean input, Type result, String doc, List<Parameter> parameters) {
    return new Method(
        "shop.PaymentFeatures",
        name,
        input ? Shape.ABSTRACT : Shape.PUBLIC_STATIC,
        input,
        false,
        false,
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        parameters,
        new TypeUse(result, false, false),
        input ? Map.of() : Map.of("unit", "EUR", "owner", "team \"a\""),
        doc);
  }

  @Test
  void text_isAsBefore() {
    assertGolden(GRAPH.print(GraphFormat.TEXT), "graph.txt");
  }

  @Test
  void dot_isAsBefore() {
    assertGolden(GRAPH.print(GraphFormat.DOT), "graph.dot");
  }

  @Test
  void mermaid_isAsBefore() {
    assertGolden(GRAPH.print(GraphFormat.MERMAID), "graph.mmd");
  }

  @Test
  void json_isAsBefore() {
    assertGolden(GRAPH.print(GraphFormat.JSON), "graph.json");
  }

  @Test
  void json_isJson() throws IOException {
    try (JsonParser json = new JsonFactory().createParser(GRAPH.print(GraphFormat.JSON))) {
      int strings = 0;
      while (json.nextToken() != null) {
        strings += "team \"a\"".equals(json.getText()) ? 1 : 0;
      }
      assertThat(strings).isEqualTo(5);
    }
  }

  @Test
  void part_ofTheGraph_hasNoArrowsToWhatIsLeftOut() {
    List<Node> part = GRAPH.between("end", "stats_deviation");

    assertThat(GRAPH.print(GraphFormat.MERMAID, part))
        .isEqualTo(
            """
            ---
            title: "PaymentFeatures"
            ---
            flowchart LR
              n0["end<br/>double"]
              n1["stats<br/>Stats"]
              n2["stats_deviation<br/>double"]
              n0 --> n1
              n1 --> n2
            """);
    assertThat(GRAPH.print(GraphFormat.DOT, part))
        .contains("\"end\" -> \"stats\"")
        .doesNotContain("payments.amount");
  }
}
