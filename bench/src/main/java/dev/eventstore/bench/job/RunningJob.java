package dev.eventstore.bench.job;

import dev.eventstore.bench.job.Checkpoints.Checkpoint;
import dev.eventstore.bench.process.MeasuredProcess;
import dev.eventstore.bench.process.ThreadKind;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.cli.Main;
import dev.eventstore.local.ClusterAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A job in a process of its own, and how far it was when. */
final class RunningJob implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  /** A job that starts again and again reads nothing new. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int SOURCE_PARTITIONS = UsagePlan.SOURCES.size() * UsagePlan.PARTITIONS;

  private final MeasuredProcess process;
  private final JobRest rest;
  private final File log;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * @param millis since the epoch
   * @param read records of the sources
   * @param cpuSeconds that the process had taken
   * @param threads of those, what each kind of thread had
   */
  record Sample(long millis, long read, double cpuSeconds, Map<ThreadKind, Duration> threads) {

    /** Seconds of each kind since another sample; what ended threads had is in the last kind. */
    Map<ThreadKind, Double> threadsSince(Sample before) {
      Map<ThreadKind, Double> seconds = new EnumMap<>(ThreadKind.class);
      double rest = cpuSeconds - before.cpuSeconds;
      for (ThreadKind kind : threads.keySet()) {
        Duration had = before.threads.getOrDefault(kind, Duration.ZERO);
        double taken = threads.get(kind).minus(had).toNanos() / 1e9;
        seconds.put(kind, taken);
        rest -= taken;
      }
      seconds.merge(ThreadKind.OTHER, rest, Double::sum);
      return seconds;
    }
  }

  private RunningJob(MeasuredProcess process, JobRest rest, File log) {
    this.process = process;
    this.rest = rest;
    this.log = log;
  }

  /**
   * Starts it and waits until all its subtasks run.
   *
   * @param folder for all that it keeps
   * @param from a checkpoint to go on from, or null
   */
  static RunningJob start(Trial trial, Path file, Path folder, String from) throws Exception {
    ClusterAddress.forget(folder);
    List<String> arguments = new ArrayList<>();
    boolean isStore = trial.variant() == Variant.STORE;
    if (isStore) {
      arguments.addAll(List.of("run", file.toString(), "--state-dir", folder.toString()));
      arguments.addAll(List.of("--parallelism", String.valueOf(trial.parallelism())));
      if (from != null) {
        arguments.addAll(List.of("--from", from));
      }
    } else {
      arguments.addAll(List.of(trial.variant().name(), file.toString(), folder.toString()));
      arguments.add(String.valueOf(trial.parallelism()));
    }
    for (Map.Entry<String, String> option : trial.flink().entrySet()) {
      arguments.add((isStore ? "-D" : "") + option.getKey() + "=" + option.getValue());
    }
    MeasuredProcess process =
        MeasuredProcess.start(
            isStore ? Main.class : LimitJob.class, trial.jvm(), trial.log(), arguments);
    if (trial.cores() > 0) {
      process.keepTo(trial.cores());
    }
    try {
      return awaitStart(process, folder, trial.log());
    } catch (Exception e) {
      process.close();
      throw e;
    }
  }

  private static RunningJob awaitStart(MeasuredProcess process, Path folder, File log)
      throws Exception {
    while (ClusterAddress.read(folder).isEmpty()) {
      requireAlive(process, log);
      Thread.sleep(LOOK_MILLIS);
    }
    JobRest rest = new JobRest(ClusterAddress.read(folder).orElseThrow(), SOURCE_PARTITIONS);
    while (!rest.isRunning()) {
      requireAlive(process, log);
      Thread.sleep(LOOK_MILLIS);
    }
    return new RunningJob(process, rest, log);
  }

  private static void requireAlive(MeasuredProcess process, File log) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the job's process has ended; see " + log);
    }
  }

  /** Looks from time to time until so many records of the sources were read. */
  Sample awaitRead(long records) throws Exception {
    Sample sample = look();
    Sample grown = sample;
    while (sample.read < records) {
      if (sample.millis() - grown.millis() > PATIENCE.toMillis()) {
        throw new IllegalStateException(
            "the job has read %d of %d records, and no more for %s; see its log"
                .formatted(sample.read, records, PATIENCE));
      }
      Thread.sleep(LOOK_MILLIS);
      sample = look();
      grown = sample.read == grown.read ? grown : sample;
    }
    return sample;
  }

  /** How far it is now. */
  Sample look() throws IOException, InterruptedException {
    long read = rest.read();
    Sample sample =
        new Sample(
            System.currentTimeMillis(), read, process.cpu().toNanos() / 1e9, process.threads());
    samples.add(sample);
    return sample;
  }

  /** How much was read at some time in the past, by the samples before and after it. */
  long readAt(long millis) {
    long read = 0;
    for (Sample sample : samples) {
      if (sample.millis <= millis) {
        read = sample.read;
      }
    }
    return read;
  }

  void triggerCheckpoint() throws IOException, InterruptedException {
    rest.triggerCheckpoint();
  }

  Checkpoints checkpoints() throws IOException, InterruptedException {
    return Checkpoints.of(rest.checkpoints());
  }

  /** Once all that have begun are complete. */
  Checkpoints settledCheckpoints() throws Exception {
    Checkpoints checkpoints = checkpoints();
    while (checkpoints.pending()) {
      Thread.sleep(LOOK_MILLIS);
      checkpoints = checkpoints();
    }
    return checkpoints;
  }

  /** The first that was triggered after some time, once it is complete. */
  Checkpoint awaitCheckpoint(long after) throws Exception {
    Checkpoint checkpoint = checkpoints().firstAfter(after);
    while (checkpoint == null) {
      Thread.sleep(LOOK_MILLIS);
      requireAlive(process, log);
      checkpoint = checkpoints().firstAfter(after);
    }
    return checkpoint;
  }

  void requireAlive() {
    requireAlive(process, log);
  }

  OptionalLong peakMemory() {
    return process.peakMemory();
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
