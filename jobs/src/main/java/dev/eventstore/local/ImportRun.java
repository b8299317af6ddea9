package dev.eventstore.local;

import dev.eventstore.connect.check.Preflight;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.ImportPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Imports files in this process: runs them through a store's own dataflow, and stops it with a
 * savepoint when all is read. Its memory is that of any local run, whatever the number of events.
 */
public final class ImportRun {
  private static final long LOOK_MILLIS = 500;

  private final StoreSpec spec;
  private final Path folder;
  private final int parallelism;

  /**
   * @param folder of the store's local runs
   */
  public ImportRun(StoreSpec spec, Path folder, int parallelism) {
    this.spec = spec;
    this.folder = folder.toAbsolutePath().normalize();
    this.parallelism = parallelism;
  }

  /**
   * @param source of the store
   * @param from the savepoint of an earlier import that this one adds to, or null
   * @param to a folder
   * @param progress is told the records read and the bytes left, now and then
   * @return the savepoint's path
   */
  public String run(
      SourceSpec source,
      List<Path> files,
      String from,
      Path to,
      Map<String, String> options,
      BiConsumer<Long, Long> progress)
      throws Exception {
    Path work = folder.resolve("import");
    TemporaryFiles.clear(work);
    Files.createDirectories(work.resolve("tmp"));
    Preflight.check(spec.withoutEnds(), folder.toString());
    Configuration settings = settings(work, options, from);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    ImportPipeline.compose(environment, spec, source, files, folder.toString());
    String savepoint;
    try (LocalCluster cluster = LocalCluster.start(settings, parallelism)) {
      JobID job = cluster.submit(environment, spec.name());
      awaitRead(cluster, job, progress);
      savepoint = cluster.stop(job, to);
    }
    TemporaryFiles.clear(work);
    return savepoint;
  }

  private static Configuration settings(Path work, Map<String, String> options, String from) {
    Map<String, String> all = new HashMap<>();
    all.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    all.put("io.tmp.dirs", work.resolve("tmp").toString());
    all.put("execution.checkpointing.unaligned.enabled", "false");
    all.put("execution.checkpointing.unaligned.interruptible-timers.enabled", "false");
    all.put("restart-strategy.type", "fixed-delay");
    all.put("restart-strategy.fixed-delay.attempts", "3");
    all.put("restart-strategy.fixed-delay.delay", "1 s");
    all.put("metrics.fetcher.update-interval", "500");
    all.put("rest.port", "0");
    all.putAll(options);
    if (from != null) {
      all.put("execution.state-recovery.path", SavedState.require(from));
      all.put("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    return FlinkSettings.with(all);
  }

  private static void awaitRead(LocalCluster cluster, JobID job, BiConsumer<Long, Long> progress)
      throws Exception {
    JobMetrics metrics = new JobMetrics(cluster.restAddress(), job);
    while (true) {
      if (cluster.status(job).isTerminalState()) {
        JobResult result = cluster.result(job).get();
        throw new ExecutionException(result.getSerializedThrowable().orElse(null));
      }
      OptionalLong left = metrics.sum("pendingBytes");
      metrics.sum("numRecordsIn").ifPresent(read -> progress.accept(read, left.orElse(-1)));
      if (left.isPresent() && left.getAsLong() == 0) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
