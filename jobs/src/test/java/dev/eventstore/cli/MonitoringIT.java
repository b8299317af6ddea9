package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.OftenCheckpointed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a running store, and what rules and dashboard look for in it. */
class MonitoringIT {
  private static final Path DEPLOY = Path.of("../deploy/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
  private static final Pattern OPERATOR =
      Pattern.compile("(flink_\\w+)\\{[^}]*operator_name=~?\\\\?\"([^\"\\\\]+)\\\\?\"");
  private static final String PREFIX = "flink_taskmanager_job_task_operator_eventstore_";
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: watched
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp}
      sources:
        - {name: eu, region: europe, kafka: {topic: eu}}
      release: {checks: [{name: few, expect: stored < 3}]}
      reviseAfter: PT0S
      meters:
        - name: volume
          operators: [{aggregate: {by: account, values: {calls: count()}}}]
          targets: [usage]
      targets:
        usage: {kafka: {topic: usage}}
      """;

  @TempDir Path folder;
  private int port;

  @Test
  void everyMetricThatIsWatchedIsThereAndRight() throws Exception {
    port = freePort();
    Map<String, String> settings = new HashMap<>(OftenCheckpointed.SETTINGS);
    settings.put(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    settings.put("metrics.reporter.prom.port", "" + port);
    try (BrokerStore broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("usage", 1)) {
      broker.send("eu", event("1"), event("1"), event("2"), "no event");
      LocalStore store = broker.at(1);
      try (LocalCluster cluster = LocalCluster.start(store.settings(settings), 1)) {
        store.submit(cluster, settings, null);
        await("stored", 2);
        assertThat(figure("region_source_received")).isEqualTo(4);
        assertThat(figure("region_source_duplicates")).isEqualTo(1);
        assertThat(figure("region_source_quarantined")).isEqualTo(1);
        assertThat(figure("region_source_promise")).isNaN();
        assertThat(figure("region_source_overdue")).isGreaterThan(0);
        assertThat(figure("openPeriods")).isEqualTo(1);
        assertThat(scrape()).contains("region=\"europe\"", "source=\"eu\"", "job_name=\"watched\"");

        Cli.call("complete", broker.file, "--source", "eu", "--period", "2026-08");
        await("promise", 1_788_220_800_000.0);
        awaitFigure("publishedPeriods", 1);
        awaitFigure("published", 1);
        assertThat(figure("released")).isEqualTo(2);
        assertThat(figure("draftGroups")).isZero();
        correctsAndHolds(broker);

        assertThat(watched("alerts.yaml")).hasSizeGreaterThan(8).allMatch(this::isThere);
        assertThat(watched("dashboard.json")).hasSizeGreaterThan(20).allMatch(this::isThere);
        assertThat(Files.readString(Path.of("../docs/monitoring.md"))).contains(own());
      }
    }
  }

  /** A late event, and a period that a check holds. */
  private void correctsAndHolds(BrokerStore broker) throws Exception {
    broker.send("eu", event("3"));
    awaitFigure("revisions", 1);
    assertThat(figure("region_source_late")).isEqualTo(1);
    for (String id : new String[] {"4", "5", "6"}) {
      broker.send("eu", event(id).replace("2026-08", "2026-09"));
    }
    Cli.call("complete", broker.file, "--source", "eu", "--period", "2026-09");
    awaitFigure("heldPeriods", 1);
    awaitFigure("draftGroups", 1);
    assertThat(figure("published")).isEqualTo(1);
  }

  /** All that there is of this project's, without where it is. */
  private Set<String> own() throws Exception {
    Set<String> names = new TreeSet<>();
    Matcher metric = Pattern.compile(PREFIX + "(?:region_source_)?(\\w+)").matcher(scrape());
    while (metric.find()) {
      names.add("| `" + metric.group(1) + "` |");
    }
    return names;
  }

  /** Metrics that a file names, with the operator where it asks for one. */
  private static Set<String> watched(String file) throws IOException {
    String text = Files.readString(DEPLOY.resolve(file));
    Set<String> found = new TreeSet<>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      found.add(metric.group() + "\\{");
    }
    Matcher operator = OPERATOR.matcher(text);
    while (operator.find()) {
      found.add(operator.group(1) + "\\{[^}]*operator_name=\"" + operator.group(2) + "\"");
    }
    return found;
  }

  private boolean isThere(String pattern) {
    try {
      return Pattern.compile("^" + pattern, Pattern.MULTILINE).matcher(scrape()).find();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(String ofSource, double value) throws Exception {
    awaitFigure("region_source_" + ofSource, value);
  }

  private void awaitFigure(String name, double value) throws Exception {
    for (int i = 0; i < 300 && figure(name) != value; i++) {
      Thread.sleep(100);
    }
    assertThat(figure(name)).as(name).isEqualTo(value);
  }

  /** NaN where it is not there. */
  private double figure(String name) throws Exception {
    Matcher line =
        Pattern.compile("^" + PREFIX + name + "\\{[^}]*} (\\S+)$", Pattern.MULTILINE)
            .matcher(scrape());
    return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
  }

  private String scrape() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }

  private static String event(String id) {
    return "{\"id\":\"%s\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\"}".formatted(id);
  }
}
