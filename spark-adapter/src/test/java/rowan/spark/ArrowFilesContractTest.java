package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.util.ArrowUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import rowan.arrow.ArrowValues;
import rowan.contract.AdapterContract;
import rowan.contract.Everything;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/** The contract on Spark, as Arrow files have it. */
class ArrowFilesContractTest extends AdapterContract {

  @TempDir Path folder;

  @Override
  protected List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows) {
    var spark = Sessions.local();
    Dataset<Row> features =
        SparkAdapter.on(spark)
            .source("everything", EverythingTable.of(spark, plan.graph(), rows, 2))
            .inputs(inputs)
            .run(plan);
    Path out = folder.resolve("out");
    FeatureOutput.at(spark, out.toString(), OutputFormat.ARROW)
        .write(features.orderBy("row_id").coalesce(1));
    try (Stream<Path> files = Files.list(out)) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(".arrow")).toList();
      assertThat(parts).hasSize(1);
      return read(plan, parts.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, @Nullable Object>> read(Plan plan, Path file) throws IOException {
    List<Map<String, @Nullable Object>> features = new ArrayList<>();
    try (BufferAllocator memory = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(FileChannel.open(file), memory)) {
      while (reader.loadNextBatch()) {
        features.addAll(ArrowValues.features(plan, reader.getVectorSchemaRoot()));
      }
    }
    return features;
  }

  @AfterEach
  void allMemoryIsGivenBack() {
    assertThat(ArrowUtils.rootAllocator().getAllocatedMemory()).isZero();
  }
}
