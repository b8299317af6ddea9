package dev.eventstore.local;

import dev.eventstore.snapshot.CheckpointFolders;
import java.util.concurrent.Executor;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointRecoveryFactory;
import org.apache.flink.runtime.checkpoint.CheckpointsCleaner;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStore;
import org.apache.flink.runtime.checkpoint.StandaloneCheckpointRecoveryFactory;
import org.apache.flink.runtime.checkpoint.StandaloneCompletedCheckpointStore;
import org.apache.flink.runtime.highavailability.nonha.embedded.EmbeddedHaServices;
import org.apache.flink.runtime.state.SharedStateRegistryFactory;

/**
 * Keeps the last checkpoints of a job that comes to its end as it keeps those of one that is
 * cancelled: what a store holds is there to be queried when all its sources have ended. Flink
 * itself has no such setting.
 */
@SuppressWarnings("try") // Its close may be interrupted, as that of what it extends.
final class KeptCheckpoints extends EmbeddedHaServices {
  KeptCheckpoints(Executor executor) {
    super(executor);
  }

  @Override
  public CheckpointRecoveryFactory getCheckpointRecoveryFactory() {
    return new StandaloneCheckpointRecoveryFactory() {
      @Override
      public CompletedCheckpointStore createRecoveredCompletedCheckpointStore(
          JobID job,
          int most,
          SharedStateRegistryFactory registry,
          Executor executor,
          RecoveryClaimMode claim) {
        return new Store(most, registry, executor, claim);
      }
    };
  }

  private static final class Store extends StandaloneCompletedCheckpointStore {
    private Store(
        int most, SharedStateRegistryFactory registry, Executor executor, RecoveryClaimMode claim) {
      super(most, registry, executor, claim);
    }

    @Override
    public void shutdown(JobStatus status, CheckpointsCleaner cleaner) throws Exception {
      CompletedCheckpoint last = getLatestCheckpoint();
      boolean hasEnded = status == JobStatus.FINISHED && last != null;
      if (hasEnded) {
        CheckpointFolders.markEnded(new Path(last.getExternalPointer()));
      }
      super.shutdown(hasEnded ? JobStatus.CANCELED : status, cleaner);
    }
  }
}
