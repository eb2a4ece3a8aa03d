package rowan.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import rowan.aggregate.KeyWindows;
import rowan.graph.Graph;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** The keys of a pass and their windows, as values and as bytes. */
final class PassForm {

  private final KeyForm keys;
  private final Supplier<KeyWindows> empty;
  private final Function<String, Class<?>> classNamed;

  private PassForm(KeyForm keys, Supplier<KeyWindows> empty, Graph graph) {
    this.keys = keys;
    this.empty = empty;
    this.classNamed = graph::classNamed;
  }

  /** The forms of a plan's passes. */
  static List<PassForm> all(Plan plan, Retention retention) {
    return Pass.all(plan).stream()
        .map(
            pass ->
                new PassForm(
                    new KeyForm(pass.keyTypes()),
                    EmptyWindows.of(plan.graph(), pass, retention.mostEvents()),
                    plan.graph()))
        .toList();
  }

  /** Windows of a key without events. */
  KeyWindows empty() {
    return empty.get();
  }

  /** Windows of which the bytes begin at an index. */
  KeyWindows read(byte[] bytes, int from) {
    KeyWindows windows = empty.get();
    windows.read(reader(bytes, from));
    return windows;
  }

  /** Writes windows, less what may be forgotten. */
  void write(KeyWindows windows, ByteBlock out) {
    windows.write(new ValueWriter(new DataOutputStream(out)));
  }

  /** The key of which the bytes begin at an index. */
  Object readKey(byte[] bytes, int from) {
    return keys.read(reader(bytes, from));
  }

  void writeKey(Object key, ByteBlock out) {
    keys.write(key, new ValueWriter(new DataOutputStream(out)));
  }

  private ValueReader reader(byte[] bytes, int from) {
    return new ValueReader(new DataInputStream(ByteBlock.read(bytes, from)), classNamed);
  }
}
