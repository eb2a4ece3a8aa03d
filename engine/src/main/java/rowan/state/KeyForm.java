package rowan.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.ValueOrder;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** The keys of a pass: a value, or the list of several, of certain types. */
public final class KeyForm {

  private final List<Type> types;

  /** Keys of values of these types, at least one. */
  public KeyForm(List<Type> types) {
    this.types = List.copyOf(types);
  }

  /** The key that some values are. */
  public Object of(List<?> values) {
    return values.size() == 1 ? values.get(0) : List.copyOf(values);
  }

  /** The values that a key is. */
  public List<?> valuesOf(Object key) {
    return types.size() == 1 ? List.of(key) : (List<?>) key;
  }

  /** The order of keys, that of their values. */
  public Comparator<Object> order() {
    Comparator<Object> values = ValueOrder.ofLists(types);
    return (a, b) -> values.compare(valuesOf(a), valuesOf(b));
  }

  void write(Object key, ValueWriter out) {
    for (int i = 0; i < types.size(); i++) {
      out.value(types.get(i), valuesOf(key).get(i));
    }
  }

  Object read(ValueReader in) {
    List<Object> values = new ArrayList<>();
    types.forEach(type -> values.add(in.value(type)));
    return of(values);
  }

  /** The bytes of a key as text. */
  public String encode(Object key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(key, new ValueWriter(new DataOutputStream(bytes)));
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  Object decode(String text, Function<String, Class<?>> classNamed) {
    byte[] bytes = Base64.getDecoder().decode(text);
    return read(new ValueReader(new DataInputStream(new ByteArrayInputStream(bytes)), classNamed));
  }

  /**
   * The key that a text spells, its values with commas between them.
   *
   * @throws IllegalArgumentException when it spells none
   */
  public Object parse(String text) {
    String[] parts = types.size() == 1 ? new String[] {text} : text.split(",", -1);
    if (parts.length != types.size()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a key of %d values".formatted(text, types.size()));
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      values.add(TextForm.parse(types.get(i), parts[i]));
    }
    return of(values);
  }

  /** The key as a person reads it. */
  public String show(Object key) {
    return valuesOf(key).stream().map(TextForm::show).collect(Collectors.joining(", "));
  }
}
