package dev.eventstore.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Flink's REST API, as its documentation has it. */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  public FlinkRest(String address) {
    this.address = address;
  }

  /**
   * @param path such as {@code /jobs}
   * @throws IOException also where the answer is an error
   */
  public JsonNode get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  /**
   * @param body what is sent, as JSON
   */
  public JsonNode post(String path, Object body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(ANSWERS_WITHIN);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(
            request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + request.uri() + " was asked", e);
    }
  }
}
