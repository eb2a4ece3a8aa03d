package rowan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The arithmetic; that it is XGBoost's own is tested where XGBoost is. */
class XgboostClassifierTest {

  private static XgboostClassifier sumOf(float base, float... leaves) {
    TreesBuilder trees = new TreesBuilder(1);
    for (float leaf : leaves) {
      trees.tree().leaf(leaf);
    }
    return new XgboostClassifier(trees.build(), base);
  }

  @Test
  void margin_isAddedInOrder_in32Bits() {
    assertThat(sumOf(1e8f, 3f, 3f, -1e8f).margin(new double[1])).isZero();
    assertThat(sumOf(1e8f, -1e8f, 3f, 3f).margin(new double[1])).isEqualTo(6f);
  }

  @Test
  void prediction_isTheProbabilityOfTheMargin() {
    assertThat(sumOf(1, -1f).predict(new double[1])).isEqualTo(0.5);
    assertThat(sumOf(1, 0.5f).predict(new double[1])).isEqualTo(1 / (1 + StrictMath.exp(-1.5)));
    assertThat(sumOf(-200, 0f).predict(new double[1])).isGreaterThan(0);
  }

  @Test
  void leafThatIsNo32BitNumber_isRefused() {
    TreesBuilder builder = new TreesBuilder(1);
    builder.tree().leaf(0.1);
    Trees trees = builder.build();
    assertThatThrownBy(() -> new XgboostClassifier(trees, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("leaf 0 holds 0.1, no 32-bit number");
  }

  @Test
  void prediction_ofTooManyInputs_isRefused() {
    assertThatThrownBy(() -> sumOf(0, 1f).predict(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The model takes 1 inputs, not 2");
  }
}
