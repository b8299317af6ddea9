package dev.eventstore.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.bench.usage.Totals;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the store has published, as a consumer of committed records sees it. */
final class Figures implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TopicReader reader;
  private final List<YearMonth> periods;
  private final Totals totals;
  private long first;
  private long revisions;
  private long written;

  Figures(String topic, String servers, UsagePlan plan) {
    this.reader =
        new TopicReader(
            topic,
            KafkaProperties.of(Map.of("bootstrap.servers", servers, "max.poll.records", "20000")));
    this.periods = plan.periods();
    this.totals = new Totals(plan);
  }

  /** Reads what is there, waiting a moment for it. */
  void poll() {
    reader.pollRecords(this::take);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode figure = JSON.readTree(record.value());
      JsonNode values = figure.get("values");
      totals.set(
          figure.get("group").get("account_id").textValue(),
          periods.indexOf(YearMonth.parse(figure.get("period").textValue())),
          new BigDecimal(values.get("quantity").textValue()),
          values.get("calls").longValue());
      if (figure.get("revision").intValue() == 0) {
        first++;
      } else {
        revisions++;
      }
      written = Math.max(written, record.timestamp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many groups were published. */
  long first() {
    return first;
  }

  /** How many corrections of them. */
  long revisions() {
    return revisions;
  }

  /** When the broker had the last record that was read: epoch milliseconds. */
  long written() {
    return written;
  }

  boolean are(Totals expected) {
    return totals.differences(expected) == 0;
  }

  @Override
  public void close() {
    reader.close();
  }
}
