package dev.eventstore.demo;

import dev.eventstore.connect.channel.ChannelWriter;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.control.Command;
import dev.eventstore.decode.Markers;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the demo does with the broker in the place of the regions. */
final class DemoBroker {
  private static final int PARTITIONS = 2;

  private final StoreSpec spec;

  DemoBroker(StoreSpec spec) {
    this.spec = spec;
  }

  void createTopics() {
    spec.sources()
        .forEach(
            source -> {
              KafkaInput input = (KafkaInput) source.input();
              Topics.create(input.topic(), PARTITIONS, input.properties());
            });
    KafkaOutput usage = usage();
    Topics.create(usage.topic(), 1, usage.properties());
  }

  KafkaOutput usage() {
    return (KafkaOutput) spec.target("usage").output();
  }

  void report(String region, List<String> lines) {
    try (TopicWriter writer = writer(region)) {
      lines.forEach(line -> writer.send(null, line.getBytes(StandardCharsets.UTF_8)));
      writer.flush();
    }
  }

  void complete(String region, String period) {
    try (TopicWriter writer = writer(region)) {
      writer.complete(Markers.toJson(period));
      writer.flush();
    }
  }

  void approve(String period, String actor, String reason) {
    String id = UUID.randomUUID().toString();
    Command approval = Command.ofPeriod(id, Command.APPROVE, period, null, actor, reason, null);
    ChannelWriter.write(spec.control(), null, id, Map.of("command", approval.toJson()));
  }

  private TopicWriter writer(String region) {
    KafkaInput input = (KafkaInput) spec.source(region).input();
    return new TopicWriter(input.topic(), input.properties());
  }
}
