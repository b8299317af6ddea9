package dev.eventstore.reprocess;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.store.totals.Comparison;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells of each group what reprocessing would publish, as JSON.
 *
 * <ul>
 *   <li><b>Key:</b> {@link FigureKey}; in a batch one after the other, so that memory holds one.
 *   <li><b>Timers:</b> the end of a key's input.
 * </ul>
 */
final class CompareOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<Tuple4<FigureKey, byte[], byte[], Integer>, byte[]>,
        Triggerable<FigureKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;

  private transient InternalTimerService<VoidNamespace> timers;
  private transient Comparison comparison;

  CompareOperator(StoreSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("ends", VoidNamespaceSerializer.INSTANCE, this);
    comparison =
        new Comparison(
            spec,
            getKeyedStateStore(),
            getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks(),
            record -> output.collect(new StreamRecord<>(record.json())));
  }

  @Override
  public void processElement(StreamRecord<Tuple4<FigureKey, byte[], byte[], Integer>> element)
      throws Exception {
    Tuple4<FigureKey, byte[], byte[], Integer> part = element.getValue();
    if (part.f3 == Compared.SAID) {
      comparison.said(part.f0, part.f1, part.f2);
    } else {
      comparison.published(part.f1, new Published(part.f3, part.f2));
    }
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Long.MAX_VALUE);
  }

  @Override
  public void onEventTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    comparison.end(timer.getKey());
  }

  @Override
  public void onProcessingTime(InternalTimer<FigureKey, VoidNamespace> timer) {}
}
