package rowan.graph;

/**
 * A parameter of a method, as declared.
 *
 * @param named whether the class file holds the parameter's name
 * @param eventTime whether it asks for the as-of time, whatever its name
 * @param where whether it says which events an operator sees
 */
public record Parameter(String name, boolean named, TypeUse use, boolean eventTime, boolean where) {

  @Override
  public String toString() {
    return use + " " + name;
  }
}
