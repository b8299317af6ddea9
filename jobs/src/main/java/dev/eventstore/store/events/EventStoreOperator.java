package dev.eventstore.store.events;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.kafka.LookupTables;
import dev.eventstore.event.Refusal;
import dev.eventstore.meter.MeterHistory;
import dev.eventstore.meter.Meters;
import dev.eventstore.metrics.ReleaseMetrics;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.gate.GateInput;
import dev.eventstore.store.gate.GateInput.Outdated;
import dev.eventstore.store.gate.SideOutputs;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.store.time.PassedPeriods;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.time.SmallSteps;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;
import java.time.Instant;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps every event until its period expires, and releases each period to the meters when all
 * sources have completed it.
 *
 * <ul>
 *   <li><b>Key:</b> {@link StoreKey}.
 *   <li><b>State:</b> {@link EventStates}; {@link EarlierStoreFiles}; the promise seen, and {@link
 *       PassedPeriods}, which a restart does not forget.
 *   <li><b>Timers,</b> at a chunk: event time at the period's end (release), at end + retention
 *       (clear), and after a change of a released chunk a moment of processing time later, or at
 *       the end of input (say the changed groups anew). They are interruptible, and each is bounded
 *       by the size of a chunk.
 *   <li><b>Outputs:</b> {@link MeterOutput}; refusals and tallies on the side.
 * </ul>
 */
