package dev.eventstore.local;

import dev.eventstore.connect.check.Preflight;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.snapshot.SavedStates;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.BoundedRuns;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.StorePipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One store of a local run, with a folder that holds everything it keeps. */
public final class LocalStore {
  private final StoreSpec spec;
  private final Path folder;
  private final int parallelism;

  public LocalStore(StoreSpec spec, Path folder, int parallelism) {
    this.spec = spec;
    this.folder = folder.toAbsolutePath().normalize();
    this.parallelism = parallelism;
  }

  public StoreSpec spec() {
    return spec;
  }

  public Path folder() {
    return folder;
  }

  /** Whether the store ends by itself. */
  public boolean isBounded() {
    return BoundedRuns.isBounded(spec);
  }

  /**
   * The configuration of this store's job and, where it runs alone, of its cluster.
   *
   * @param options Flink options of the user, which win
   */
  public Configuration settings(Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    all.put("execution.checkpointing.dir", uri("checkpoints"));
    all.put("execution.checkpointing.savepoint-dir", uri("savepoints"));
    all.put("io.tmp.dirs", folder.resolve("tmp").toString());
    all.putAll(BoundedRuns.settings(spec).toMap());
    if (isBounded()) {
      // The last files appear with the checkpoint after the end: it shall come soon.
      all.put("execution.checkpointing.interval", "1 s");
      all.put("execution.checkpointing.min-pause", "500 ms");
      all.put("restart-strategy.type", "fixed-delay");
      all.put("restart-strategy.fixed-delay.attempts", "3");
      all.put("restart-strategy.fixed-delay.delay", "1 s");
    }
    all.putAll(options);
    return FlinkSettings.local(all);
  }

  /**
   * A second run beside one would publish all again, of what each of them has read, and would write
   * the state that it goes on from.
   *
   * @throws IllegalStateException with one sentence, where the store runs in this folder
   */
  public void requireStopped() throws Exception {
    Optional<String> address = ClusterAddress.read(folder);
    if (address.isPresent() && RunningCluster.runsAt(address.get(), spec.name())) {
      throw new IllegalStateException(
          "store '"
              + spec.name()
              + "' runs at "
              + address.get()
              + " already; stop it first, its output would come twice");
    }
  }

  /** Makes the folder and looks at every end, before anything is started. */
  public void check() {
    try {
      Files.createDirectories(folder.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be written; name another with --state-dir", e);
    }
    Preflight.check(spec, folder.toString());
  }

  /**
   * Starts the job.
   *
   * @param from a savepoint or checkpoint to go on from, or null
   */
  public JobID submit(LocalCluster cluster, Map<String, String> options, String from)
      throws Exception {
    return submit(cluster, options, from, Optional.empty());
  }

  /**
   * Starts the job.
   *
   * @param from a savepoint or checkpoint to go on from, or null
   * @param published what had been published, where it is an older one
   */
  public JobID submit(
      LocalCluster cluster,
      Map<String, String> options,
      String from,
      Optional<PublishedFigures> published)
      throws Exception {
    Configuration settings = settings(options);
    settings.addAll(BoundedRuns.settings(published.isPresent()));
    if (from != null) {
      settings.setString("execution.state-recovery.path", SavedState.require(from));
      // A source or target that has left the store file leaves its state behind.
      settings.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    StorePipeline.compose(environment, spec, new ConnectorEnds(spec, folder.toString(), published));
    JobID job = cluster.submit(environment, spec.name());
    ClusterAddress.write(folder, cluster.restAddress());
    return job;
  }

  public Path savepoints() {
    return folder.resolve("savepoints");
  }

  /** The newest savepoint or retained checkpoint in the folder, while its job may run. */
  public Optional<String> newestState() {
    return SavedStates.newest(folder);
  }

  private String uri(String name) {
    return folder.resolve(name).toUri().toString();
  }
}
