package dev.eventstore.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;

/** What the sources of a running job measure, as Flink's REST API tells it. */
final class JobMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String job;

  /**
   * @param rest the address of the REST API
   */
  JobMetrics(String rest, JobID job) {
    this.job = rest + "/jobs/" + job;
  }

  /** The sum of a metric over all sources; empty while none has told it. */
  OptionalLong sum(String metric) throws IOException, InterruptedException {
    boolean known = false;
    long sum = 0;
    for (JsonNode vertex : get(job).path("vertices")) {
      String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode name : get(metrics)) {
        String id = name.path("id").asText();
        if (id.startsWith("Source__") && id.endsWith("." + metric)) {
          JsonNode value = get(metrics + "?get=" + id).path(0).path("sum");
          known |= value.isNumber();
          sum += value.asLong();
        }
      }
    }
    return known ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
