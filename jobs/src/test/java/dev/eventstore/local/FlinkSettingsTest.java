package dev.eventstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.deploy.FlinkOptions;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Flink configuration that local runs, images and manifests share. */
class FlinkSettingsTest {
  static Stream<String> keys() {
    return FlinkSettings.with(Map.of()).keySet().stream();
  }

  /** Flink ignores a key that it does not know, and so would a misspelt one be. */
  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsAnOptionAndEveryValueOneOfIt(String key) {
    assertThat(FlinkOptions.problem(key, FlinkSettings.with(Map.of()).toMap().get(key))).isEmpty();
  }

  @Test
  void aCheckpointOutlivesACancelledJob() {
    assertThat(
            FlinkSettings.with(Map.of())
                .get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
  }

  @Test
  void theProcessesOfARealClusterCanBeSizedByIt() {
    Configuration settings = FlinkSettings.with(Map.of());
    TaskExecutorProcessSpec task = TaskExecutorProcessUtils.processSpecFromConfig(settings);

    assertThat(task.getManagedMemorySize().getMebiBytes()).isEqualTo(1024);
    assertThat(task.getJvmHeapMemorySize().getMebiBytes()).isBetween(700, 1100);
    assertThat(
            JobManagerProcessUtils.processSpecFromConfig(settings)
                .getJvmHeapMemorySize()
                .getMebiBytes())
        .isGreaterThan(400);
  }

  @Test
  void optionsOfTheUserWin() {
    assertThat(
            FlinkSettings.with(Map.of("execution.checkpointing.num-retained", "7"))
                .get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS))
        .isEqualTo(7);
  }

  /** Reporters of metrics listen on every address of the machine. */
  @Test
  void localRunsReportToNobodyUnlessTheyAreToldTo() {
    String factory = "metrics.reporter.prom.factory.class";

    assertThat(FlinkSettings.with(Map.of()).containsKey(factory)).isTrue();
    assertThat(FlinkSettings.local(Map.of()).keySet())
        .isNotEmpty()
        .noneMatch(key -> key.startsWith("metrics."));
    assertThat(FlinkSettings.local(Map.of(factory, "X")).toMap()).containsEntry(factory, "X");
  }
}
