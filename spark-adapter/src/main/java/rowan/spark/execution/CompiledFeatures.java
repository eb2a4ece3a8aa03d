package rowan.spark.execution;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import rowan.program.RowProgram;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Supplied;
import scala.reflect.ClassTag;

/**
 * The features of an operator and their program, compiled once in each executor, however many tasks
 * run it.
 *
 * @param loader what the definitions were loaded by
 * @param constants slots with the values that are the same for all rows
 */
record CompiledFeatures(
    ClassLoader loader, RowFeatures features, RowProgram program, Slots constants) {

  private static final int REMEMBERED = 64;

  /** Programs by what they compute; none keeps its definitions' classes from being unloaded. */
  private static final Map<String, SoftReference<CompiledFeatures>> COMPILED =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, SoftReference<CompiledFeatures>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Features on their way to an executor. They are read there only if they are not compiled yet.
   *
   * @param digest tells them from others
   * @param bytes the features, serialized
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(String digest, byte[] bytes) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Makes features ready to be sent. */
    static Sent of(RowFeatures features) {
      ByteBuffer buffer =
          SparkEnv.get().closureSerializer().newInstance().serialize(features, ClassTag.Any());
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Sent(HexFormat.of().formatHex(digest), bytes);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }

    /** The features, compiled now unless they are already. */
    CompiledFeatures compiled() {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      synchronized (COMPILED) {
        CompiledFeatures known = known(digest);
        if (known != null && known.loader() == loader) {
          return known;
        }
        CompiledFeatures compiled = compile(loader);
        COMPILED.put(digest, new SoftReference<>(compiled));
        return compiled;
      }
    }

    private CompiledFeatures compile(ClassLoader loader) {
      RowFeatures features =
          (RowFeatures)
              SparkEnv.get()
                  .closureSerializer()
                  .newInstance()
                  .deserialize(ByteBuffer.wrap(bytes), loader, ClassTag.Any());
      RowProgram program = RowProgram.compile(features.program());
      Slots constants = program.newSlots();
      for (Supplied supplied : features.supplied()) {
        constants.setConstant(supplied.slot(), supplied.value().type(), supplied.value().value());
      }
      return new CompiledFeatures(loader, features, program, constants);
    }
  }

  private static @Nullable CompiledFeatures known(String digest) {
    SoftReference<CompiledFeatures> known = COMPILED.get(digest);
    return known == null ? null : known.get();
  }
}
