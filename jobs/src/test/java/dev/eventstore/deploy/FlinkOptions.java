package dev.eventstore.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The options that Flink, its reporters and its Kubernetes operator know. */
public final class FlinkOptions {
  private static final List<Class<?>> HOLDERS =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RestartStrategyOptions.class,
          RestOptions.class,
          RocksDBConfigurableOptions.class,
          RocksDBOptions.class,
          StateBackendOptions.class,
          StateRecoveryOptions.class,
          TaskManagerOptions.class,
          WebOptions.class);

  private static final Map<String, ConfigOption<?>> KNOWN = new TreeMap<>();

  static {
    HOLDERS.stream()
        .flatMap(holder -> Stream.of(holder.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == ConfigOption.class)
        .map(FlinkOptions::option)
        .forEach(option -> KNOWN.put(option.key(), option));
    // Of the Prometheus reporter, and of the operator 1.15.0.
    Stream.of(
            ConfigOptions.key("metrics.reporter.prom.factory.class").stringType().noDefaultValue(),
            ConfigOptions.key("metrics.reporter.prom.port").stringType().noDefaultValue(),
            operator("deployment.rollback.enabled").booleanType().noDefaultValue(),
            operator("job.restart.failed").booleanType().noDefaultValue(),
            operator("periodic.savepoint.interval").stringType().noDefaultValue(),
            operator("savepoint.dispose-on-delete").booleanType().noDefaultValue(),
            operator("savepoint.history.max.age").durationType().noDefaultValue(),
            operator("savepoint.history.max.count").intType().noDefaultValue(),
            operator("snapshot.resource.enabled").booleanType().noDefaultValue())
        .forEach(option -> KNOWN.put(option.key(), option));
  }

  private FlinkOptions() {}

  private static ConfigOptions.OptionBuilder operator(String key) {
    return ConfigOptions.key("kubernetes.operator." + key);
  }

  /** What is wrong with a setting; empty where it is a present option and a value of it. */
  public static Optional<String> problem(String key, String value) {
    ConfigOption<?> option = KNOWN.get(key);
    if (option == null) {
      return Optional.of(key + " is no option of Flink's, or a former name of one");
    }
    try {
      Configuration.fromMap(Map.of(key, value)).get(option);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(key + " cannot be " + value + ": " + e.getMessage());
    }
  }

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
