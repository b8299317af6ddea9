package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.metrics.TotalsMetrics;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.state.Said;
import dev.eventstore.store.time.PassedPeriods;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.time.SmallSteps;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.store.totals.TotalsSignal.EndsHeld;
import dev.eventstore.store.totals.TotalsSignal.Known;
import dev.eventstore.store.totals.TotalsSignal.WasHeld;
import dev.eventstore.usage.Reason;
import java.util.stream.Stream;
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
 *   <li><b>Inputs:</b> what the meters say; and the gate: Flink's minimum of both watermarks says
 *       that a period is released and may be published. By the gate's input also comes what had
 *       been published, where the store goes on from an older snapshot than its last, see {@link
 *       Learning}.
 *   <li><b>Key:</b> {@link FigureKey}.
 *   <li><b>State:</b> {@link TotalsStates}, cleared when the period expires; the watermark seen,
 *       which periods were held before they passed, and what is learnt.
 *   <li><b>Timers:</b> event time at the period's end (publish) and at end + retention (clear);
 *       after a change of a published figure, {@code reviseAfter} of processing time later or at
 *       the end of input (publish the next revision).
 *   <li><b>Output:</b> {@link OutputRecord}.
 * </ul>
 */
public final class UsageTotalsOperator extends AbstractStreamOperator<OutputRecord>
    implements TwoInputStreamOperator<MeterOutput, TotalsSignal, OutputRecord>,
        Triggerable<FigureKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;
  private static final long ARRIVE_MILLIS = 1_000;
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private final StoreSpec spec;
  private final PublishedIn publishedIn;

  private transient StorePeriods periods;
  private transient PromiseMark published;
  private transient PassedPeriods passed;
  private transient Meters meters;
  private transient Learning learning;
  private transient TotalsStates states;
  private transient Publication publication;
  private transient Unpublished unpublished;
  private transient Reprocessing reprocessing;
  private transient SmallSteps steps;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient TotalsMetrics metrics;
  private transient HeldPeriods held;
  private transient boolean ended;

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
    published = new PromiseMark(context.getOperatorStateStore());
    passed = new PassedPeriods(published, context.getOperatorStateStore());
    held = new HeldPeriods(context.getOperatorStateStore());
    learning = new Learning(publishedIn, context.getOperatorStateStore());
    metrics = new TotalsMetrics(context.getOperatorStateStore(), getMetricGroup());
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("figures", VoidNamespaceSerializer.INSTANCE, this);
    periods = new StorePeriods(spec);
    meters = Meters.compile(spec.event(), spec.meters());
    states = new TotalsStates(getKeyedStateStore());
    int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    EndedRounds rounds = new EndedRounds(states, this::setCurrentKey, keyGroups);
    reprocessing =
        new Reprocessing(
            states,
            rounds,
            this::groups,
            this::setCurrentKey,
            getRuntimeContext().getTaskInfo(),
            this::reprocessed);
    steps = new SmallSteps(reprocessing, getProcessingTimeService());
    publication = new Publication(spec, states, rounds, new Told());
    unpublished = publication.unpublished;
    if (held.hasEnded()) {
      awaitReleases();
    }
  }

  /** The end of the input took the timers of what was held then, which may pass now. */
  private void awaitReleases() {
    TotalsStates.UNPUBLISHED.stream()
        .flatMap(this::keysOf)
        .filter(key -> held.isLeft(key.period()))
        .forEach(
            key -> {
              setCurrentKey(key);
              timers.registerEventTimeTimer(
                  VoidNamespace.INSTANCE, periods.startingAt(key.period()).release());
            });
  }

  /** Those that were learnt may have no contribution. They come twice then, which does no harm. */
  private Stream<FigureKey> groups() {
    Stream<FigureKey> said = keysOf("contributions");
    return learning.hasLearnt()
        ? Stream.concat(said, keysOf(TotalsStates.figureState().getName()))
        : said;
  }

  private Stream<FigureKey> keysOf(String state) {
    return this.<FigureKey>getKeyedStateBackend().getKeys(state, VoidNamespace.INSTANCE);
  }

  @Override
  public void processElement1(StreamRecord<MeterOutput> element) throws Exception {
    MeterOutput said = element.getValue();
    if (RoundEnd.is(said.key())) {
      roundEnds(said);
      return;
    }
    Meter meter = meters.byName(said.key().meter());
    if (meter == null) {
      return;
    }
    StorePeriod period = periods.startingAt(said.key().period());
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
    boolean isPublished = passed.have(period.release());
    if (!isPublished) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.release());
    }
    boolean isChange = said.reason() != Reason.RELEASE.ordinal();
    if (isChange && (!isPublished || unpublished.holdsRelease())) {
      unpublished.setAside(said);
    } else {
      publication
          .publisher(meter)
          .accept(new Bytes(said.part()), new Said(said.round(), said.content()));
      if (unpublished.note(said.reason()) && isPublished) {
        scheduleRevision();
      }
    }
  }

  private void roundEnds(MeterOutput end) throws Exception {
    timers.registerEventTimeTimer(
        VoidNamespace.INSTANCE, periods.startingAt(end.key().period()).expiry());
    if (reprocessing.take(end)) {
      scheduleArrival(0);
    }
  }

  /** The end of a round has to be told until its groups have been looked at, over restarts. */
  private void scheduleArrival(long afterMillis) {
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, timers.currentProcessingTime() + afterMillis);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
  }

  private void arrive(FigureKey end) throws Exception {
    if (!learning.isDone()) {
      scheduleArrival(ARRIVE_MILLIS);
      return;
    }
    if (reprocessing.arrive(end)) {
      scheduleArrival(ARRIVE_MILLIS);
    } else {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
    }
    steps.start();
  }

  /** A group of a period of which a round has ended. */
  private void reprocessed(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    StorePeriod period = periods.startingAt(key.period());
    boolean passes = passed.have(period.release()) || ended && !held.isLeft(key.period());
    if (meter == null || !passes) {
      return;
    }
    if (unpublished.holdsRelease()) {
      release(meter, key, period);
    } else {
      unpublished.note(Reason.REPROCESSED.ordinal());
      if (learning.hasCaughtUp(published)) {
        publication.publish(meter, key, period.period());
      } else {
        scheduleRevision();
      }
    }
  }

  private void scheduleRevision() {
    if (published.passed(learning.upTo())) {
      long delay = spec.reviseAfter().toMillis();
      timers.registerProcessingTimeTimer(
          VoidNamespace.INSTANCE,
          timers.currentProcessingTime()
              + (learning.isDone() ? delay : Math.max(delay, ARRIVE_MILLIS)));
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, learning.upTo());
    }
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
  }

  @Override
  public void processElement2(StreamRecord<TotalsSignal> element) throws Exception {
    TotalsSignal signal = element.getValue();
    if (signal instanceof EndsHeld ends) {
      held.endsWith(ends.period());
    } else if (signal instanceof WasHeld was) {
      held.passedLater(was.period());
    } else if (signal instanceof Known known) {
      know(known);
    }
  }

  /**
   * A group that is not said again when its period is released is gone, and has to be looked at
   * then.
   */
  private void know(Known known) throws Exception {
    setCurrentKey(known.key());
    states.know(known);
    StorePeriod period = periods.startingAt(known.key().period());
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
    if (known.isFigure() && !published.passed(period.release())) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.release());
    }
  }

  /** The gate's first watermark passes when all that had been published is known. */
  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    learning.end();
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      held.goesOn();
    }
    if (!mark.equals(TotalsSignal.FIRST)) {
      super.processWatermark2(mark);
    }
  }

  @Override
  public void onEventTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    StorePeriod period = periods.startingAt(key.period());
    long moment = timer.getTimestamp();
    if (moment != period.release() && moment != END_OF_INPUT) {
      expire(key, period, moment);
    } else if (RoundEnd.is(key)) {
      endOfRound(key);
    } else {
      Meter meter = meters.byName(key.meter());
      if (meter != null && !held.isLeft(key.period())) {
        if (moment == period.release()) {
          if (ended) {
            passed.byTheEnd(moment);
          }
          release(meter, key, period);
        } else {
          publication.publish(meter, key, period.period());
        }
      }
    }
  }

  private void endOfRound(FigureKey end) throws Exception {
    reprocessing.arrive(end);
    steps.finish();
  }

  /**
   * As in the event store, the end of a bounded input expires nothing; and under an earlier store
   * file the retention may have ended at another moment. Before it, the store has caught up with
   * what it had learnt. What has changed by then is published before.
   */
  private void expire(FigureKey key, StorePeriod period, long moment) throws Exception {
    if (ended) {
      return;
    }
    if (moment < period.expiry()) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
      if (!RoundEnd.is(key) && unpublished.reason() != null) {
        scheduleRevision();
      }
    } else if (RoundEnd.is(key)) {
      reprocessing.forget(key);
    } else {
      Meter meter = meters.byName(key.meter());
      if (meter != null) {
        publication.publish(meter, key, period.period());
      }
      publication.clear();
    }
  }

  private void release(Meter meter, FigureKey key, StorePeriod period) throws Exception {
    if (learning.concerns(period.release()) && publication.releaseAgain(meter)) {
      scheduleRevision();
      return;
    }
    if (held.hasPassedLater(key.period())) {
      publication.releaseHeld(meter, key, period.period());
    } else if (publication.release(meter, key, period.period())) {
      scheduleRevision();
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<FigureKey, VoidNamespace> timer) throws Exception {
    FigureKey key = timer.getKey();
    if (RoundEnd.is(key)) {
      arrive(key);
      return;
    }
    Meter meter = meters.byName(key.meter());
    if (!learning.hasCaughtUp(published)) {
      scheduleRevision();
    } else if (meter != null) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
      publication.publish(meter, key, periods.startingAt(key.period()).period());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      ended = true;
    } else {
      published.raise(mark.getTimestamp());
      held.forget(period -> published.passed(periods.startingAt(period).expiry()));
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    published.snapshot();
    passed.snapshot();
    held.snapshot();
    learning.snapshot();
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
