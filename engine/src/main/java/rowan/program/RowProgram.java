package rowan.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;

/**
 * Row features, compiled to bytecode once and run for any number of rows. Any number of threads may
 * run one program, each on slots of its own.
 */
public final class RowProgram {

  private final ProgramDescription description;

  /** Mostly all; null when nothing is computed. */
  private final @Nullable RowCode first;

  private final RowCode[] others;

  private RowProgram(ProgramDescription description, List<RowCode> units) {
    this.description = description;
    this.first = units.isEmpty() ? null : units.get(0);
    this.others = units.stream().skip(1).toArray(RowCode[]::new);
  }

  /**
   * The program of a description.
   *
   * @throws IllegalArgumentException when a method cannot be called
   * @throws IllegalStateException when a class has no such method any more
   */
  public static RowProgram compile(ProgramDescription description) {
    return new RowProgram(description, new ProgramCompiler(description).compile());
  }

  /** What it computes. */
  public ProgramDescription description() {
    return description;
  }

  /** Slots for its rows. */
  public Slots newSlots() {
    return Slots.ofSize(description.slots().size());
  }

  /**
   * Computes the features of one row from the inputs in its slots.
   *
   * @throws FeatureException when a method throws, or returns what its type cannot hold; it names
   *     the feature and its arguments, but not the row
   */
  public void run(Slots slots) {
    run(slots, null);
  }

  /**
   * Computes the features of one row from the inputs in its slots, and the one beside them. What
   * the row before left in the slots of results makes no difference.
   *
   * @param row the value of the input that is not in a slot; one of another class fails somehow
   * @throws FeatureException as {@link #run(Slots)}
   */
  public void run(Slots slots, @Nullable Object row) {
    if (first != null) {
      first.run(slots, row);
    }
    for (RowCode unit : others) {
      unit.run(slots, row);
    }
  }
}
