package dev.eventstore.breaking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that readers of committed records, and of finished files, see of a store. */
final class Published implements AutoCloseable {
  private static final String AT_ONCE = "20000";

  private final Path ledgerFolder;
  private final TopicReader usageTopic;
  private final TopicReader rowsTopic;
  private final TopicReader quarantineTopic;
  private final TopicReader statusTopic;
  private final Outcome usage = new Outcome();
  private final Outcome rows = new Outcome();
  private final List<String> quarantined = new ArrayList<>();
  private final Map<String, JsonNode> reports = new TreeMap<>();

  Published(BrokenStore store, Path folder, String servers) {
    KafkaProperties properties =
        KafkaProperties.of(Map.of("bootstrap.servers", servers, "max.poll.records", AT_ONCE));
    ledgerFolder = store.ledger(folder);
    usageTopic = new TopicReader(store.usage(), properties);
    rowsTopic = new TopicReader(store.rows(), properties);
    quarantineTopic = new TopicReader(store.quarantine(), properties);
    statusTopic = new TopicReader(store.status(), properties);
  }

  /** Reads what has come, waiting a moment for it. */
  Published poll() {
    usageTopic.poll(usage::take);
    rowsTopic.poll(rows::take);
    quarantineTopic.poll(value -> quarantined.add(place(Outcome.parse(value))));
    statusTopic.poll(value -> report(Outcome.parse(value)));
    return this;
  }

  private static String place(JsonNode refused) {
    return Stream.of("code", "topic", "partition", "offset")
        .map(name -> refused.path(name).asText())
        .reduce("", (all, part) -> all + " " + part);
  }

  private void report(JsonNode status) {
    if (status.has("sources")) {
      reports.put(status.path("period").asText("-"), status);
    }
  }

  /** How many records were read. */
  int read() {
    return usage.read() + rows.read() + quarantined.size();
  }

  Outcome usage() {
    return usage;
  }

  Outcome rows() {
    return rows;
  }

  List<String> quarantined() {
    return quarantined;
  }

  /** The last report of each period. */
  Map<String, JsonNode> reports() {
    return reports;
  }

  /** What the files hold that are finished. */
  Outcome ledger() throws IOException {
    Outcome ledger = new Outcome();
    for (Path file : files()) {
      Files.readAllLines(file).forEach(line -> ledger.take(line.getBytes(StandardCharsets.UTF_8)));
    }
    return ledger;
  }

  /** The finished files of the target of files. */
  Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ledgerFolder)) {
      return files
          .filter(path -> path.toString().endsWith(".jsonl"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public void close() {
    usageTopic.close();
    rowsTopic.close();
    quarantineTopic.close();
    statusTopic.close();
  }
}
