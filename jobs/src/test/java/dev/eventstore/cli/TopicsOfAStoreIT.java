package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code send} writes to a topic, and {@code status} of a store that never ran. */
class TopicsOfAStoreIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      kafka: {bootstrap.servers: "%s"}
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string}
      sources:
        - {name: eu, kafka: {topic: usage.eu}}
      meters:
        - {name: evidence, operators: [], targets: [archive]}
      targets:
        archive: {files: {path: out}}
      """;

  @TempDir Path folder;

  @Test
  void linesAreSentByteForByteAndMarkersToEveryPartition() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      KafkaProperties properties =
          KafkaProperties.of(Map.of("bootstrap.servers", kafka.bootstrapServers()));
      Topics.create("usage.eu", 3, properties);
      Path store =
          Files.writeString(
              folder.resolve("store.yaml"), STORE.formatted(kafka.bootstrapServers()));
      Cli json = Cli.call("status", store, "--output", "json");
      assertThat(json.exit()).isZero();
      assertThat(json.err()).isEmpty();
      Cli table = Cli.call("status", store);
      assertThat(table.exit()).isZero();
      assertThat(table.err()).isEqualTo("Store tiny has reported nothing yet.\n");

      byte[] lines =
          "{\"id\":\"\u00ff\"}\r\n \n{\"$complete\":\"2026-08\"}"
              .getBytes(StandardCharsets.ISO_8859_1);
      Path file = Files.write(folder.resolve("lines"), lines);
      Cli send = Cli.call("send", store, "--source", "eu", file);
      assertThat(send.exit()).isZero();
      assertThat(send.err()).endsWith("sent 2 records to usage.eu\n");

      List<String> sent = new ArrayList<>();
      try (TopicReader reader = new TopicReader("usage.eu", properties)) {
        reader.readToEnd(value -> sent.add(new String(value, StandardCharsets.ISO_8859_1)));
      }
      assertThat(sent)
          .containsExactlyInAnyOrder(
              "{\"id\":\"\u00ff\"}",
              "{\"$complete\":\"2026-08\"}",
              "{\"$complete\":\"2026-08\"}",
              "{\"$complete\":\"2026-08\"}");
    }
  }
}
