package dev.eventstore.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.spec.ChannelSpec.Topic;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.StatusRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What the demo sees of the store: its period reports and its usage records. */
final class DemoWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TopicReader status;
  private final TopicReader usage;
  private final Map<String, PeriodReport> reports = new TreeMap<>();
  private final Map<String, JsonNode> records = new TreeMap<>();
  private int seen;

  DemoWatch(StoreSpec spec, KafkaOutput output) {
    Topic topic = (Topic) spec.status();
    status = new TopicReader(topic.topic(), topic.properties());
    usage = new TopicReader(output.topic(), output.properties());
  }

  /**
   * Watches on until a condition holds.
   *
   * @throws IllegalStateException where it does not within 90 seconds
   */
  void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the demo waited 90 seconds for " + what + " in vain; is the machine very busy?");
      }
      status.poll(this::report);
      usage.poll(this::record);
    }
  }

  private void report(byte[] json) {
    try {
      if (StatusRecord.fromJson(json) instanceof PeriodReport report) {
        reports.put(report.period() == null ? "" : report.period(), report);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(byte[] json) {
    try {
      JsonNode record = JSON.readTree(json);
      String id = record.get("id").textValue();
      JsonNode known = records.get(id);
      if (known == null || known.get("revision").intValue() < record.get("revision").intValue()) {
        records.put(id, record);
      }
      seen++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last report of a period, or null. */
  PeriodReport report(String period) {
    return reports.get(period);
  }

  Map<String, PeriodReport> reports() {
    return reports;
  }

  /** How many events of all periods a source has received. */
  long received(String source) {
    return reports.values().stream()
        .map(report -> report.sources().get(source))
        .mapToLong(SourceReport::received)
        .sum();
  }

  /** Usage records by id, the highest revision of each. */
  Map<String, JsonNode> records() {
    return records;
  }

  /** How many records were read, all revisions. */
  int seen() {
    return seen;
  }

  @Override
  public void close() {
    status.close();
    usage.close();
  }
}
