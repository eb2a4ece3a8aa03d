package rowan.program;

import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one program's classes. It resolves names to the very classes that the program
 * calls, which may come from several loaders.
 */
final class ProgramLoader extends ClassLoader {

  private final Map<String, Class<?>> linked = new HashMap<>();
  private final Map<Integer, MethodHandle> handles = new HashMap<>();

  ProgramLoader() {
    super(RowCode.class.getClassLoader());
  }

  /** Lets generated code name a class; false when the name already means another. */
  boolean link(Class<?> wanted) {
    Class<?> known = linked.putIfAbsent(wanted.getName(), wanted);
    return known == null || known == wanted;
  }

  /** Lets generated code call a method that it cannot name. */
  void add(int operation, MethodHandle handle) {
    handles.put(operation, handle);
  }

  MethodHandle handle(int operation) {
    MethodHandle handle = handles.get(operation);
    if (handle == null) {
      throw new IllegalStateException("operation " + operation + " has no handle");
    }
    return handle;
  }

  Class<?> define(byte[] code) {
    return defineClass(null, code, 0, code.length);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    @Nullable Class<?> known = linked.get(name);
    return known == null ? super.loadClass(name, resolve) : known;
  }
}
