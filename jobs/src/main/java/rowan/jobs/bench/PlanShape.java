package rowan.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How the features of a graph depend on each other. */
public enum PlanShape {
  /** All read columns only. */
  WIDE {
    @Override
    String read(int feature, Random random) {
      return column(random);
    }
  },
  /** Ten features a level, each reads two of the level before. */
  DEEP {
    @Override
    String read(int feature, Random random) {
      return feature < A_LEVEL
          ? column(random)
          : "f" + (feature - feature % A_LEVEL - 1 - random.nextInt(A_LEVEL));
    }
  },
  /** One chain: each reads the one before. */
  CHAIN {
    @Override
    String read(int feature, Random random) {
      return feature == 0 ? column(random) : "f" + (feature - 1);
    }
  },
  /** Columns and whatever features are there. */
  MIXED {
    @Override
    String read(int feature, Random random) {
      return feature == 0 || random.nextInt(3) == 0
          ? column(random)
          : "f" + random.nextInt(feature);
    }
  };

  private static final int A_LEVEL = 10;
  private static final List<WideFunction> FUNCTIONS =
      List.of(WideFunction.SHARE, WideFunction.BLEND, WideFunction.GAP, WideFunction.DAMPED);

  /** What a feature reads. */
  abstract String read(int feature, Random random);

  private static String column(Random random) {
    return "c" + random.nextInt(A_LEVEL);
  }

  /** A graph of this shape, the same each time. */
  DrawnGraph graph(int size) {
    Random random = new Random(size);
    List<DrawnGraph.Feature> features = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      features.add(
          new DrawnGraph.Feature(
              "f" + i, FUNCTIONS.get(i % FUNCTIONS.size()), read(i, random), read(i, random)));
    }
    return new DrawnGraph(DoubleRow.class, List.copyOf(features));
  }
}
