package dev.eventstore.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eventstore.bench.process.ThreadKind;
import java.util.Map;

/**
 * What one run of the store, or of what limits it, gave. What was not measured is null.
 *
 * @param variant what ran, of those its scenario compares
 * @param parallelism subtasks of each operator
 * @param events distinct events of the usage
 * @param records of them before the close, duplicates and conflicts included
 * @param rawBytes of the values of those records: the JSON
 * @param stateBytes of the checkpoint when all records were in, as a whole
 * @param peakMemoryBytes the most that the process had resident
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunResult(
    String variant,
    int parallelism,
    long events,
    long records,
    long rawBytes,
    Ingest ingest,
    Long stateBytes,
    Close close,
    Late late,
    Recovery recovery,
    Long peakMemoryBytes) {

  /** Whether all figures that it published were what they had to be. */
  @JsonIgnore
  public boolean isRight() {
    return close == null || close.right;
  }

  /**
   * Reading and keeping, after a part that is not measured. NaN where it was over too soon.
   *
   * @param cpuSecondsPerMillion processor time of the process by million records
   * @param threadsPerMillion of that, what each kind of thread took
   */
  public record Ingest(
      double perSecond,
      double cpuSecondsPerMillion,
      Map<ThreadKind, Double> threadsPerMillion,
      CheckpointTimes checkpoints) {
    double compilerSecondsPerMillion() {
      return threadsPerMillion.getOrDefault(ThreadKind.COMPILER, 0.0);
    }
  }

  /**
   * From the last promise to the last figure.
   *
   * @param events that were released
   * @param figures that were published
   * @param seconds until the broker had the last figure
   * @param cpuSeconds that the process took until then
   * @param threads of those, what each kind of thread had
   * @param visibleSeconds until a consumer of committed records had it
   * @param right whether all figures were what they had to be
   */
  public record Close(
      long events,
      long figures,
      double seconds,
      double visibleSeconds,
      double cpuSeconds,
      Map<ThreadKind, Double> threads,
      CheckpointTimes checkpoints,
      boolean right) {
    public double perSecond() {
      return events / seconds;
    }

    /** Its code runs for the first time, so that this is much. */
    double compilerSeconds() {
      return threads.getOrDefault(ThreadKind.COMPILER, 0.0);
    }
  }

  /**
   * Corrections by events that came after the close, all at once.
   *
   * @param revisions that were published
   * @param seconds from the last of the events to the last revision, with which all figures are
   *     what they have to be
   */
  public record Late(long events, long revisions, double seconds, double visibleSeconds) {}

  /**
   * After a kill of the process in the middle of its work, from the newest checkpoint.
   *
   * @param backlog records between that checkpoint and the end of the topics
   * @param ingestPerSecond before the kill
   * @param runningSeconds from the kill until all subtasks ran again
   * @param firstCheckpointSeconds from the kill to the first new checkpoint
   * @param caughtUpSeconds from the kill until all was read
   */
  public record Recovery(
      long backlog,
      double ingestPerSecond,
      double runningSeconds,
      double firstCheckpointSeconds,
      double caughtUpSeconds) {}
}
