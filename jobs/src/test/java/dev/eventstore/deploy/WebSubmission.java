package dev.eventstore.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands a program to a JobManager, which runs it in its own process, as the Kubernetes operator
 * does for session jobs.
 */
final class WebSubmission {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "----event-store";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String cluster;
  private final String program;

  /**
   * @param cluster the address of its REST API
   */
  WebSubmission(String cluster, Path jar) throws Exception {
    this.cluster = cluster;
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/x-java-archive\r\n\r\n"
            .formatted(BOUNDARY, jar.getFileName());
    JsonNode uploaded =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(
                    BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(jar),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"))));
    program = Path.of(uploaded.path("filename").asText()).getFileName().toString();
  }

  /** Runs the program; what the JobManager answers: the job's id, or why it did not start. */
  JsonNode run(List<String> arguments, Map<String, String> settings) throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("programArgsList", arguments);
    body.put("flinkConfiguration", settings);
    return send(
        request("/jars/" + program + "/run")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  JsonNode get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(cluster + path));
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(client.send(request.build(), BodyHandlers.ofString()).body());
  }
}
