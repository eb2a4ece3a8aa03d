package rowan.defs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions depend on the engine as a service does, and inherit no more than that needs. */
class ServingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.arrow.vector.VectorSchemaRoot",
        "org.apache.arrow.memory.BufferAllocator",
        "io.netty.buffer.ByteBuf",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "org.apache.spark.sql.SparkSession"
      })
  void whatServingDoesNotNeed_isNotInherited(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
