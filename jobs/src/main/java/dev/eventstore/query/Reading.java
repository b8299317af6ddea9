package dev.eventstore.query;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.RunningCluster;
import dev.eventstore.local.TemporaryFiles;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.SnapshotGoneException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Flink that reads snapshots, in this process or on a cluster. Its memory is bounded whatever a
 * snapshot's size: the state it reads, and what it sorts or joins, are on disk.
 */
public final class Reading implements AutoCloseable {
  private static final long JOB_SECONDS = 10;

  /** A batch that ends with the process that wants its rows. */
  private static final Map<String, String> JOB =
      Map.of(
          "execution.runtime-mode", "BATCH",
          "restart-strategy.type", "disable",
          "execution.attached", "true",
          "execution.shutdown-on-attached-exit", "true");

  private final StreamExecutionEnvironment environment;
  private final Runnable end;

  private Reading(StreamExecutionEnvironment environment, int parallelism, Runnable end) {
    this.environment = environment;
    this.end = end;
    environment.setParallelism(parallelism);
  }

  /**
   * In this process.
   *
   * @param parent where temporary files may be
   */
  public static Reading here(Path parent, int parallelism) throws Exception {
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "reading-");
    LocalCluster cluster = LocalCluster.start(settings(folder), parallelism);
    URI address = URI.create(cluster.restAddress());
    return new Reading(
        StreamExecutionEnvironment.createRemoteEnvironment(
            address.getHost(), address.getPort(), Configuration.fromMap(JOB)),
        parallelism,
        () -> {
          cluster.close();
          TemporaryFiles.clear(folder);
        });
  }

  /**
   * On a cluster, which has to see the snapshots too.
   *
   * @param jar what its machines lack of this program
   */
  public static Reading on(RunningCluster cluster, Path jar, int parallelism) {
    return new Reading(cluster.environment(Configuration.fromMap(JOB), jar), parallelism, () -> {});
  }

  private static Configuration settings(Path folder) {
    return Configuration.fromMap(
        Map.of(
            "rest.port", "0",
            "io.tmp.dirs", folder.toString(),
            "taskmanager.memory.managed.size", "512 mb",
            "taskmanager.memory.network.min", "128 mb",
            "taskmanager.memory.network.max", "128 mb"));
  }

  public StreamExecutionEnvironment environment() {
    return environment;
  }

  /**
   * Hands over the rows of a job as they come.
   *
   * @throws IllegalStateException with one sentence, where the snapshot cannot be read to its end
   * @throws SnapshotGoneException where there was nothing to read any more
   */
  @SuppressWarnings("try") // Flink's close() may be interrupted.
  public <T> void run(Snapshot snapshot, DataStream<T> stream, String name, Consumer<T> each)
      throws Exception {
    CloseableIterator<T> rows = stream.collectAsync();
    JobClient job = environment.executeAsync(name);
    long told = 0;
    try (rows) {
      for (; rows.hasNext(); told++) {
        each.accept(rows.next());
      }
    } catch (Exception e) {
      throw failure(snapshot, told, e, job);
    }
  }

  /**
   * What to say where rows did not come to their end: the job knows why, the one who waits for its
   * rows only that they have stopped.
   *
   * @param rows how many rows were told before
   */
  public static RuntimeException failure(
      Snapshot snapshot, long rows, Exception stopped, JobClient job) {
    Exception cause = stopped;
    try {
      job.getJobExecutionResult().get(JOB_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      cause = e;
    } catch (TimeoutException e) {
      // It runs on: what has stopped is all there is to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException failure = Snapshot.failure(snapshot.uri(), cause);
    return failure instanceof SnapshotGoneException && rows > 0
        ? new IllegalStateException(failure.getMessage(), failure)
        : failure;
  }

  @Override
  public void close() {
    end.run();
  }
}
