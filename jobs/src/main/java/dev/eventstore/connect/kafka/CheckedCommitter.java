package dev.eventstore.connect.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.errors.InvalidPidMappingException;

/**
 * Asks the broker what became of a transaction that it will not commit. After a restart that is
 * usual: it was committed before, and since Kafka 4 a second commit is refused as if a stranger had
 * taken it over. Flink's committer passes over it, and just so over one that the broker has aborted
 * because the outage was too long; then the records in it are lost. That ends the job, so that the
 * checkpoint before, which publishes them again, is kept.
 */
@SuppressWarnings("try") // Closing throws what Flink's interface has it throw.
final class CheckedCommitter implements Committer<KafkaCommittable> {
  private final Committer<KafkaCommittable> committer;
  private final TransactionFates fates;

  CheckedCommitter(Committer<KafkaCommittable> committer, TransactionFates fates) {
    this.committer = committer;
    this.fates = fates;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> checked =
        requests.stream().<CommitRequest<KafkaCommittable>>map(Checked::new).toList();
    committer.commit(checked);
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  private final class Checked implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;

    private Checked(CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      String transaction = request.getCommittable().getTransactionalId();
      if (fates.wasCommitted(transaction)) {
        request.signalAlreadyCommitted();
      } else {
        request.signalFailedWithKnownReason(cause);
        throw new SuppressRestartsException(fates.lost(transaction, cause));
      }
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      if (cause instanceof InvalidPidMappingException) {
        String transaction = request.getCommittable().getTransactionalId();
        throw new SuppressRestartsException(fates.unknown(transaction, cause));
      }
      request.signalFailedWithUnknownReason(cause);
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
