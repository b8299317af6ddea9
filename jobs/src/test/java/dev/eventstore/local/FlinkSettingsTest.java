package dev.eventstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Flink configuration that local runs, images and manifests share. */
class FlinkSettingsTest {
  private static final List<Class<?>> HOLDERS =
      List.of(
          CheckpointingOptions.class,
          StateBackendOptions.class,
          RocksDBConfigurableOptions.class,
          PipelineOptions.class,
          RestartStrategyOptions.class,
          TaskManagerOptions.class,
          JobManagerOptions.class);

  static Stream<String> keys() {
    return FlinkSettings.with(Map.of()).keySet().stream();
  }

  /** Flink ignores a key that it does not know, and so would a misspelt one be. */
  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsAnOptionAndEveryValueOneOfIt(String key) {
    Optional<ConfigOption<?>> option =
        HOLDERS.stream()
            .flatMap(holder -> Stream.of(holder.getFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == ConfigOption.class)
            .<ConfigOption<?>>map(FlinkSettingsTest::option)
            .filter(known -> known.key().equals(key))
            .findFirst();

    assertThat(option).as("a present option, no deprecated name of one").isPresent();
    assertThat(FlinkSettings.with(Map.of()).getOptional(option.get())).isPresent();
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

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
