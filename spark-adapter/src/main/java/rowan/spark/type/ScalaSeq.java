package rowan.spark.type;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Java lists as the sequences that Spark's internals take. */
public final class ScalaSeq {

  private ScalaSeq() {}

  /** An immutable sequence of the same elements. */
  public static <T> Seq<T> of(List<? extends T> elements) {
    return scala.collection.immutable.Vector.from(
        CollectionConverters.<T>asScala(List.copyOf(elements)));
  }
}
