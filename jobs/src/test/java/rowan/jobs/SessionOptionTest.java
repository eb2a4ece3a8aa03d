package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SessionOptionTest {

  private static SparkConf configuration(SparkConf given, String... args) {
    SessionOption option = new SessionOption();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("session", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
        .parseArgs(args);
    return option.configuration(given);
  }

  private static SparkConf none() {
    return new SparkConf(false);
  }

  @Test
  void runsHereByDefault() {
    SparkConf conf = configuration(none());
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(Integer.parseInt(conf.get("spark.sql.shuffle.partitions")))
        .isEqualTo(8 * Runtime.getRuntime().availableProcessors());
  }

  @Test
  void keepsWhatSparkSubmitSays() {
    SparkConf given = none().setMaster("spark://a:1").setAppName("mine").set("spark.jars", "a.jar");
    SparkConf conf = configuration(given);
    assertThat(conf.get("spark.master")).isEqualTo("spark://a:1");
    assertThat(conf.get("spark.app.name")).isEqualTo("mine");
    assertThat(conf.get("spark.jars")).isEqualTo("a.jar");
    assertThat(conf.contains("spark.driver.host")).isFalse();
    assertThat(conf.contains("spark.ui.enabled")).isFalse();
    assertThat(conf.contains("spark.sql.shuffle.partitions")).isFalse();
  }

  @Test
  void optionGoesBeforeSparkSubmit() {
    assertThat(configuration(none().setMaster("yarn"), "--master", "local[3]").get("spark.master"))
        .isEqualTo("local[3]");
  }

  @Test
  void timesAreInUtcWhateverIsSet() {
    assertThat(
            configuration(none().set("spark.sql.session.timeZone", "Asia/Tokyo"))
                .get("spark.sql.session.timeZone"))
        .isEqualTo("UTC");
  }
}
