package dev.eventstore.bench.job;

import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The store of the benchmark, over the topics of its usage. */
public final class StoreFile {
  static final String STORE = "bench";

  private static final int PARTITIONS = 4;

  private static final String TEXT =
      """
      apiVersion: eventstore/v1
      store: bench
      kafka: {bootstrap.servers: "%s"}
      event:
        id: event_id
        time: occurred_at
        key: account_id
        fields:
          {event_id: string, occurred_at: timestamp, account_id: string, region: string, path: string,
           status: integer, bytes: decimal}
      conflicts: first
      reviseAfter: PT1S
      shards: %d
      sources:
        - {name: eu, kafka: {topic: %s}}
        - {name: us, kafka: {topic: %s}}
        - {name: apac, kafka: {topic: %s}}
      meters:
        - name: volume
          operators:
            - filter: status < 500
            - aggregate: {by: [account_id], values: {quantity: sum(bytes), calls: count()}}
          targets: [totals]
      targets:
        totals: {kafka: {topic: %s}}
      """;

  private StoreFile() {}

  /** The topic that the figures go to. */
  static String totals(UsageTopics usage) {
    return usage.topic("totals");
  }

  /** Writes the file, and makes the topic of the figures, of which the broker keeps the time. */
  static Path write(Path folder, String servers, UsageTopics usage, int shards) throws IOException {
    Topics.create(
        totals(usage),
        PARTITIONS,
        Map.of("message.timestamp.type", "LogAppendTime"),
        KafkaProperties.of(Map.of("bootstrap.servers", servers)));
    String text = text(servers, shards, usage.topics(), totals(usage));
    return Files.writeString(folder.resolve("bench.yaml"), text);
  }

  /**
   * The text of the file.
   *
   * @param topics of the sources, in their order
   * @param totals the topic of the figures
   */
  public static String text(String servers, int shards, List<String> topics, String totals) {
    return TEXT.formatted(servers, shards, topics.get(0), topics.get(1), topics.get(2), totals);
  }
}
