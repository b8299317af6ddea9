package dev.eventstore.connect;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives out the splits of a bounded source that goes on from a snapshot, and then tells its readers
 * that there are no more. The connector of Kafka tells it only where it finds new partitions
 * (FLINK-31006): where it finds none its readers would wait for ever.
 */
final class EndingEnumerator<S extends SourceSplit, E> extends ForwardingEnumerator<S, E> {
  private final SplitEnumeratorContext<S> context;
  private boolean complete;

  EndingEnumerator(SplitEnumerator<S, E> enumerator, SplitEnumeratorContext<S> context) {
    super(enumerator);
    this.context = context;
  }

  /** Calls are made one after the other: what is found is given out in the next one after it. */
  @Override
  public void start() {
    super.start();
    afterwards(() -> afterwards(this::end));
  }

  private void afterwards(Runnable then) {
    context.callAsync(() -> true, (done, failure) -> then.run());
  }

  private void end() {
    complete = true;
    context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
  }

  @Override
  public void addReader(int subtask) {
    super.addReader(subtask);
    if (complete) {
      context.signalNoMoreSplits(subtask);
    }
  }
}
