package dev.eventstore.connect;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;

/**
 * The enumerator of a source that goes on for ever, which leaves no reader without a split while
 * another has two: such a reader can promise nothing, and would hold the store for ever. Flink's
 * choose by a split's name, whatever the readers took up again from a savepoint; so a topic that
 * grew meanwhile could give its new partitions to readers that have some. Here no reader is added
 * before all have told how many splits they have, see {@link SpreadingContext}.
 */
final class SpreadingEnumerator<S extends SourceSplit, E> extends ForwardingEnumerator<S, E> {
  private final SpreadingContext<S> context;
  private boolean started;

  /**
   * @param enumerator which works with that context
   */
  SpreadingEnumerator(SplitEnumerator<S, E> enumerator, SpreadingContext<S> context) {
    super(enumerator);
    this.context = context;
  }

  /** It is added when it has told how many splits it has, which it does at once. */
  @Override
  public void addReader(int reader) {}

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (!(event instanceof SplitsHeld splits)) {
      super.handleSourceEvent(reader, event);
      return;
    }
    context.holds(reader, splits.count());
    if (started) {
      super.addReader(reader);
    } else if (context.knowsAll()) {
      started = true;
      context.registeredReaders().keySet().forEach(super::addReader);
    }
  }

  @Override
  public void addSplitsBack(List<S> splits, int reader) {
    context.gaveBack(reader, splits.size());
    super.addSplitsBack(splits, reader);
  }
}
