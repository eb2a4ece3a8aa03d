package rowan.inprocess;

import rowan.graph.Node;

/** Is told what rows lack that are scored, by the threads that score them. */
interface ScoreListener {

  /** A column that features read is null, and may be. */
  void missing(Node column);

  /** An aggregate sees no event. */
  void empty(Node aggregate);
}
