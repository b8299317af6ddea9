package dev.eventstore.query;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.SourceBuilder;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this process, that reads a snapshot. Its memory is bounded whatever the snapshot's size:
 * the state it reads, and what it sorts or joins, are on disk.
 */
public final class Reading implements AutoCloseable {
  private final Snapshot snapshot;
  private final Path folder;
  private final StreamExecutionEnvironment environment;

  /**
   * @param parent where temporary files may be
   */
  public Reading(Snapshot snapshot, Path parent, int parallelism) throws IOException {
    this.snapshot = snapshot;
    Files.createDirectories(parent);
    folder = Files.createTempDirectory(parent, "reading-");
    Map<String, String> settings = new HashMap<>(LocalCluster.LOOPBACK);
    settings.put("rest.port", "0");
    settings.put("execution.runtime-mode", "BATCH");
    settings.put("io.tmp.dirs", folder.toString());
    settings.put("taskmanager.numberOfTaskSlots", String.valueOf(parallelism));
    settings.put("taskmanager.memory.managed.size", "512 mb");
    settings.put("taskmanager.memory.network.min", "128 mb");
    settings.put("taskmanager.memory.network.max", "128 mb");
    environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, Configuration.fromMap(settings));
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  StreamExecutionEnvironment environment() {
    return environment;
  }

  /** What a reader makes of the keyed state of an operator. */
  static <T> DataStream<T> stream(
      StreamExecutionEnvironment environment,
      OperatorState operator,
      KeyedReader<?, T> reader,
      TypeInformation<T> type) {
    try {
      return SourceBuilder.fromFormat(
          environment,
          new KeyedStateInputFormat<>(
              operator,
              new EmbeddedRocksDBStateBackend(true),
              Configuration.fromMap(environment.getConfiguration().toMap()),
              reader,
              environment.getConfig()),
          type);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What to say where reading has failed. */
  public RuntimeException failure(Exception failure) {
    return Snapshot.failure(snapshot.uri(), failure);
  }

  @Override
  public void close() {
    TemporaryFiles.clear(folder);
  }
}
