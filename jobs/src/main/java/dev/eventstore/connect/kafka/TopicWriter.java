package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records to a topic, as the command line and the demo do; each is acknowledged by all. */
public final class TopicWriter implements AutoCloseable {
  /** Whoever types a command does not wait longer; the store file may say otherwise. */
  private static final Map<String, String> WAITING =
      Map.of(
          "max.block.ms", "15000", "delivery.timeout.ms", "30000", "request.timeout.ms", "15000");

  private final String topic;
  private final KafkaProperties properties;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @throws ConnectException where the properties are wrong or the topic cannot be used
   */
  public TopicWriter(String topic, KafkaProperties properties) {
    this.topic = topic;
    this.properties = properties;
    KafkaSources.partitions(new KafkaInput(topic, properties));
    Properties config = ProducerSettings.atLeastOnce(properties);
    if (Collections.disjoint(properties.asMap().keySet(), WAITING.keySet())) {
      config.putAll(WAITING);
    }
    try {
      producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
  }

  /**
   * @param key records of one key stay in their order; null: anywhere
   */
  public void send(byte[] key, byte[] value) {
    send(new ProducerRecord<>(topic, key, value));
  }

  public void send(int partition, byte[] value) {
    send(new ProducerRecord<>(topic, partition, (byte[]) null, value));
  }

  /**
   * Sends a refused record again.
   *
   * @param timestamp the record's, epoch milliseconds; null: now
   * @param place where the refused one was read
   */
  public void resubmit(byte[] key, byte[] value, Long timestamp, String place) {
    send(new ProducerRecord<>(topic, null, timestamp, key, value, ResubmittedHeader.of(place)));
  }

  /**
   * Writes a completeness marker to every partition, after what was sent before.
   *
   * @return how many partitions there are
   */
  public int complete(byte[] marker) {
    int partitions;
    try {
      partitions = producer.partitionsFor(topic).size();
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
    for (int partition = 0; partition < partitions; partition++) {
      send(new ProducerRecord<>(topic, partition, (byte[]) null, marker, CompleteHeader.ALONE));
    }
    return partitions;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record, (metadata, exception) -> failure.compareAndSet(null, exception));
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
    throwFailure();
  }

  /** Waits until all is acknowledged. */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  private void throwFailure() {
    if (failure.get() != null) {
      throw KafkaFailures.of(topic, properties, failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
    throwFailure();
  }
}
