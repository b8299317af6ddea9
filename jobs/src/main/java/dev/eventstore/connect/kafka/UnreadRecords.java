package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Whether a partition holds records that have not been read. Offsets alone do not tell: markers of
 * transactions, aborted records and records that compaction removed occupy offsets that nobody
 * reads. So where offsets are left, a consumer looks whether there is a record among them.
 *
 * <p>Records of a transaction that is still open count as unread, although they cannot be read yet:
 * they were sent, and a promise that ignores them would make them late.
 *
 * <p>Used by one thread, except {@link #stop}.
 */
final class UnreadRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaInput input;
  private final Duration patience;
  private final Map<Integer, Looked> looked = new HashMap<>();
  private Admin admin;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean stopped;

  /**
   * @param patience how long a broker may take to answer
   */
  UnreadRecords(KafkaInput input, Duration patience) {
    this.input = input;
    this.patience = patience;
  }

  /**
   * @param next the offset to be read next, or -1 where nothing has been read yet
   * @throws ConnectException where no broker answers in time
   */
  boolean any(int partition, long next) throws InterruptedException {
    if (stopped) {
      throw new WakeupException();
    }
    try {
      TopicPartition asked = new TopicPartition(input.topic(), partition);
      long end = end(asked);
      return next < end && look(asked, next, end);
    } catch (ExecutionException e) {
      throw KafkaFailures.of(input.topic(), input.properties(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.of(input.topic(), input.properties(), e);
    }
  }

  /** Where the next record will be written. */
  private long end(TopicPartition partition) throws ExecutionException, InterruptedException {
    if (admin == null) {
      admin = KafkaClients.admin(input.topic(), input.properties(), patience);
    }
    return admin
        .listOffsets(
            Map.of(partition, OffsetSpec.latest()),
            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
        .partitionResult(partition)
        .get()
        .offset();
  }

  /** Looks for a record from the next offset, or from where the last look found none. */
  private boolean look(TopicPartition partition, long next, long end) {
    Consumer<byte[], byte[]> reader = consumer();
    reader.assign(List.of(partition));
    Looked last = looked.get(partition.partition());
    if (last != null && last.next == next) {
      reader.seek(partition, last.position);
    } else if (next >= 0) {
      reader.seek(partition, next);
    } else {
      seekToStart(reader, partition);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (reader.position(partition) < end) {
      long readable = reader.endOffsets(List.of(partition)).get(partition);
      if (!reader.poll(POLL).isEmpty()
          || reader.position(partition) >= readable && readable < end) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("a look for unread records took longer than " + patience);
      }
    }
    looked.put(partition.partition(), new Looked(next, reader.position(partition)));
    return false;
  }

  /**
   * A source that starts at the latest offset has nothing before the first question to read; its
   * own start is not known here, and lies shortly before.
   */
  private void seekToStart(Consumer<byte[], byte[]> reader, TopicPartition partition) {
    TopicPlace start = StartOffsets.start(input);
    if (start.equals(TopicPlace.EARLIEST)) {
      reader.seekToBeginning(List.of(partition));
      return;
    }
    OffsetAndTimestamp first =
        start.equals(TopicPlace.LATEST)
            ? null
            : reader.offsetsForTimes(Map.of(partition, start.time().toEpochMilli())).get(partition);
    if (first == null) {
      reader.seekToEnd(List.of(partition));
    } else {
      reader.seek(partition, first.offset());
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer = KafkaClients.lookingConsumer(input.topic(), input.properties(), patience);
    }
    return consumer;
  }

  /** Gives up the question that is being asked, from any thread. */
  void stop() {
    stopped = true;
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /** From the offset {@code next}, no record was found up to {@code position}. */
  private record Looked(long next, long position) {}
}
