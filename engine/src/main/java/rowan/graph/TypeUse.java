package rowan.graph;

import rowan.type.Type;

/**
 * A type where an author used it.
 *
 * @param nullable whether it is marked {@code @Nullable}
 * @param primitive whether it is a Java primitive, {@code double} and not {@code Double}
 */
public record TypeUse(Type type, boolean nullable, boolean primitive) {

  @Override
  public String toString() {
    return nullable ? "@Nullable " + type : type.toString();
  }
}
