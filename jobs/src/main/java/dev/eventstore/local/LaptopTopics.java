package dev.eventstore.local;

import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.KafkaOutput;

/** The topics of stores on a broker that this program starts: there, nobody else makes them. */
public final class LaptopTopics {
  private static final int SOURCE_PARTITIONS = 4;

  private LaptopTopics() {}

  /** Makes what a store names on the broker and is missing; its channels are made with its job. */
  public static void create(StoreSpec spec, String broker) {
    for (SourceSpec source : spec.sources()) {
      if (source.input() instanceof KafkaInput kafka) {
        create(kafka.topic(), SOURCE_PARTITIONS, kafka.properties(), broker);
      }
    }
    for (TableSpec table : spec.tables()) {
      if (table.input() instanceof TableInTopic kafka
          && broker.equals(kafka.properties().bootstrapServers())) {
        Topics.createCompacted(kafka.topic(), 1, kafka.properties());
      }
    }
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof KafkaOutput kafka) {
        create(kafka.topic(), 1, kafka.properties(), broker);
      }
    }
    if (spec.control() instanceof ChannelSpec.Topic control) {
      create(control.topic(), 1, control.properties(), broker);
    }
  }

  private static void create(
      String topic, int partitions, KafkaProperties properties, String broker) {
    if (broker.equals(properties.bootstrapServers())) {
      Topics.create(topic, partitions, properties);
    }
  }
}
