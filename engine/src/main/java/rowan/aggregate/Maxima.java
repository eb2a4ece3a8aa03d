package rowan.aggregate;

import java.io.Serializable;

/** The values of a window of which the greatest is, or may become, the greatest. */
sealed interface Maxima extends Serializable permits PrimitiveMaxima, ObjectMaxima {

  /** The oldest value has left the window. */
  void evict();

  /** Takes the last value back. */
  void retract();
}
