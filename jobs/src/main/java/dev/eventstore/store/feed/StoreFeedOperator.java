package dev.eventstore.store.feed;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.decode.Markers;
import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Feeds other stores: lets records pass, and after all records of a published period tells every
 * partition of each meter's topic that it is complete. It has parallelism 1, as the sink behind it:
 * Flink's minimum over the totals' subtasks then says that all of the period has passed here, and
 * one producer keeps the order in each partition.
 *
 * <ul>
 *   <li><b>State:</b> up to where periods were marked; and the periods of records that are not
 *       marked yet, a few.
 *   <li><b>Output:</b> {@link OutputRecord}, records and markers.
 * </ul>
 */
public final class StoreFeedOperator extends AbstractStreamOperator<OutputRecord>
    implements OneInputStreamOperator<OutputRecord, OutputRecord> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final List<String> meters;
  private final PartitionCount partitions;

  private transient StorePeriods periods;
  private transient PromiseMark marked;
  private transient ListState<Long> open;
  private transient NavigableSet<Long> unmarked;

  /**
   * @param meters those whose output passes here
   */
  public StoreFeedOperator(StoreSpec spec, List<String> meters, PartitionCount partitions) {
    this.spec = spec;
    this.meters = List.copyOf(meters);
    this.partitions = partitions;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    marked = new PromiseMark(context.getOperatorStateStore());
    open =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("unmarked", LongSerializer.INSTANCE));
    unmarked = new TreeSet<>();
    open.get().forEach(unmarked::add);
  }

  @Override
  public void open() throws Exception {
    super.open();
    periods = new StorePeriods(spec);
  }

  @Override
  public void processElement(StreamRecord<OutputRecord> element) {
    note(periods.at(spec.calendar().parse(element.getValue().period()).start()));
    output.collect(element);
  }

  /** A record of a period that was marked before is a correction. */
  private void note(StorePeriod period) {
    if (!marked.passed(period.release())) {
      unmarked.add(period.start());
    }
  }

  /** At the end of a bounded input, what has come here is what was published. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      markUpTo(Long.MAX_VALUE);
    } else {
      note(lastEnded(mark));
      markUpTo(mark.getTimestamp());
      marked.raise(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  /** It may have had no record: a source that is complete has to say so all the same. */
  private StorePeriod lastEnded(Watermark mark) {
    Instant complete = Instant.ofEpochMilli(mark.getTimestamp() + 1);
    return periods.at(spec.calendar().lastEndedBy(complete).start());
  }

  private void markUpTo(long time) {
    while (!unmarked.isEmpty() && periods.startingAt(unmarked.first()).release() <= time) {
      mark(periods.startingAt(unmarked.pollFirst()).period());
    }
  }

  private void mark(Period period) {
    byte[] marker = Markers.published(period);
    for (String meter : meters) {
      int count = partitions.of(meter);
      for (int partition = 0; partition < count; partition++) {
        output.collect(
            new StreamRecord<>(OutputRecord.marker(meter, period.id(), marker, partition)));
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    marked.snapshot();
    open.update(List.copyOf(unmarked));
  }
}
