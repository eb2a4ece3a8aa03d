package rowan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.graph.Graph;

public class CallTest {

  @Features
  public abstract static class Shout {
    @Input
    abstract String word();

    @Input
    abstract @Nullable Long times();

    public static String shoutedWord(String word, @Nullable Long times) {
      return word.repeat(times == null ? 1 : times.intValue());
    }
  }

  private static final Call CALL = Call.of(Graph.of(Shout.class).node("shoutedWord"));

  @Test
  void call_namesFeatureMethodAndParameters() {
    assertThat(CALL)
        .isEqualTo(
            new Call(
                "shouted_word", "rowan.plan.CallTest.Shout.shoutedWord", List.of("word", "times")));
  }

  @Test
  void threw_tellsTheArguments_andKeepsTheCause() {
    RuntimeException thrown = new IllegalArgumentException("count is negative: -1");

    assertThat(CALL.threw(thrown, "hey", -1L))
        .hasMessage(
            "Cannot compute shouted_word: rowan.plan.CallTest.Shout.shoutedWord threw java.lang.IllegalArgumentException: count is negative: -1 for (word = \"hey\", times = -1)")
        .hasCause(thrown);
  }

  @Test
  void returnedNull_saysTheWayOut() {
    assertThat(CALL.returnedNull("hey", null))
        .hasMessage(
            "Cannot compute shouted_word: rowan.plan.CallTest.Shout.shoutedWord returned null for (word = \"hey\", times = null); mark its result @Nullable if it may")
        .hasNoCause();
  }

  @Test
  void returnedInvalid_saysWhy() {
    IllegalArgumentException why =
        new IllegalArgumentException("the decimal 100 does not fit decimal(3,2)");

    assertThat(CALL.returnedInvalid(why, "hey", 1L))
        .hasMessage(
            "Cannot compute shouted_word: rowan.plan.CallTest.Shout.shoutedWord returned an invalid value for (word = \"hey\", times = 1): the decimal 100 does not fit decimal(3,2)")
        .hasCause(why);
  }

  @Test
  void call_serialized_isTheSame() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(CALL);
    }

    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(CALL);
  }
}
