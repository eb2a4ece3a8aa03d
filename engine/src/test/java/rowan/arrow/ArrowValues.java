package rowan.arrow;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import rowan.graph.Node;
import rowan.plan.Plan;
import rowan.type.RecordForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** Scores as Java objects, read as Arrow itself shows them. */
public final class ArrowValues {

  private ArrowValues() {}

  /** The features of all rows of a batch, by node name. */
  public static List<Map<String, @Nullable Object>> features(Plan plan, VectorSchemaRoot batch) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < batch.getRowCount(); row++) {
      Map<String, @Nullable Object> features = new LinkedHashMap<>();
      for (Node node : plan.features()) {
        FieldVector vector = batch.getVector(node.column());
        features.put(
            node.name(), java(node.type(), vector.getObject(row), plan.graph()::classNamed));
      }
      rows.add(features);
    }
    return rows;
  }

  private static @Nullable Object java(
      Type type, @Nullable Object shown, Function<String, Class<?>> classNamed) {
    if (shown == null) {
      return null;
    }
    if (type == Scalar.INSTANT) {
      return Instant.EPOCH.plus((Long) shown, ChronoUnit.MICROS);
    }
    if (type == Scalar.DATE) {
      return LocalDate.EPOCH.plusDays((Integer) shown);
    }
    if (type == Scalar.STRING) {
      return shown.toString();
    }
    if (type instanceof Type.Enumeration enumeration) {
      Object[] constants = classNamed.apply(enumeration.className()).getEnumConstants();
      return constants[enumeration.constants().indexOf(shown.toString())];
    }
    if (type instanceof Type.ListOf list) {
      List<@Nullable Object> values = new ArrayList<>();
      ((List<?>) shown).forEach(each -> values.add(java(list.element(), each, classNamed)));
      return values;
    }
    if (type instanceof Type.Vector) {
      return ((List<?>) shown).stream().mapToDouble(Double.class::cast).toArray();
    }
    if (type instanceof Type.MapOf map) {
      Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
      for (Object each : (List<?>) shown) {
        Map<?, ?> entry = (Map<?, ?>) each;
        values.put(
            java(map.key(), entry.get("key"), classNamed),
            java(map.value(), entry.get("value"), classNamed));
      }
      return values;
    }
    if (type instanceof Type.Struct struct) {
      @Nullable Object[] components = new @Nullable Object[struct.fields().size()];
      for (int i = 0; i < components.length; i++) {
        Type.Field field = struct.fields().get(i);
        components[i] =
            java(field.type(), ((Map<?, ?>) shown).get(field.name().snakeCase()), classNamed);
      }
      return RecordForm.of(classNamed.apply(struct.className())).make(struct, components);
    }
    return shown;
  }
}
