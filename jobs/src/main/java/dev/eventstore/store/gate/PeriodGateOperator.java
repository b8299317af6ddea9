package dev.eventstore.store.gate;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.gate.PeriodGate;
import dev.eventstore.gate.Settling;
import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.metrics.GateMetrics;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.store.gate.GateInput.Declared;
import dev.eventstore.store.gate.GateInput.Outdated;
import dev.eventstore.store.gate.GateInput.Promised;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate between release and publication. It has parallelism 1, and its watermark says up to
 * where periods may be published, and with it every timer downstream fires as Flink does it.
 *
 * <ul>
 *   <li><b>State:</b> the books of each retained period; the commands taken, and those in work; and
 *       how far all sources are complete, so that it says right after a restore what it had said
 *       before.
 *   <li><b>Timers:</b> a processing-time tick, for commands and for reports of what changed.
 *   <li><b>Outputs:</b> its watermark; {@link StatusRecord}s on the side.
 * </ul>
 */
public final class PeriodGateOperator extends AbstractStreamOperator<TotalsSignal>
    implements OneInputStreamOperator<GateInput, TotalsSignal> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PeriodGateOperator.class);

  /** How often the changes of open periods are reported. */
  private static final long TICK_MILLIS = 2_000;

  private final StoreSpec spec;
  private final ControlFeed.Factory control;

  private transient PeriodGate gate;
  private transient Settling settling;
  private transient Commands commands;
  private transient ListState<String> taken;
  private transient ListState<byte[]> inWork;
  private transient PromiseMark opened;
  private transient long emitted;
  private transient ListState<byte[]> books;
  private transient long correctionsSince;
  private transient GateMetrics metrics;
  private transient long started;

  public PeriodGateOperator(StoreSpec spec, ControlFeed.Factory control) {
    this.spec = spec;
    this.control = control;
  }

  /** What is known of each period, see {@link PeriodGate}. */
  public static ListStateDescriptor<byte[]> booksState() {
    return new ListStateDescriptor<>("books", BytePrimitiveArraySerializer.INSTANCE);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    books = context.getOperatorStateStore().getListState(booksState());
    gate = new PeriodGate(spec, books.get());
    settling = new Settling();
    taken =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("commands", StringSerializer.INSTANCE));
    inWork =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("works", BytePrimitiveArraySerializer.INSTANCE));
    opened = new PromiseMark(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    emitted = Long.MIN_VALUE;
    started = now();
    metrics = new GateMetrics(spec, getMetricGroup(), this::now);
    commands = new Commands(spec, gate, control.open(), this::report);
    commands.restore(taken.get(), inWork.get());
    output.emitWatermark(TotalsSignal.FIRST);
  }

  /**
   * A command that was sent before the store was started counts for the first period it completes.
   */
  private void takeWhatWasSent() throws InterruptedException {
    try {
      commands.pollToEnd();
    } catch (ConnectException e) {
      LOG.warn("commands are taken later: {}", e.getMessage());
    }
  }

  /**
   * What was complete before a restart is decided on when it is known which meters have changed,
   * and what operators have sent meanwhile.
   */
  private void resume(OutdatedMeters outdated) throws InterruptedException {
    gate.outdated(outdated);
    opened.ifSet(mark -> gate.resume(mark + 1));
    takeWhatWasSent();
    report(gate.lookAgain(period -> false));
    advance();
    scheduleTick();
  }

  @Override
  public void processElement(StreamRecord<GateInput> element) throws Exception {
    GateInput input = element.getValue();
    boolean before = gate.hasCorrections();
    if (input instanceof Counted counted) {
      gate.counted(counted.source(), counted.period(), counted.tally(), counted.late());
      metrics.counted(counted.source(), counted.tally());
      if (gate.waits(counted.period())) {
        settling.changed(counted.period(), now());
      }
    } else if (input instanceof Promised promised) {
      gate.promised(
          promised.source(),
          promised.reader(),
          promised.readers(),
          promised.promise(),
          promised.holding());
    } else if (input instanceof Declared declared) {
      gate.declared(
          declared.source(),
          declared.partition(),
          declared.period(),
          declared.count(),
          declared.totals());
    } else if (input instanceof Outdated outdated) {
      resume(outdated.meters());
    } else if (input instanceof Worked worked) {
      commands.worked(worked);
    }
    if (!before && gate.hasCorrections()) {
      correctionsSince = now();
    }
  }

  /** The end of a bounded input completes every period but expires none. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean ends = mark.equals(Watermark.MAX_WATERMARK);
    if (ends) {
      commands.pollToEnd();
    }
    long time = ends ? Long.MAX_VALUE : mark.getTimestamp() + 1;
    report(ends ? gate.completeUpTo(time) : gate.completeUpTo(time, this::isUnsettled));
    if (ends) {
      end();
    } else {
      opened.raise(mark.getTimestamp());
      advance();
    }
  }

  /** A period that is held then is held for good; nothing of it is published. */
  private void end() {
    report(gate.corrections());
    report(gate.changes());
    OptionalLong held = gate.held();
    advance();
    if (held.isPresent()) {
      output.collect(new StreamRecord<>(new TotalsSignal.EndsHeld(held.getAsLong())));
    }
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }

  /** Lets pass what may, and forgets what is past its retention. */
  private void advance() {
    commands.expire();
    for (long period : gate.takePassedLater()) {
      output.collect(new StreamRecord<>(new TotalsSignal.WasHeld(period)));
    }
    long open = gate.openUpTo();
    if (open > emitted && open != Long.MAX_VALUE) {
      emitted = open;
      report(gate.expireUpTo(open));
      output.emitWatermark(new Watermark(open - 1));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    books.update(gate.snapshot());
    taken.update(commands.taken());
    inWork.update(commands.inWork());
    opened.snapshot();
  }

  @Override
  public void close() throws Exception {
    if (commands != null) {
      commands.close();
    }
    super.close();
  }

  private void tick() {
    commands.poll();
    report(gate.lookAgain(this::isUnsettled));
    advance();
    report(gate.changes());
    if (gate.hasCorrections() && now() - correctionsSince >= spec.reviseAfter().toMillis()) {
      report(gate.corrections());
    }
    metrics.stands(gate.standing(started));
    scheduleTick();
  }

  private void report(List<PeriodReport> reports) {
    reports.forEach(this::report);
  }

  private void report(StatusRecord record) {
    output.collect(SideOutputs.STATUS, new StreamRecord<>(record));
  }

  private boolean isUnsettled(long period) {
    return settling.isUnsettled(period, now());
  }

  private void scheduleTick() {
    getProcessingTimeService().registerTimer(now() + TICK_MILLIS, time -> tick());
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
