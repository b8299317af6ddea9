package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.metrics.TotalsMetrics;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.store.time.SmallSteps;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.store.totals.TotalsSignal.EndsHeld;
import dev.eventstore.store.totals.TotalsSignal.Known;
import dev.eventstore.store.totals.TotalsSignal.WasHeld;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges what the chunks say of a group into its figure, publishes it when the gate lets the period
 * pass, and publishes revisions of it afterwards.
 *
 * <ul>
 *   <li><b>Inputs:</b> what the meters say; and the gate: Flink's minimum of both watermarks says
 *       that a period is released and may be published. By the gate's input also comes what had
 *       been published, where the store goes on from an older snapshot than its last, see {@link
 *       Learning}.
 *   <li><b>Key:</b> {@link FigureKey}.
 *   <li><b>State:</b> {@link TotalsStates}, cleared when the period expires; {@link Progress}.
 *   <li><b>Timers,</b> see {@link FigureTimers}: event time at the period's end (publish) and at
 *       end + retention (clear); after a change of a published figure, {@code reviseAfter} of
 *       processing time later or at the end of input (publish the next revision).
 *   <li><b>Output:</b> {@link OutputRecord}.
 * </ul>
 */
public final class UsageTotalsOperator extends AbstractStreamOperator<OutputRecord>
    implements TwoInputStreamOperator<MeterOutput, TotalsSignal, OutputRecord>,
        Triggerable<FigureKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final PublishedIn publishedIn;

  private transient Progress progress;
  private transient TotalsMetrics metrics;
  private transient StorePeriods periods;
  private transient FigureTimers timers;
  private transient Groups groups;
  private transient Reprocessing reprocessing;
  private transient RoundArrivals arrivals;

  /**
   * @param publishedIn what had been published is told by it, or null
   */
  public UsageTotalsOperator(StoreSpec spec, PublishedIn publishedIn) {
    this.spec = spec;
    this.publishedIn = publishedIn;
  }

  @Override
  public boolean useInterruptibleTimers() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    progress = new Progress(publishedIn, context.getOperatorStateStore());
    metrics = new TotalsMetrics(context.getOperatorStateStore(), getMetricGroup());
  }

  @Override
  public void open() throws Exception {
    super.open();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    periods = new StorePeriods(spec);
    timers =
        new FigureTimers(
            getInternalTimerService("figures", VoidNamespaceSerializer.INSTANCE, this),
            progress,
            spec.reviseAfter());
    TotalsStates states = new TotalsStates(getKeyedStateStore());
    EndedRounds rounds =
        new EndedRounds(states, this::setCurrentKey, task.getMaxNumberOfParallelSubtasks());
    Publication publication = new Publication(spec, states, rounds, new Told());
    groups = new Groups(spec, periods, states, publication, timers, progress);
    reprocessing =
        new Reprocessing(
            states, rounds, this::keys, this::setCurrentKey, task, groups::reprocessed);
    SmallSteps steps = new SmallSteps(reprocessing, getProcessingTimeService());
    arrivals = new RoundArrivals(reprocessing, steps, periods, timers, progress.learning);
    if (progress.held.hasEnded()) {
      awaitReleases();
    }
  }

  /** The end of the input took the timers of what was held then, which may pass now. */
  private void awaitReleases() {
    TotalsStates.UNPUBLISHED.stream()
        .flatMap(this::keysOf)
        .filter(key -> progress.held.isLeft(key.period()))
        .forEach(
            key -> {
              setCurrentKey(key);
              timers.release(periods.startingAt(key.period()));
            });
  }

  /**
   * Of all groups. Those that were learnt may have no contribution. They come twice then, which
   * does no harm.
   */
  private Stream<FigureKey> keys() {
    Stream<FigureKey> said = keysOf(TotalsStates.CONTRIBUTIONS);
    return progress.learning.hasLearnt() ? Stream.concat(said, keysOf(TotalsStates.FIGURE)) : said;
  }

  private Stream<FigureKey> keysOf(String state) {
    return this.<FigureKey>getKeyedStateBackend().getKeys(state, VoidNamespace.INSTANCE);
  }

  @Override
  public void processElement1(StreamRecord<MeterOutput> element) throws Exception {
    MeterOutput said = element.getValue();
    if (RoundEnd.is(said.key())) {
      timers.expiry(periods.startingAt(said.key().period()));
      arrivals.take(said);
    } else {
      groups.accept(said);
    }
  }

  @Override
  public void processElement2(StreamRecord<TotalsSignal> element) throws Exception {
    TotalsSignal signal = element.getValue();
    if (signal instanceof EndsHeld ends) {
      progress.held.endsWith(ends.period());
    } else if (signal instanceof WasHeld was) {
      progress.held.passedLater(was.period());
    } else if (signal instanceof Known known) {
      setCurrentKey(known.key());
      groups.know(known);
    }
  }

  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    progress.gateWatermark(mark);
    if (!mark.equals(TotalsSignal.FIRST)) {
      super.processWatermark2(mark);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    progress.watermark(mark, periods);
    super.processWatermark(mark);
  }

  @Override
  public void onEventTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    StorePeriod period = periods.startingAt(key.period());
    long moment = timer.getTimestamp();
    if (RoundEnd.is(key)
        && (moment == FigureTimers.END_OF_INPUT || moment == FigureTimers.beforeExpiry(period))) {
      arrivals.arriveAtTheLatest(key);
    } else if (moment != period.release() && moment != FigureTimers.END_OF_INPUT) {
      expire(key, period, moment);
    } else if (moment == period.release()) {
      groups.release(key);
    } else {
      groups.reviseAtTheEnd(key);
    }
  }

  /**
   * As in the event store, the end of a bounded input expires nothing; and under an earlier store
   * file the retention may have ended at another moment.
   */
  private void expire(FigureKey key, StorePeriod period, long moment) throws Exception {
    if (progress.hasEnded()) {
      return;
    }
    boolean isRound = RoundEnd.is(key);
    if (moment < period.expiry()) {
      timers.expiry(period);
      if (!isRound) {
        groups.staysOn();
      }
    } else if (isRound) {
      reprocessing.forget(key);
    } else {
      groups.expire(key);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    if (RoundEnd.is(key)) {
      arrivals.arrive(key);
    } else {
      groups.revise(key);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    progress.snapshot();
    metrics.snapshot();
  }

  @Override
  public void close() throws Exception {
    if (reprocessing != null) {
      reprocessing.close();
    }
    super.close();
  }

  private final class Told implements Output {
    @Override
    public void publish(OutputRecord record, int revision) {
      output.collect(new StreamRecord<>(record));
      metrics.published(revision);
    }

    @Override
    public void waiting(int more) {
      metrics.drafts(more);
    }
  }
}
