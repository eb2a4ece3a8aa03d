package rowan.spark.execution;

/** Finds, on an executor, the classes of records and enums, which types only name. */
final class TaskClasses {

  private TaskClasses() {}

  static Class<?> named(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("an executor does not have the class " + name, e);
    }
  }
}
