package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records to a topic, as the command line and the demo do; each is acknowledged by all. */
public final class TopicWriter implements AutoCloseable {
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
    KafkaClients.bootstrapServers(topic, properties);
    Map<String, Object> config = new HashMap<>(properties.asMap());
    config.put("acks", "all");
    config.putIfAbsent("linger.ms", "5");
    config.putIfAbsent("max.block.ms", "15000");
    config.putIfAbsent("delivery.timeout.ms", "30000");
    config.putIfAbsent("request.timeout.ms", "15000");
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
