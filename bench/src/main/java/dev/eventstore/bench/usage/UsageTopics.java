package dev.eventstore.bench.usage;

import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.decode.Markers;
import dev.eventstore.spec.KafkaProperties;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The topics that usage is reported to, one of each source. A source writes all that comes before
 * the close, then a marker that all months are complete to each partition, then what comes late.
 */
public final class UsageTopics {
  private static final Map<String, String> FAST =
      Map.of("linger.ms", "50", "batch.size", "524288", "buffer.memory", "67108864");

  private final UsageEvents events;
  private final String name;
  private final KafkaProperties broker;

  /**
   * What was written.
   *
   * @param bytes of their values: the raw JSON
   */
  public record Written(long records, long bytes) {}

  /**
   * @param name the topics are {@code name.eu} and so on
   */
  public UsageTopics(UsageEvents events, String name, String bootstrapServers) {
    this.events = events;
    this.name = name;
    this.broker = KafkaProperties.of(Map.of("bootstrap.servers", bootstrapServers));
  }

  public UsageEvents events() {
    return events;
  }

  public String topic(String source) {
    return name + "." + source;
  }

  /** In the order of {@link UsagePlan#SOURCES}. */
  public List<String> topics() {
    return UsagePlan.SOURCES.stream().map(this::topic).toList();
  }

  /** Makes the topics, and writes all that comes before the close. */
  public Written fill() {
    topics().forEach(topic -> Topics.create(topic, UsagePlan.PARTITIONS, broker));
    return write(UsageReport::onTime);
  }

  /**
   * Writes to every partition the JSON {@code {"$complete": "2026-03"}}, of the last month, with
   * the header {@code event-store: complete}: it covers the months before too. When it returns, the
   * broker has acknowledged all.
   */
  public void complete() {
    List<?> periods = events.plan().periods();
    byte[] marker = Markers.toJson(periods.get(periods.size() - 1).toString());
    for (String topic : topics()) {
      try (TopicWriter writer = new TopicWriter(topic, broker)) {
        writer.complete(marker);
        writer.flush();
      }
    }
  }

  /** Writes what comes late, each event once. */
  public Written late() {
    return write(UsageReport::late);
  }

  /** Each source in a thread of its own; the order within a partition is that of one thread. */
  private Written write(Consumer<UsageReport> what) {
    LongAdder records = new LongAdder();
    LongAdder bytes = new LongAdder();
    IntStream.range(0, UsagePlan.SOURCES.size())
        .parallel()
        .forEach(source -> write(source, what, records, bytes));
    return new Written(records.sum(), bytes.sum());
  }

  private void write(int source, Consumer<UsageReport> what, LongAdder records, LongAdder bytes) {
    KafkaProperties fast = KafkaProperties.of(FAST).overriddenBy(broker);
    try (TopicWriter writer = new TopicWriter(topic(UsagePlan.SOURCES.get(source)), fast)) {
      what.accept(
          new UsageReport(
              events,
              source,
              (partition, record) -> {
                writer.send(partition, record);
                records.increment();
                bytes.add(record.length);
              }));
      writer.flush();
    }
  }
}
