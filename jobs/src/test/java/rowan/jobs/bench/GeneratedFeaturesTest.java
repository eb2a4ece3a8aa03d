package rowan.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import rowan.graph.Graph;
import rowan.graph.GraphFormat;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;

class GeneratedFeaturesTest {

  public static double sum(double a, double b, double constant) {
    return a + b + constant;
  }

  @Test
  void generatedClass_isAGraph_andComputes() throws ReflectiveOperationException {
    Method sum =
        GeneratedFeaturesTest.class.getMethod("sum", double.class, double.class, double.class);

    Class<?> features =
        GeneratedFeatures.define(
            Sample.class,
            List.of(
                new GeneratedFeatures.Feature("f0", sum, List.of("x0", "x1"), 100),
                new GeneratedFeatures.Feature("f1", sum, List.of("f0", "x9"), 1000)));

    Graph graph = Graph.of(features);
    assertThat(graph.print(GraphFormat.TEXT))
        .contains("f1                 double  <- f0, samples.x9");
    assertThat(
            Scorer.of(Plan.of(graph, "f1"))
                .score(new Sample(1, 0.5, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .asDouble("f1"))
        .isEqualTo(1112.5);
  }
}
