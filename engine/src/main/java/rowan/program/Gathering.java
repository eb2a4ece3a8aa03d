package rowan.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.type.Type.Scalar;

/**
 * Which slots the members of a vector are in. A loop over them takes as much code for a thousand
 * members as for one, so that HotSpot compiles it.
 */
final class Gathering {

  private final int[] slots;
  private final Scalar[] types;
  private final boolean[] nullable;

  private Gathering(List<Operand> members, ProgramDescription description) {
    this.slots = members.stream().mapToInt(Operand::slot).toArray();
    this.types = new Scalar[slots.length];
    this.nullable = new boolean[slots.length];
    for (int i = 0; i < slots.length; i++) {
      types[i] = (Scalar) description.slots().get(slots[i]).type();
      nullable[i] = members.get(i).nullable();
    }
  }

  /** What a vector gathers; null for any other operation. */
  static @Nullable Gathering of(Operation operation, ProgramDescription description) {
    return operation.kind() == Kind.VECTOR
        ? new Gathering(operation.operands(), description)
        : null;
  }

  double @Nullable [] vector(long[] words, long[] nulls) {
    double[] vector = new double[slots.length];
    for (int i = 0; i < vector.length; i++) {
      int slot = slots[i];
      if ((nulls[slot >> 6] >>> slot & 1) == 0) {
        vector[i] = RowCode.canonical(value(words[slot], types[i]));
      } else if (nullable[i]) {
        vector[i] = Double.NaN;
      } else {
        return null;
      }
    }
    return vector;
  }

  private static double value(long word, Scalar type) {
    return switch (type) {
      case DOUBLE -> Double.longBitsToDouble(word);
      case FLOAT -> Float.intBitsToFloat((int) word);
      case INT -> (int) word;
      default -> word; // a long, or a boolean, which is 1 or 0
    };
  }
}
