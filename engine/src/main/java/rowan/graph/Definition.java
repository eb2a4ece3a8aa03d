package rowan.graph;

import java.util.Map;

/** What gives a node its value. */
public sealed interface Definition permits Definition.Column, Definition.AsOf, Definition.OfMethod {

  /** A column of a source. */
  record Column(SourceTable source, Component component) implements Definition {
    @Override
    public String kind() {
      return "column";
    }

    @Override
    public String place() {
      return source.className().replace('$', '.') + "." + component.name();
    }

    @Override
    public Map<String, String> tags() {
      return component.tags();
    }

    @Override
    public String doc() {
      return component.doc();
    }
  }

  /** The time as of which a row of a source asks: its event time, or that of the request. */
  record AsOf(SourceTable source) implements Definition {
    @Override
    public String kind() {
      return "as of";
    }

    @Override
    public String place() {
      return source.className().replace('$', '.');
    }

    @Override
    public Map<String, String> tags() {
      return Map.of();
    }

    @Override
    public String doc() {
      return "";
    }
  }

  /** A value that a method gives. */
  sealed interface OfMethod extends Definition
      permits Input, Computed, Vector, Part, Aggregate, Fitted, DraftOperator, Lookup {

    Method method();

    @Override
    default String place() {
      return method().signature();
    }

    @Override
    default Map<String, String> tags() {
      return method().tags();
    }

    @Override
    default String doc() {
      return method().doc();
    }
  }

  /** A value that the caller supplies, or the default that {@code method} computes. */
  record Input(Method method) implements OfMethod {

    /** Whether the caller must supply it. */
    public boolean isRequired() {
      return method.shape() == Method.Shape.ABSTRACT;
    }

    @Override
    public String kind() {
      return "input";
    }
  }

  /** A public static method, called for each row. */
  record Computed(Method method) implements OfMethod {
    @Override
    public String kind() {
      return "computed";
    }
  }

  /** The values of other nodes, as doubles in the order of the arguments: what a model reads. */
  record Vector(Method method) implements OfMethod {
    @Override
    public String kind() {
      return "vector";
    }
  }

  /** The value of an operator over the events of a key. */
  record Aggregate(Method method, Aggregation aggregation) implements OfMethod {
    @Override
    public String kind() {
      return "aggregate";
    }
  }

  /** The value of an operator over all training rows, the same for all rows once it is fitted. */
  record Fitted(Method method, Fitting fitting) implements OfMethod {
    @Override
    public String kind() {
      return "fitted";
    }
  }

  /**
   * The row of a keyed source.
   *
   * @param table the source; its row key is what the method's parameters give, in order
   */
  record Lookup(Method method, SourceTable table) implements OfMethod {
    @Override
    public String kind() {
      return "lookup";
    }
  }

  /** One component of a feature that is a record. */
  record Part(Method method, int index) implements OfMethod {
    @Override
    public String kind() {
      return "part";
    }
  }

  /** The kind in one word, as graphs print it. */
  String kind();

  /** Where its author wrote it, as messages show it. */
  String place();

  /** What its author tagged it with. */
  Map<String, String> tags();

  /** The first sentence of its Javadoc, empty when unknown. */
  String doc();
}