public final class EventStoreOperator extends AbstractStreamOperator<MeterOutput>
    implements OneInputStreamOperator<UsageEvent, MeterOutput>,
        Triggerable<StoreKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** Past every period: fires when the input ends. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  /**
   * How often commands are looked for, and counts travel to the gate while no watermark and no
   * checkpoint carries them.
   */
  private static final long TICK_MILLIS = 500;

  private final StoreSpec spec;
  private final ControlFeed.Factory control;

  private transient EarlierStoreFiles earlier;
  private transient StorePeriods periods;
  private transient PromiseMark promise;
  private transient PassedPeriods released;
  private transient LookupTables tables;
  private transient KeptEvents kept;
  private transient Release release;
  private transient Inbox inbox;
  private transient TallyBook tallies;
  private transient ChunkTimers timers;
  private transient CommandWorks works;
  private transient CommandWorker commands;
  private transient SmallSteps steps;
  private transient ListState<String> worked;
  private transient Rounds rounds;
  private transient ListState<String> begun;
  private transient boolean ended;
  private transient ReleaseMetrics metrics;

  public EventStoreOperator(StoreSpec spec, ControlFeed.Factory control) {
    this.spec = spec;
    this.control = control;
  }

  @Override
  public boolean useInterruptibleTimers() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    earlier = new EarlierStoreFiles(spec, store);
    promise = new PromiseMark(store);
    released = new PassedPeriods(promise, store);
    worked =
        store.getUnionListState(new ListStateDescriptor<>("worked", StringSerializer.INSTANCE));
    begun = store.getUnionListState(new ListStateDescriptor<>("rounds", StringSerializer.INSTANCE));
    rounds = new Rounds();
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics = new ReleaseMetrics(getMetricGroup());
    timers =
        new ChunkTimers(
            getInternalTimerService("chunks", VoidNamespaceSerializer.INSTANCE, this),
            this::setCurrentKey);
    periods = new StorePeriods(spec);
    tallies = new TallyBook(start -> released.have(periods.startingAt(start).release()));
    rounds.restore(begun.get(), period -> promise.passed(periods.startingAt(period).expiry()));
    EventStates states = new EventStates(getKeyedStateStore());
    kept = new KeptEvents(states, this::setCurrentKey);
    Meters meters = Meters.compile(spec.event(), spec.meters());
    MeterHistory history = earlier.meters(meters, released.furthest(), rounds);
    release = release(states, meters, history);
    Changes changes =
        new Changes(
            states.changed, release, timers, this::setCurrentKey, spec.reviseAfter().toMillis());
    StoredTally stored = new StoredTally(spec.event(), earlier.contentLayouts());
    Deletion deletion = new Deletion(states, kept, release, changes, tallies, stored);
    Admission admission =
        new Admission(
            spec,
            earlier.contentLayouts(),
            periods,
            promise,
            released,
            kept,
            changes,
            tallies,
            stored,
            deletion,
            this::refuse);
    inbox = new Inbox(Runtime.getRuntime().maxMemory(), subtasksOfThisProcess(), admission::accept);
    commands = commands(states, deletion);
    steps = new SmallSteps(commands, getProcessingTimeService());
    tellOutdated(history);
    tick();
  }

  private Release release(EventStates states, Meters meters, MeterHistory history) {
    MissingRows missing = new MissingRows(spec, this::refuse);
    tables = new LookupTables();
    meters.lookUpIn(tables, missing::add);
    return new Release(
        spec,
        meters,
        earlier.contentLayouts(),
        states,
        rounds,
        history,
        missing,
        message -> output.collect(new StreamRecord<>(message)));
  }

  private CommandWorker commands(EventStates states, Deletion deletion) throws Exception {
    Releases releases = new Releases(periods, released, kept, this::setCurrentKey);
    works =
        new CommandWorks(
            spec, periods, tables, rounds, release, deletion, releases, this::roundEnds);
    CommandWorker worker =
        new CommandWorker(
            spec,
            control.open(),
            states,
            () ->
                this.<StoreKey>getKeyedStateBackend()
                    .getKeys(EventStates.FILL, VoidNamespace.INSTANCE),
            command -> works.expires(command, promise::passed),
            works::begin,
            this::setCurrentKey,
            this::tell,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    worker.restore(worked.get());
    return worker;
  }

  private void refuse(Refusal refusal) {
    output.collect(SideOutputs.REFUSALS, new StreamRecord<>(refusal));
  }

  private void tell(GateInput input) {
    output.collect(SideOutputs.GATE, new StreamRecord<>(input));
  }

  private int subtasksOfThisProcess() {
    int slots =
        getContainingTask()
            .getEnvironment()
            .getTaskManagerInfo()
            .getConfiguration()
            .get(TaskManagerOptions.NUM_TASK_SLOTS);
    return Math.min(slots, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
  }

  /** All workers know the same; one tells. */
  private void tellOutdated(MeterHistory history) {
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      tell(new Outdated(history.outdated(rounds.all())));
    }
  }

  /** Goes to every key group of the totals, after all that was said of the period. */
  private void roundEnds(StorePeriod period) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (MeterOutput end :
        RoundEnd.toAll(
            period.start(),
            rounds.of(period.start()),
            task.getIndexOfThisSubtask(),
            task.getNumberOfParallelSubtasks(),
            task.getMaxNumberOfParallelSubtasks())) {
      output.collect(new StreamRecord<>(end));
    }
  }

  /** Events wait in the inbox; the current key is set when they are taken from there. */
  @Override
  public void setKeyContextElement(StreamRecord<UsageEvent> element) {}

  @Override
  public void processElement(StreamRecord<UsageEvent> element) throws Exception {
    inbox.add(element.getValue());
  }

  @Override
  public void onEventTime(InternalTimer<StoreKey, VoidNamespace> timer) throws Exception {
    StoreKey chunk = timer.getKey();
    StorePeriod period = periods.startingAt(chunk.period());
    long moment = timer.getTimestamp();
    if (moment == period.release()) {
      if (ended) {
        released.byTheEnd(moment);
      }
      kept.released(chunk);
      metrics.released(release.all(chunk, period, Reason.RELEASE));
    } else if (moment == END_OF_INPUT) {
      release.changed(chunk, period);
    } else if (!ended) {
      expire(chunk, period, moment);
    }
  }

  /**
   * What has changed by then is said before. Under an earlier store file the retention may have
   * ended at another moment.
   */
  private void expire(StoreKey chunk, StorePeriod period, long moment) throws Exception {
    if (moment < period.expiry()) {
      timers.expiry(chunk, period);
    } else {
      release.changed(chunk, period);
      kept.expire(chunk);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<StoreKey, VoidNamespace> timer) throws Exception {
    StoreKey chunk = timer.getKey();
    tables.refreshAtTimes();
    release.changed(chunk, periods.startingAt(chunk.period()));
    timers.said(chunk);
  }

  /**
   * The end of a bounded input completes every period but expires none, and is no promise to keep:
   * what it releases is.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      inbox.empty();
      ended = true;
      tables.refresh();
      workToTheEnd();
    } else {
      if (releases(mark.getTimestamp())) {
        inbox.empty();
        tables.refresh();
      } else if (expiresWhatWaits(mark.getTimestamp())) {
        inbox.empty();
      }
      workBeforeItExpires(mark.getTimestamp());
      promise.raise(mark.getTimestamp());
    }
    flushTallies();
    super.processWatermark(mark);
  }

  /** Whether a watermark completes a period. */
  private boolean releases(long mark) {
    long last = periods.at(Instant.ofEpochMilli(mark + 1)).start() * 1_000 - 1;
    return !promise.passed(last);
  }

  /** What has been begun to be said anew is said to its end before it leaves. */
  private void workBeforeItExpires(long mark) throws Exception {
    if (commands.hasWork(command -> works.expires(command, expiry -> expiry <= mark))) {
      inbox.empty();
      steps.finish();
    }
  }

  private boolean expiresWhatWaits(long mark) {
    return !inbox.isEmpty() && periods.at(inbox.earliest()).expiry() <= mark;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    inbox.empty();
    flushTallies();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    earlier.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    promise.snapshot();
    released.snapshot();
    worked.update(commands.snapshot());
    begun.update(rounds.snapshot());
  }

  @Override
  public void close() throws Exception {
    if (commands != null) {
      commands.close();
    }
    if (tables != null) {
      tables.close();
    }
    super.close();
  }

  private void flushTallies() {
    tallies.flush(this::tell);
  }

  private void tick() throws Exception {
    commands.poll();
    inbox.tick();
    if (commands.hasWork()) {
      inbox.empty();
    }
    flushTallies();
    steps.start();
    long next = getProcessingTimeService().getCurrentProcessingTime() + TICK_MILLIS;
    getProcessingTimeService().registerTimer(next, time -> tick());
  }

  /** The end of the input finds no command half done. */
  private void workToTheEnd() throws Exception {
    commands.pollToEnd();
    steps.finish();
  }
}
