package rowan.type;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bitwise equality of canonical values: 0.0 and -0.0 differ, NaN equals NaN, and 1.0 and 1.00 are
 * different decimals. Records are compared component by component.
 */
public final class Bits {

  private Bits() {}

  /** Whether the two have the same bits. */
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.equals(x, y);
    }
    if (a instanceof double[] x && b instanceof double[] y) {
      return Arrays.equals(x, y); // compares bits, as Double.equals does
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return x.size() == y.size() && elementsEqual(x.iterator(), y.iterator());
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.size() == y.size()
          && elementsEqual(x.keySet().iterator(), y.keySet().iterator())
          && elementsEqual(x.values().iterator(), y.values().iterator());
    }
    if (a instanceof Record x && b instanceof Record y) {
      return x.getClass() == y.getClass() && elementsEqual(components(x), components(y));
    }
    // Double.equals and Float.equals compare bits, after making all NaN one.
    return a == null ? b == null : a.equals(b);
  }

  private static Iterator<@Nullable Object> components(Record row) {
    return Arrays.asList(RecordForm.of(row.getClass()).components(row)).iterator();
  }

  private static boolean elementsEqual(Iterator<?> x, Iterator<?> y) {
    while (x.hasNext()) {
      if (!equal(x.next(), y.next())) {
        return false;
      }
    }
    return true;
  }
}
