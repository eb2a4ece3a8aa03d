package rowan;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class GoldenTest {

  @Test
  void missingGolden_fails_andSaysWhereToPutTheText() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Golden.assertGolden("100% right\n", "missing.txt"))
        .withMessage(
            "There is no golden text src/test/resources/golden/missing.txt; if this is right, put it there:\n100% right\n");
  }

  @Test
  void otherText_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Golden.assertGolden("other", "graph.txt"))
        .withMessageContaining("text that should be as in src/test/resources/golden/graph.txt");
  }
}
