package dev.eventstore.connect.files;

import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives the one split to the first reader; its state is whether the split has been given. */
final class FolderEnumerator implements SplitEnumerator<FolderSplit, Boolean> {
  private final SplitEnumeratorContext<FolderSplit> context;
  private FolderSplit waiting;

  FolderEnumerator(SplitEnumeratorContext<FolderSplit> context, boolean given) {
    this.context = context;
    this.waiting = given ? null : FolderSplit.BEGINNING;
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    if (waiting != null) {
      context.assignSplit(waiting, subtask);
      waiting = null;
    }
    context.signalNoMoreSplits(subtask);
  }

  /** A reader failed before a checkpoint knew its split; it goes to the next one. */
  @Override
  public void addSplitsBack(List<FolderSplit> splits, int subtask) {
    if (splits.isEmpty()) {
      return;
    }
    waiting = splits.get(0);
    new TreeSet<>(context.registeredReaders().keySet()).stream().limit(1).forEach(this::addReader);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public Boolean snapshotState(long checkpointId) {
    return waiting == null;
  }

  @Override
  public void close() {}
}
