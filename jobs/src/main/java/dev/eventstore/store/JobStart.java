package dev.eventstore.store;

import dev.eventstore.connect.check.Preflight;
import dev.eventstore.snapshot.CheckpointFolders;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.snapshot.RestartCheck;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything a job needs before it starts, so that it fails at once and in one sentence
 * rather than at its first record or checkpoint.
 */
final class JobStart {
  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

  /** The program runs in the JobManager: in application mode, and as a session job. */
  private static final String EMBEDDED = "embedded";

  private final ReadableConfig settings;
  private final String checkpoints;
  private Optional<RestartCheck> restart = Optional.empty();

  JobStart(ReadableConfig settings) {
    this.settings = settings;
    this.checkpoints = settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (checkpoints == null) {
      throw new IllegalArgumentException(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
              + " is not set; give the folder or URI for checkpoints");
    }
  }

  /** The folder or URI for checkpoints. */
  String checkpoints() {
    return checkpoints;
  }

  /**
   * After a JobManager has died the program runs again, and its job goes on from the last
   * checkpoint. Then nothing is looked at: what is away now may come back, and a program that fails
   * ends the job for good.
   */
  void check(StoreSpec spec) {
    if (hasRun()) {
      return;
    }
    Preflight.check(spec, checkpoints, isEmbedded() ? written() : Map.of());
    String from = settings.get(StateRecoveryOptions.SAVEPOINT_PATH);
    // Flink's Kubernetes operator says in a word there that it means the last checkpoint.
    if (from != null && from.contains("/") && (isEmbedded() || SavedState.isInSight(from))) {
      RestartCheck check = RestartCheck.of(spec, from);
      check.changes().forEach(change -> LOG.info("{}", change));
      restart = Optional.of(check);
    }
  }

  /**
   * What had been published, as a snapshot tells it. After a JobManager has died the job has learnt
   * it, or the snapshot is still there.
   *
   * @throws IllegalStateException with one sentence, where it does not tell that
   */
  Optional<PublishedFigures> published(StoreSpec spec, String snapshot) {
    try {
      PublishedFigures figures = PublishedFigures.of(spec, snapshot);
      restart.ifPresent(figures::requireFits);
      return Optional.of(figures);
    } catch (IllegalStateException e) {
      if (!hasRun()) {
        throw e;
      }
      LOG.warn("{} is not read any more", snapshot, e);
      return Optional.empty();
    }
  }

  /** Elsewhere the program may not see what the cluster sees. */
  private boolean isEmbedded() {
    return EMBEDDED.equals(settings.get(DeploymentOptions.TARGET));
  }

  /** The folders that the cluster writes, by the settings that name them. */
  private Map<String, String> written() {
    Map<String, String> folders = new LinkedHashMap<>();
    for (ConfigOption<String> option :
        List.of(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
      settings.getOptional(option).ifPresent(folder -> folders.put(option.key(), folder));
    }
    return folders;
  }

  /** Whether the job, by the id that it was given, has left a checkpoint. */
  private boolean hasRun() {
    String job = settings.get(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
    if (job == null) {
      return false;
    }
    try {
      return CheckpointFolders.isAnyIn(new Path(checkpoints, job));
    } catch (IOException e) {
      return false;
    }
  }
}
