package dev.eventstore.connect;

import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives the one split to the first reader; its state is whether the split has been given. */
final class LinesEnumerator implements SplitEnumerator<LinesSplit, Boolean> {
  private final SplitEnumeratorContext<LinesSplit> context;
  private LinesSplit waiting;

  LinesEnumerator(SplitEnumeratorContext<LinesSplit> context, boolean given) {
    this.context = context;
    this.waiting = given ? null : LinesSplit.BEGINNING;
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
  public void addSplitsBack(List<LinesSplit> splits, int subtask) {
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
