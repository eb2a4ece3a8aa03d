package rowan.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.plan.Call;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.type.Type.Scalar;

/** Programs described by hand. */
public class RowProgramTest {

  /** What the programs call. */
  public static final class Methods {
    private Methods() {}

    public static double half(double amount) {
      return amount / 2;
    }

    public static @Nullable Long orNothing(@Nullable Integer count) {
      return count == null ? null : (Long) (long) count;
    }

    public static String shown(double half, long count) {
      return half + "/" + count;
    }
  }

  @Test
  void program_callsEachMethodWithItsOperands() {
    ProgramDescription description =
        new ProgramDescription(
            List.of(
                new Slot("shown", Scalar.STRING, true, true),
                new Slot("half", Scalar.DOUBLE, false, true),
                new Slot("or_nothing", Scalar.LONG, true, false),
                new Slot("amount", Scalar.LONG, false, false),
                new Slot("count", Scalar.INT, true, false)),
            List.of(
                new Operation(
                    new Call("half", "Methods.half", List.of("amount")),
                    Methods.class,
                    "half",
                    false,
                    List.of(new Operand(3, double.class, false)),
                    1,
                    false),
                new Operation(
                    new Call("or_nothing", "Methods.orNothing", List.of("count")),
                    Methods.class,
                    "orNothing",
                    false,
                    List.of(new Operand(4, Integer.class, true)),
                    2,
                    true),
                new Operation(
                    new Call("shown", "Methods.shown", List.of("half", "count")),
                    Methods.class,
                    "shown",
                    false,
                    List.of(new Operand(1, double.class, false), new Operand(2, long.class, false)),
                    0,
                    false)));
    RowProgram program = RowProgram.compile(description);
    Slots slots = program.newSlots();

    slots.store(3, Scalar.LONG, 5L);
    slots.store(4, Scalar.INT, -7);
    program.run(slots);
    assertThat(slots.load(0, Scalar.STRING)).isEqualTo("2.5/-7");
    assertThat(slots.load(1, Scalar.DOUBLE)).isEqualTo(2.5);

    slots.clear();
    slots.store(4, Scalar.INT, null);
    program.run(slots);
    assertThat(slots.isNull(0)).isTrue();
    assertThat(slots.load(0, Scalar.STRING)).isNull();
  }
}
