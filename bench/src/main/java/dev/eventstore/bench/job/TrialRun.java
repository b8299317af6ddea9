package dev.eventstore.bench.job;

import dev.eventstore.bench.job.Checkpoints.Checkpoint;
import dev.eventstore.bench.job.RunningJob.Sample;
import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.process.ThreadKind;
import dev.eventstore.bench.report.RunResult;
import dev.eventstore.bench.report.RunResult.Close;
import dev.eventstore.bench.report.RunResult.Ingest;
import dev.eventstore.bench.report.RunResult.Late;
import dev.eventstore.bench.report.RunResult.Recovery;
import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.bench.usage.UsageTopics.Written;
import dev.eventstore.snapshot.SavedStates;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * One run of the store: it takes in all that comes before the close, then the markers, then what
 * comes late. Of what limits it, only the first.
 */
public final class TrialRun {
  /** Of the records, while the compiler is at work; not measured. */
  private static final double WARM_UP = 0.25;

  private final Trial trial;
  private final Broker broker;
  private final UsageTopics usage;
  private final Written written;
  private final Path folder;
  private final Path file;

  /**
   * @param usage filled with what comes before the close, as {@code written} says
   * @param folder its own, for the store file and all that is kept
   */
  public TrialRun(Trial trial, Broker broker, UsageTopics usage, Written written, Path folder)
      throws Exception {
    this.trial = trial;
    this.broker = broker;
    this.usage = usage;
    this.written = written;
    this.folder = folder;
    this.file = StoreFile.write(folder, broker.servers(), usage, trial.shards());
  }

  /** Makes it. */
  public RunResult run() throws Exception {
    try (RunningJob job = RunningJob.start(trial, file, folder, null)) {
      if (trial.kill()) {
        Killed killed = kill(job);
        try (RunningJob again = RunningJob.start(trial, file, folder, killed.checkpoint)) {
          return finish(again, killed.ingest, recover(again, killed));
        }
      }
      Ingest ingest = ingest(job, written.records());
      return trial.variant() == Variant.STORE
          ? finish(job, ingest, null)
          : result(job, ingest, null, null, null, null);
    }
  }

  private Ingest ingest(RunningJob job, long upTo) throws Exception {
    Sample begin = job.awaitRead((long) (written.records() * WARM_UP));
    Sample end = job.awaitRead(upTo);
    double read = begin.read() < upTo ? end.read() - begin.read() : Double.NaN;
    return new Ingest(
        read * 1e3 / (end.millis() - begin.millis()),
        (end.cpuSeconds() - begin.cpuSeconds()) * 1e6 / read,
        perMillion(end.threadsSince(begin), read),
        job.checkpoints().during(begin.millis(), end.millis()));
  }

  private static Map<ThreadKind, Double> perMillion(Map<ThreadKind, Double> seconds, double read) {
    Map<ThreadKind, Double> shares = new EnumMap<>(seconds);
    shares.replaceAll((kind, taken) -> taken * 1e6 / read);
    return shares;
  }

  /**
   * What a kill has left.
   *
   * @param at epoch milliseconds
   * @param backlog records that the checkpoint has not
   */
  private record Killed(Ingest ingest, long at, String checkpoint, long backlog) {}

  private Killed kill(RunningJob job) throws Exception {
    Ingest ingest = ingest(job, written.records() / 2);
    job.awaitCheckpoint(0);
    Checkpoint newest = job.checkpoints().newest();
    long backlog = written.records() - job.readAt(newest.triggered());
    long at = System.currentTimeMillis();
    job.kill();
    String checkpoint = SavedStates.newest(folder.resolve("checkpoints")).orElseThrow();
    return new Killed(ingest, at, checkpoint, backlog);
  }

  private Recovery recover(RunningJob job, Killed killed) throws Exception {
    long running = System.currentTimeMillis();
    long caughtUp = job.awaitRead(written.records()).millis();
    Checkpoint first = job.awaitCheckpoint(killed.at);
    return new Recovery(
        killed.backlog,
        killed.ingest.perSecond(),
        (running - killed.at) / 1e3,
        (first.triggered() + first.millis() - killed.at) / 1e3,
        (caughtUp - killed.at) / 1e3);
  }

  private RunResult finish(RunningJob job, Ingest ingest, Recovery recovery) throws Exception {
    long before = System.currentTimeMillis();
    job.triggerCheckpoint();
    long state = job.awaitCheckpoint(before - 1).stateBytes();
    String topic = StoreFile.totals(usage);
    try (Figures figures = new Figures(topic, broker.servers(), trial.usage())) {
      Closing closing = new Closing(job, usage, figures);
      Close close = closing.close();
      Late late = closing.late();
      return result(job, ingest, state, close, late, recovery);
    }
  }

  private RunResult result(
      RunningJob job, Ingest ingest, Long state, Close close, Late late, Recovery recovery)
      throws Exception {
    var peak = job.peakMemory();
    return new RunResult(
        trial.name(),
        trial.parallelism(),
        trial.usage().events(),
        written.records(),
        written.bytes(),
        ingest,
        state,
        close,
        late,
        recovery,
        peak.isPresent() ? peak.getAsLong() : null);
  }
}
