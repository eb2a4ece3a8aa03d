package rowan.graph;

import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that must hold of a graph. A rule reads the draft and reports each breach; it never
 * stops at the first, and it does not mind what other rules find.
 */
interface Rule {

  /** Every rule there is, in the order in which problems are reported. */
  List<Rule> ALL =
      List.of(
          new FeatureClassRule(),
          new SourceRule(),
          new ParameterNamesRule(),
          new MethodShapeRule(),
          new OperatorRule(),
          new OverRule(),
          new LookupRule(),
          new VectorRule(),
          new ColumnTypeRule(),
          new PrimitiveNullRule(),
          new UniqueNameRule(),
          new KnownNameRule(),
          new MixedFamiliesRule(),
          new KeyRule(),
          new EventTimeRule(),
          new EdgeTypeRule(),
          new OperatorArgumentsRule(),
          new OneSourceRule(),
          new NestedAggregateRule(),
          new LeakRule(),
          new VectorLeakRule(),
          new EventOrderRule(),
          new CycleRule());

  void check(Draft draft, Consumer<Problem> report);
}
