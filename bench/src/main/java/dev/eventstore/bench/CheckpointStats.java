package dev.eventstore.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * The checkpoints that were under way during some span of time.
 *
 * @param count how many
 * @param longest from its trigger to its last acknowledgement, milliseconds
 */
record CheckpointStats(int count, long longest) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 500;

  /**
   * Reads them from Flink's REST API, once all of them are complete.
   *
   * @param job the job's address there
   * @param begin epoch milliseconds
   * @param end epoch milliseconds
   */
  static CheckpointStats during(String job, long begin, long end)
      throws IOException, InterruptedException {
    while (true) {
      JsonNode history = get(job + "/checkpoints").get("history");
      // The newest comes first.
      if (!history.isEmpty() && triggered(history.get(0)) > end && !isPending(history, end)) {
        return of(history, begin, end);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean isPending(JsonNode history, long end) {
    for (JsonNode checkpoint : history) {
      boolean open = checkpoint.get("status").textValue().equals("IN_PROGRESS");
      if (open && triggered(checkpoint) <= end) {
        return true;
      }
    }
    return false;
  }

  private static CheckpointStats of(JsonNode history, long begin, long end) {
    int count = 0;
    long longest = 0;
    for (JsonNode checkpoint : history) {
      if (!checkpoint.get("status").textValue().equals("COMPLETED")) {
        continue;
      }
      long duration = checkpoint.get("end_to_end_duration").longValue();
      if (triggered(checkpoint) <= end && triggered(checkpoint) + duration >= begin) {
        count++;
        longest = Math.max(longest, duration);
      }
    }
    return new CheckpointStats(count, longest);
  }

  private static long triggered(JsonNode checkpoint) {
    return checkpoint.get("trigger_timestamp").longValue();
  }

  private static JsonNode get(String address) throws IOException {
    try (InputStream in = URI.create(address).toURL().openStream()) {
      return JSON.readTree(in);
    }
  }
}
