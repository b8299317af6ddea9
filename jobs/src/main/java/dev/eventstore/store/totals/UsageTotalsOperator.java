package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.store.PromiseMark;
import dev.eventstore.store.StorePeriods;
import dev.eventstore.store.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges what the chunks say of a group into its figure, publishes it when the gate lets the period
 * pass, and publishes revisions of it afterwards.
 *
 * <ul>
 *   <li><b>Inputs:</b> what the meters say; and the gate, of which only the watermark counts:
 *       Flink's minimum of both says that a period is released and may be published.
 *   <li><b>Key:</b> {@link FigureKey}.
 *   <li><b>State:</b> {@link TotalsStates}, cleared when the period expires; and the watermark
 *       seen.
 *   <li><b>Timers:</b> event time at the period's end (publish) and at end + retention (clear);
 *       after a change of a published figure, {@code reviseAfter} of processing time later or at
 *       the end of input (publish the next revision).
 *   <li><b>Output:</b> {@link OutputRecord}.
 * </ul>
 */
public final class UsageTotalsOperator extends AbstractStreamOperator<OutputRecord>
    implements TwoInputStreamOperator<MeterOutput, Long, OutputRecord>,
        Triggerable<FigureKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private final StoreSpec spec;

  private transient StorePeriods periods;
  private transient PromiseMark published;
  private transient Meters meters;
  private transient FigurePublisher figures;
  private transient EventPublisher events;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient boolean ended;

  public UsageTotalsOperator(StoreSpec spec) {
    this.spec = spec;
  }

  @Override
  public boolean useInterruptibleTimers() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    published = new PromiseMark(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("figures", VoidNamespaceSerializer.INSTANCE, this);
    periods = new StorePeriods(spec);
    meters = Meters.compile(spec.event(), spec.meters());
    TotalsStates states = new TotalsStates(getKeyedStateStore());
    Consumer<OutputRecord> sink = record -> output.collect(new StreamRecord<>(record));
    figures = new FigurePublisher(spec, states, sink);
    events = new EventPublisher(spec, states, sink);
  }

  @Override
  public void processElement1(StreamRecord<MeterOutput> element) throws Exception {
    MeterOutput said = element.getValue();
    Meter meter = meters.byName(said.key().meter());
    if (meter == null) {
      return;
    }
    StorePeriod period = periods.startingAt(said.key().period());
    boolean first = publisher(meter).accept(meter, said);
    if (!published.passed(period.release())) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.release());
    } else if (first) {
      long now = timers.currentProcessingTime();
      timers.registerProcessingTimeTimer(
          VoidNamespace.INSTANCE, now + spec.reviseAfter().toMillis());
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
    }
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
  }

  /** The gate sends no elements: its watermark is what it has to say. */
  @Override
  public void processElement2(StreamRecord<Long> element) {}

  @Override
  public void onEventTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    Meter meter = meters.byName(key.meter());
    StorePeriod period = periods.startingAt(key.period());
    long moment = timer.getTimestamp();
    if (moment == period.expiry()) {
      clearUnlessEnded();
    } else if (meter != null && moment == period.release()) {
      published.raise(moment);
      publisher(meter).publish(meter, key, period.period(), Reason.RELEASE);
    } else if (meter != null) {
      publisher(meter).publish(meter, key, period.period(), null);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    Meter meter = meters.byName(key.meter());
    if (meter != null) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
      publisher(meter).publish(meter, key, periods.startingAt(key.period()).period(), null);
    }
  }

  /** As in the event store, the end of a bounded input expires nothing. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      ended = true;
    } else {
      published.raise(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    published.snapshot();
  }

  private Publisher publisher(Meter meter) {
    return meter.aggregates() ? figures : events;
  }

  private void clearUnlessEnded() {
    if (!ended) {
      figures.clear();
      events.clear();
    }
  }
}
