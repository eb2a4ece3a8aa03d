package rowan.type;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import rowan.type.Type.ListOf;
import rowan.type.Type.Scalar;

/**
 * The order of values that every adapter agrees on: numbers by {@code compareTo} (so NaN is
 * greatest), strings by code point, bytes as unsigned, lists and vectors element by element, enum
 * constants by their names.
 */
public final class ValueOrder {

  private ValueOrder() {}

  private interface SerializableOrder extends Comparator<Object>, Serializable {}

  /**
   * The order of the non-null canonical values of {@code type}, which is serializable.
   *
   * @throws IllegalArgumentException when the type has no order (maps, structs)
   */
  public static Comparator<Object> of(Type type) {
    if (type == Scalar.STRING) {
      return (SerializableOrder) (a, b) -> compareCodePoints((String) a, (String) b);
    }
    if (type == Scalar.BINARY) {
      return (SerializableOrder) (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
    }
    if (type instanceof Type.Vector) {
      return (SerializableOrder) (a, b) -> Arrays.compare((double[]) a, (double[]) b);
    }
    if (type instanceof Type.Enumeration) {
      return (SerializableOrder)
          (a, b) -> compareCodePoints(((Enum<?>) a).name(), ((Enum<?>) b).name());
    }
    if (type instanceof ListOf list) {
      Comparator<Object> elements = Comparator.nullsFirst(of(list.element()));
      return (SerializableOrder) (a, b) -> compareLists((List<?>) a, (List<?>) b, elements);
    }
    if (type instanceof Scalar || type instanceof Type.Decimal) {
      return (SerializableOrder) ValueOrder::compareNaturally;
    }
    throw new IllegalArgumentException("a " + type + " has no order");
  }

  /** The order of lists that hold a value, or null, of each of the types; null is least. */
  public static Comparator<Object> ofLists(List<? extends Type> types) {
    List<Comparator<Object>> orders = types.stream().map(ValueOrder::of).toList();
    return (a, b) -> {
      for (int i = 0; i < orders.size(); i++) {
        Object left = ((List<?>) a).get(i);
        Object right = ((List<?>) b).get(i);
        int compared = Comparator.nullsFirst(orders.get(i)).compare(left, right);
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  /** Compares by code point, where {@code String.compareTo} compares by UTF-16 unit. */
  public static int compareCodePoints(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean oneIsSurrogate = Character.isSurrogate(x) != Character.isSurrogate(y);
        // A surrogate stands for a code point above U+FFFF, so it is greater than any other unit.
        return oneIsSurrogate
            ? Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @SuppressWarnings("unchecked")
  private static int compareNaturally(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static int compareLists(List<?> a, List<?> b, Comparator<Object> elements) {
    Iterator<?> others = b.iterator();
    for (Object element : a) {
      if (!others.hasNext()) {
        return 1;
      }
      int compared = elements.compare(element, others.next());
      if (compared != 0) {
        return compared;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
