package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.plan.Step;
import rowan.type.Type.Scalar;

/**
 * Graphs of ten thousand nodes, made without any class. The time-outs are far above what linear
 * work needs (a second or two on a busy machine) and far below what quadratic work does; how fast
 * it is, is for the benchmarks.
 */
@Timeout(60)
class LargeGraphTest {

  private static final int SIZE = 10_000;

  private static final TypeUse DOUBLE = new TypeUse(Scalar.DOUBLE, false, true);

  @Test
  void chain_ofTenThousand_isOrderedSearchedAndPrinted() {
    List<Method> methods = new ArrayList<>(List.of(feature(0, "c0")));
    IntStream.range(1, SIZE).forEach(i -> methods.add(feature(i, "f" + (i - 1))));

    Graph graph = Graph.of(declarations(1, methods));

    assertThat(graph.nodes()).hasSize(SIZE + 3);
    assertThat(graph.node("f9999").level()).isEqualTo(SIZE);
    assertThat(graph.upstreamOf("f9999")).hasSize(SIZE + 1);
    assertThat(graph.downstreamOf("c0")).hasSize(SIZE + 1);
    assertThat(graph.between("f1", "f9998")).hasSize(SIZE - 2);
    assertThat(graph.print(GraphFormat.TEXT).lines()).hasSize(SIZE + 4);
    assertThat(graph.print(GraphFormat.JSON)).contains("\"f9999\"");
    assertThat(Plan.of(graph, "f9999").compute()).hasSize(SIZE);
  }

  @Test
  void features_ofTenThousandColumns_arePlannedAndOverridden() {
    List<Method> methods = IntStream.range(0, SIZE).mapToObj(i -> feature(i, "c" + i)).toList();

    Graph graph = Graph.of(declarations(SIZE, methods));
    String[] all = graph.features().stream().map(Node::name).toArray(String[]::new);

    assertThat(Plan.of(graph, all).scan().orElseThrow().columns()).hasSize(SIZE);
    assertThat(
            Plan.of(graph, Request.of(all).overriding("c7", "f8")).scan().orElseThrow().columns())
        .hasSize(SIZE - 2);
    assertThat(graph.between("c7", "f7")).hasSize(2);
  }

  /** A chain of families, each member a node: 100 aggregates in 5 windows, 1,900 takers. */
  @Test
  void families_ofTenThousandMembers_areMadeAndPlanned() {
    int length = SIZE / FIVE_WINDOWS.window().size();
    List<Method> methods = new ArrayList<>();
    IntStream.range(0, length)
        .forEach(i -> methods.add(i % 20 == 0 ? aggregate(i) : feature(i, "f" + (i - 1))));

    Graph graph = Graph.of(declarations(1, methods));
    String[] all = graph.features().stream().map(Node::name).toArray(String[]::new);

    assertThat(all).hasSize(SIZE);
    assertThat(graph.node("f1999_90d").level()).isEqualTo(20);
    assertThat(Plan.of(graph, all).compute()).hasSize(20);
  }

  @Test
  void aggregates_ofTenThousand_shareOnePass() {
    List<Method> methods =
        IntStream.range(0, SIZE / FIVE_WINDOWS.window().size())
            .mapToObj(LargeGraphTest::aggregate)
            .toList();

    Graph graph = Graph.of(declarations(1, methods));
    String[] all = graph.features().stream().map(Node::name).toArray(String[]::new);
    Step.Aggregates pass = (Step.Aggregates) Plan.of(graph, all).compute().get(0);

    assertThat(pass.events().get(0).aggregates()).hasSize(SIZE);
  }

  @Test
  void chain_ofTenThousand_uponACycle_isOneProblem() {
    List<Method> methods = new ArrayList<>(List.of(feature(0, "f1")));
    IntStream.range(1, SIZE).forEach(i -> methods.add(feature(i, "f" + (i - 1))));

    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(declarations(1, methods)))
        .withMessage(
            """
            Cannot build the graph of Large: 1 problem
            1. [cycle] big.Large.f0(double f1)
               A feature cannot depend on itself: f0 <- f1 <- f0; take one of these dependencies away.\
            """);
  }

  @Test
  void cycle_ofTenThousand_isOneProblem() {
    List<Method> methods =
        IntStream.range(0, SIZE).mapToObj(i -> feature(i, "f" + (i + 1) % SIZE)).toList();

    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(declarations(1, methods)))
        .satisfies(e -> assertThat(e.problems()).hasSize(1));
  }

  @Test
  void fault_underAChainOfTenThousand_isToldWithTheEndsOfTheChain() {
    List<Method> methods = new ArrayList<>(List.of(feature(0, "nothing")));
    IntStream.range(1, SIZE).forEach(i -> methods.add(feature(i, "f" + (i - 1))));

    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Graph.of(declarations(1, methods)))
        .withMessage(
            """
            Cannot build the graph of Large: 1 problem
            1. [unknown-parameter] big.Large.f0(double nothing)
               No column of "wide" and no feature in scope is called "nothing"; name one, or declare an @Input of that name.
               Asked for by: f0 <- f1 <- f2 <- f3 <- f4 <- f5 <- f6 <- ... (9992 more) <- f9999\
            """);
  }

  private static Declarations declarations(int columns, List<Method> methods) {
    return new Declarations(
        List.of(
            new FeatureClass(
                "big.Large",
                true,
                false,
                true,
                false,
                Optional.of("big.Wide"),
                List.of(),
                Optional.empty(),
                methods)),
        List.of(
            new SourceTable(
                "big.Wide",
                Optional.of("wide"),
                true,
                true,
                Stream.concat(
                        Stream.of(
                            column("key", Scalar.LONG, false),
                            column("time", Scalar.INSTANT, true)),
                        IntStream.range(0, columns).mapToObj(LargeGraphTest::column))
                    .toList())));
  }

  private static final OverUse FIVE_WINDOWS =
      new OverUse(
          List.of("key"),
          List.of(),
          List.of("1h", "1d", "7d", "30d", "90d"),
          List.of(),
          Bounds.BEFORE,
          "0s",
          0,
          Ties.EARLIER,
          Exclusion.NOTHING,
          "",
          Convention.ROWAN);

  private static Method aggregate(int i) {
    return new Method(
        "big.Large",
        "f" + i,
        Method.Shape.ABSTRACT,
        false,
        false,
        false,
        false,
        List.of(new OperatorUse("Count", Map.of(), TinyOperators.CountOfEvents::new)),
        Optional.of(FIVE_WINDOWS),
        Optional.empty(),
        List.of(),
        DOUBLE,
        Map.of(),
        "");
  }

  private static Component column(String name, Scalar type, boolean eventTime) {
    return new Component(
        name,
        Optional.empty(),
        new TypeUse(type, false, false),
        false,
        eventTime,
        false,
        Optional.empty(),
        Map.of(),
        "");
  }

  private static Component column(int i) {
    return new Component(
        "c" + i, Optional.empty(), DOUBLE, false, false, false, Optional.empty(), Map.of(), "");
  }

  private static Method feature(int i, String parameter) {
    return new Method(
        "big.Large",
        "f" + i,
        Method.Shape.PUBLIC_STATIC,
        false,
        false,
        false,
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(new Parameter(parameter, true, DOUBLE, false, false)),
        DOUBLE,
        Map.of(),
        "");
  }
}
