package rowan.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rowan.graph.Node;
import rowan.plan.Events;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.program.ProgramDescription.Operation;

/**
 * The row programs of a plan: one for the row features up to the first pass over windows, one for
 * those up to the next, and so on.
 */
public final class PlanPrograms {

  private final SlotTable table;
  private final List<List<Operation>> operations = new ArrayList<>();

  private PlanPrograms(Plan plan) {
    this.table = new SlotTable(plan.graph());
    plan.features().forEach(table::add);
    plan.supply().nodes().forEach(table::add);
    plan.scan().ifPresent(scan -> scan.columns().forEach(table::add));
    plan.asOfNode().ifPresent(table::add);
    operations.add(new ArrayList<>());
    plan.compute().forEach(this::add);
    plan.features().forEach(table::slot);
    operations.forEach(table::keepInputs);
  }

  /** The programs of a plan. */
  public static PlanPrograms of(Plan plan) {
    return new PlanPrograms(plan);
  }

  /** Which node is in which slot, in all of the programs. */
  public SlotTable table() {
    return table;
  }

  /** The program of the row features before the first windows; of all, when there are none. */
  public RowProgram first() {
    return table.program(operations.get(0));
  }

  private void add(Step step) {
    if (step instanceof Step.RowFeatures level) {
      level.nodes().forEach(node -> operations.get(operations.size() - 1).add(table.compute(node)));
    } else if (step instanceof Step.Aggregates pass) {
      pass.events().stream().flatMap(PlanPrograms::computed).forEach(table::add);
      pass.on().stream().peek(table::add).forEach(table::slot);
      operations.add(new ArrayList<>());
    }
  }

  private static Stream<Node> computed(Events events) {
    return Stream.concat(events.aggregates().stream(), events.lookups().stream());
  }

  /**
   * The programs as statements, for people to read: which method is called with what, when it is
   * not, and what reaches a slot; with a line between programs that have windows between them.
   */
  public static String text(Plan plan) {
    PlanPrograms programs = new PlanPrograms(plan);
    return programs.operations.stream()
        .map(each -> programs.table.describe(each, ProgramDescription.NO_ROW))
        .map(ProgramText::print)
        .collect(Collectors.joining("(windows)\n"));
  }
}
