package dev.eventstore.store.intake;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.event.CaughtUp;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.Position;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.period.Period;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.SourceClockSerializer;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.gate.GateInput;
import dev.eventstore.store.gate.GateInput.Declared;
import dev.eventstore.store.gate.GateInput.Promised;
import dev.eventstore.store.gate.SideOutputs;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.store.time.StorePeriods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Takes a source in: decodes its records and keeps its time. One reader of the source is chained
 * before each subtask.
 *
 * <ul>
 *   <li><b>State:</b> the promise and the next offset of each partition, in union state, so that
 *       partitions take their promises along when they move; and whether the input has ended, which
 *       is only looked at from outside, since a source may be made to go on.
 *   <li><b>Timers:</b> a processing-time tick, which looks for silent partitions.
 *   <li><b>Outputs:</b> {@link UsageEvent} with watermarks that are promises: everything before has
 *       been reported. Flink's own watermarks and idleness end here (FLINK-38477): a watermark is
 *       the minimum over this reader's partitions, repeated right after a restore. Refusals,
 *       tallies, promises and manifests on the side.
 * </ul>
 */
public final class IntakeOperator extends AbstractStreamOperator<UsageEvent>
    implements OneInputStreamOperator<SourceItem, UsageEvent> {
  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 500;

  private final StoreSpec spec;
  private final SourceSpec source;
  private final SilenceProbe.Factory probes;
  private final ControlFeed.Factory control;

  private transient Decoding decoding;
  private transient StorePeriods periods;
  private transient SourceClock clock;
  private transient Silence silence;
  private transient Waivers waivers;
  private transient TallyBook tallies;
  private transient ListState<SourceClock.Snapshot> promises;
  private transient ListState<Boolean> ends;
  private transient boolean ended;
  private transient long emitted;
  private transient long boundary;
  private transient Promised told;

  public IntakeOperator(
      StoreSpec spec, SourceSpec source, SilenceProbe.Factory probes, ControlFeed.Factory control) {
    this.spec = spec;
    this.source = source;
    this.probes = probes;
    this.control = control;
  }

  /** What each reader of the source has promised, see {@link SourceClock}. */
  public static ListStateDescriptor<SourceClock.Snapshot> promisesState() {
    return new ListStateDescriptor<>("promises", new SourceClockSerializer());
  }

  /** Whether each reader of the source has come to the end of its input. */
  public static ListStateDescriptor<Boolean> endsState() {
    return new ListStateDescriptor<>("ends", BooleanSerializer.INSTANCE);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    ends = context.getOperatorStateStore().getUnionListState(endsState());
    promises = context.getOperatorStateStore().getUnionListState(promisesState());
    List<SourceClock.Snapshot> restored = new ArrayList<>();
    promises.get().forEach(restored::add);
    clock = new SourceClock(restored);
  }

  @Override
  public void open() throws Exception {
    super.open();
    periods = new StorePeriods(spec);
    tallies = new TallyBook(period -> false);
    decoding =
        new Decoding(
            spec,
            source,
            periods,
            tallies,
            event -> output.collect(new StreamRecord<>(event)),
            refusal -> output.collect(SideOutputs.REFUSALS, new StreamRecord<>(refusal)));
    silence = new Silence(source, clock, probes);
    waivers = new Waivers(spec, source, control.open());
    emitted = SourceClock.NOTHING;
    boundary = SourceClock.NOTHING;
    advance();
    tellPromise();
    scheduleTick();
  }

  @Override
  public void processElement(StreamRecord<SourceItem> element) {
    SourceItem item = element.getValue();
    if (item instanceof SourceRecord record) {
      record(record);
    } else if (item instanceof PartitionsAssigned assigned) {
      assigned.partitions().forEach(partition -> clock.assign(partition, now()));
    } else if (item instanceof UnreadableRecord unreadable) {
      clock.read(unreadable.partition(), offset(unreadable.position()), now());
      decoding.refuse(unreadable);
    } else if (item instanceof CaughtUp caughtUp) {
      silence.caughtUp(caughtUp, now());
    }
  }

  private void record(SourceRecord record) {
    clock.read(record.partition(), offset(record.position()), now());
    List<SourceRecord> parts = decoding.split(record);
    for (int i = 0; i < parts.size(); i++) {
      take(parts.size() == 1 ? parts.get(i) : parts.get(i).ofRow(i + 1));
    }
  }

  private void take(SourceRecord record) {
    Decoded decoded = decoding.take(record);
    if (decoded instanceof Accepted accepted) {
      reached(record, accepted.time());
    } else if (decoded instanceof Completion completion) {
      complete(record, completion);
    }
  }

  private void reached(SourceRecord record, Instant time) {
    if (source.complete() instanceof SourceSpec.Watermark watermark) {
      clock.reached(record.partition(), time, watermark.delay());
      advanceAtBoundary();
    }
  }

  /** Only Kafka's offsets are asked about. */
  private static long offset(Position position) {
    return position instanceof KafkaPosition kafka ? kafka.offset() : 0;
  }

  private void complete(SourceRecord record, Completion completion) {
    if (source.complete() instanceof SourceSpec.Unpromised) {
      return;
    }
    Period period = spec.calendar().parse(completion.period());
    tell(
        new Declared(
            source.name(),
            record.partition(),
            period.start().getEpochSecond(),
            completion.count(),
            completion.totals()));
    clock.promise(record.partition(), period.end().toEpochMilli());
    advance();
  }

  /** Only a promise that completes a period matters at once; others wait for the next tick. */
  private void advanceAtBoundary() {
    if (clock.promise() >= boundary) {
      advance();
    }
  }

  private void advance() {
    long promise = clock.promise();
    if (promise > emitted) {
      emitted = promise;
      boundary = periods.at(Instant.ofEpochMilli(promise)).period().end().toEpochMilli();
      flushTallies();
      tellPromise();
      output.emitWatermark(new Watermark(promise - 1));
    }
  }

  /** Of the watermarks from upstream only the end counts: a bounded source is complete for ever. */
  @Override
  public void processWatermark(Watermark mark) {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      ended = true;
      flushTallies();
      tell(new Promised(source.name(), reader(), readers(), Long.MAX_VALUE, -1));
      output.emitWatermark(mark);
    }
  }

  /** A partition without data holds the store; it is never idle. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushTallies();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    promises.update(List.of(clock.snapshot()));
    ends.update(List.of(ended));
  }

  @Override
  public void close() throws Exception {
    if (silence != null) {
      silence.close();
    }
    if (waivers != null) {
      waivers.close();
    }
    super.close();
  }

  private void tick() {
    silence.look(now());
    waivers.apply(clock);
    advance();
    tellPromise();
    flushTallies();
    scheduleTick();
  }

  private void scheduleTick() {
    getProcessingTimeService().registerTimer(now() + TICK_MILLIS, time -> tick());
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void tellPromise() {
    Promised promised =
        new Promised(
            source.name(), reader(), readers(), clock.promise(), clock.holding().orElse(-1));
    if (!promised.equals(told)) {
      told = promised;
      tell(promised);
    }
  }

  private void tell(GateInput input) {
    output.collect(SideOutputs.GATE, new StreamRecord<>(input));
  }

  private void flushTallies() {
    tallies.flush(this::tell);
  }

  private int reader() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  private int readers() {
    return getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
  }
}
