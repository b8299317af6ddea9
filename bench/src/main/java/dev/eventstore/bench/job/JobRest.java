package dev.eventstore.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The only job of a Flink cluster, by its REST API. */
final class JobRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The last record that a reader has read of a partition, since it was started. */
  private static final String CURRENT = ".currentOffset";

  /** The first that it has not, at its last checkpoint: of a partition that has no more to read. */
  private static final String COMMITTED = ".committedOffset";

  private final String cluster;
  private final String job;
  private final int partitions;
  private final Map<String, String> offsets = new HashMap<>();
  private int known;

  /**
   * @param address {@code host:port}
   * @param partitions of all sources together
   */
  JobRest(String address, int partitions) throws IOException, InterruptedException {
    this.cluster = "http://" + address;
    this.partitions = partitions;
    this.job = cluster + "/jobs/" + get(cluster + "/jobs").get("jobs").get(0).get("id").asText();
  }

  boolean isRunning() throws IOException, InterruptedException {
    JsonNode details = get(job);
    for (JsonNode vertex : details.get("vertices")) {
      if (!vertex.get("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return details.get("state").asText().equals("RUNNING");
  }

  /** How many records of the sources were read, all runs of the job together. */
  long read() throws IOException, InterruptedException {
    if (known < partitions) {
      findOffsets();
    }
    Map<String, Long> read = new HashMap<>();
    for (Map.Entry<String, String> vertex : offsets.entrySet()) {
      for (JsonNode offset : get(metrics(vertex.getKey()) + "?get=" + vertex.getValue())) {
        String name = offset.get("id").asText();
        long next = Math.round(offset.get("sum").asDouble()) + (name.endsWith(CURRENT) ? 1 : 0);
        read.merge(name.substring(0, name.lastIndexOf('.')), next, Math::max);
      }
    }
    return read.values().stream().mapToLong(next -> Math.max(0, next)).sum();
  }

  /** Readers show the offsets of each partition that they have. */
  private void findOffsets() throws IOException, InterruptedException {
    offsets.clear();
    known = 0;
    for (JsonNode vertex : get(job).get("vertices")) {
      String id = vertex.get("id").asText();
      List<String> names = new ArrayList<>();
      for (JsonNode metric : get(metrics(id))) {
        String name = metric.get("id").asText();
        known += name.endsWith(CURRENT) ? 1 : 0;
        if (name.endsWith(CURRENT) || name.endsWith(COMMITTED)) {
          names.add(name);
        }
      }
      if (!names.isEmpty()) {
        offsets.put(id, String.join(",", names));
      }
    }
  }

  private String metrics(String vertex) {
    return job + "/vertices/" + vertex + "/subtasks/metrics";
  }

  /** Those that were taken, the newest first. */
  JsonNode checkpoints() throws IOException, InterruptedException {
    return get(job + "/checkpoints").get("history");
  }

  void triggerCheckpoint() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(job + "/checkpoints"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"checkpointType\": \"CONFIGURED\"}"))
            .build();
    int status = CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("Flink triggers no checkpoint; it says " + status);
    }
  }

  private static JsonNode get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
  }
}
