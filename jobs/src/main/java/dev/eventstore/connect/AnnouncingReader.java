package dev.eventstore.connect;

import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.SourceItem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A reader that says which partitions it was given before it emits any record of them, and is
 * otherwise the reader within. Like every reader it is called by the task's thread alone; only the
 * future it hands out is completed by others.
 */
@SuppressWarnings("try") // Flink's close may throw anything, InterruptedException included.
final class AnnouncingReader<S extends SourceSplit> implements SourceReader<SourceItem, S> {
  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final SourceReader<SourceItem, S> reader;
  private final PartitionOf<S> partitionOf;
  private final Consumer<SourceEvent> enumerator;
  private final Queue<PartitionsAssigned> notices = new ArrayDeque<>();

  /** The future of the reader within that {@link #available} follows. */
  private CompletableFuture<Void> followed;

  private CompletableFuture<Void> available = NOW;

  private int held;

  /**
   * @param enumerator is told how many splits it has when it starts
   */
  AnnouncingReader(
      SourceReader<SourceItem, S> reader,
      PartitionOf<S> partitionOf,
      Consumer<SourceEvent> enumerator) {
    this.reader = reader;
    this.partitionOf = partitionOf;
    this.enumerator = enumerator;
  }

  @Override
  public void addSplits(List<S> splits) {
    if (!splits.isEmpty()) {
      notices.add(new PartitionsAssigned(splits.stream().map(partitionOf::partition).toList()));
    }
    held += splits.size();
    reader.addSplits(splits);
    available.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceItem> output) throws Exception {
    PartitionsAssigned notice = notices.poll();
    if (notice != null) {
      output.collect(notice);
      return InputStatus.MORE_AVAILABLE;
    }
    return reader.pollNext(output);
  }

  /**
   * A future of our own, because the task may already wait for one when splits are added. It
   * follows one future of the reader within at a time, so that waiting long piles up nothing.
   */
  @Override
  public CompletableFuture<Void> isAvailable() {
    if (!notices.isEmpty()) {
      return NOW;
    }
    CompletableFuture<Void> inner = reader.isAvailable();
    if (inner.isDone()) {
      return inner;
    }
    if (inner != followed || available.isDone()) {
      followed = inner;
      available = inner.thenApply(done -> done);
    }
    return available;
  }

  @Override
  public void start() {
    enumerator.accept(new SplitsHeld(held));
    reader.start();
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    reader.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}
