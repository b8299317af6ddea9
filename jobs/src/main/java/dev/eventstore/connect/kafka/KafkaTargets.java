package dev.eventstore.connect.kafka;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.spec.StoreTopics;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import org.apache.flink.api.connector.sink2.Sink;

/** Targets that are Kafka topics: the key names what a record is about, the value is its JSON. */
public final class KafkaTargets {
  private KafkaTargets() {}

  public static Sink<OutputRecord> create(String store, String target, KafkaOutput output) {
    return KafkaSinks.exactlyOnce(
        output.topic(),
        output.properties(),
        store + ":" + target,
        new KafkaRecords<>(output.topic(), OutputRecord::key, OutputRecord::json));
  }

  /** A target that is another store. */
  public static Sink<OutputRecord> create(String store, String target, StoreOutput output) {
    return KafkaSinks.exactlyOnce(
        StoreTopics.of(store, "*"),
        output.properties(),
        store + ":" + target,
        new StoreRecords(store));
  }
}
