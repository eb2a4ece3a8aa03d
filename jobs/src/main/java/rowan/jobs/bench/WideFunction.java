package rowan.jobs.bench;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** A method of {@link WideFunctions}, and the same computation as one writes it in Spark. */
enum WideFunction {
  SHARE(double.class, double.class, double.class),
  BLEND(double.class, double.class, double.class),
  GAP(double.class, double.class, double.class),
  DAMPED(double.class, double.class, double.class),
  LETTERS(double.class, String.class, double.class),
  SECONDS(double.class, Instant.class, Instant.class),
  LONGER(String.class, String.class, String.class),
  LATER(Instant.class, Instant.class, Instant.class);

  private final Class<?> result;
  private final Class<?> first;
  private final Class<?> second;

  WideFunction(Class<?> result, Class<?> first, Class<?> second) {
    this.result = result;
    this.first = first;
    this.second = second;
  }

  Class<?> result() {
    return result;
  }

  Class<?> first() {
    return first;
  }

  Class<?> second() {
    return second;
  }

  Column inSpark(Column a, Column b) {
    return switch (this) {
      case SHARE -> a.divide(abs(b).plus(1));
      case BLEND -> a.multiply(0.5).plus(b.multiply(0.5));
      case GAP -> abs(a.minus(b));
      case DAMPED -> sqrt(abs(a)).plus(b);
      case LETTERS -> length(a).multiply(b);
      case SECONDS -> unix_micros(b).minus(unix_micros(a)).divide(1e6);
      case LONGER -> when(length(a).geq(length(b)), a).otherwise(b);
      case LATER -> greatest(a, b);
    };
  }

  String method() {
    return name().toLowerCase(Locale.ROOT);
  }
}
