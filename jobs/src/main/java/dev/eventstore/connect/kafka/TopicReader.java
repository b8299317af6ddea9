package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ChannelReader;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, committed records only, in no group. For one thread. */
public final class TopicReader implements ChannelReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final String topic;
  private final KafkaProperties properties;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @throws ConnectException where the topic cannot be read
   */
  public TopicReader(String topic, KafkaProperties properties) {
    this.topic = topic;
    this.properties = properties;
    KafkaClients.bootstrapServers(topic, properties);
    Map<String, Object> config = KafkaClients.groupless(properties, TIMEOUT);
    config.put("isolation.level", "read_committed");
    config.put("allow.auto.create.topics", "false");
    try {
      consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
  }

  /** Hands over what has come since the last call, waiting a moment for it. */
  public void poll(Consumer<byte[]> values) {
    pollRecords(valuesTo(values));
  }

  /** The same with keys, places and times, and with records without value. */
  public void pollRecords(Consumer<ConsumerRecord<byte[], byte[]>> records) {
    try {
      consumer.poll(POLL).forEach(records);
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
  }

  private static Consumer<ConsumerRecord<byte[], byte[]>> valuesTo(Consumer<byte[]> values) {
    return read -> {
      if (read.value() != null) {
        values.accept(read.value());
      }
    };
  }

  @Override
  public void readToEnd(Consumer<byte[]> values) {
    readRecordsToEnd(valuesTo(values));
  }

  /** As {@link #readToEnd}, with keys and records without value. */
  void readRecordsToEnd(Consumer<ConsumerRecord<byte[], byte[]>> records) {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      long missing = missing(ends);
      long progress = System.nanoTime();
      while (missing > 0) {
        pollRecords(records);
        long before = missing;
        missing = missing(ends);
        if (missing < before) {
          progress = System.nanoTime();
        } else if (System.nanoTime() - progress > TIMEOUT.toNanos()) {
          throw new TimeoutException();
        }
      }
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
  }

  /** How many offsets there are up to the ends. */
  private long missing(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
