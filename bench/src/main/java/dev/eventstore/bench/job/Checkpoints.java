package dev.eventstore.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.bench.report.CheckpointTimes;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints of a job that are complete, the oldest first. */
record Checkpoints(List<Checkpoint> complete, boolean pending) {

  /**
   * One.
   *
   * @param triggered epoch milliseconds
   * @param millis until it was complete
   * @param stateBytes all that it consists of, also what earlier ones have written
   */
  record Checkpoint(long triggered, long millis, long stateBytes) {
    private boolean isDuring(long begin, long end) {
      return triggered <= end && triggered + millis >= begin;
    }
  }

  static Checkpoints of(JsonNode history) {
    List<Checkpoint> complete = new ArrayList<>();
    boolean pending = false;
    for (JsonNode node : history) {
      String status = node.get("status").asText();
      pending |= status.equals("IN_PROGRESS");
      if (status.equals("COMPLETED")) {
        complete.add(
            0,
            new Checkpoint(
                node.get("trigger_timestamp").asLong(),
                node.get("end_to_end_duration").asLong(),
                node.get("state_size").asLong()));
      }
    }
    return new Checkpoints(complete, pending);
  }

  /** Of those that were under way at some time in between; epoch milliseconds. */
  CheckpointTimes during(long begin, long end) {
    double[] seconds =
        complete.stream()
            .filter(checkpoint -> checkpoint.isDuring(begin, end))
            .mapToDouble(checkpoint -> checkpoint.millis / 1e3)
            .sorted()
            .toArray();
    return seconds.length == 0
        ? new CheckpointTimes(0, 0, 0)
        : new CheckpointTimes(
            seconds.length, seconds[seconds.length / 2], seconds[seconds.length - 1]);
  }

  /** The first that was triggered after some time, or null. */
  Checkpoint firstAfter(long millis) {
    return complete.stream().filter(one -> one.triggered > millis).findFirst().orElse(null);
  }

  Checkpoint newest() {
    return complete.isEmpty() ? null : complete.get(complete.size() - 1);
  }
}
