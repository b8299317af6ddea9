package dev.eventstore.bench.peers;

import dev.eventstore.bench.usage.Totals;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a peer has written, as a consumer of committed records sees it: the last of each counts. */
final class PeerFigures implements AutoCloseable {
  private final TopicReader reader;
  private final List<YearMonth> periods;
  private final Totals totals;
  private long count;
  private long written;

  PeerFigures(String topic, String servers, UsagePlan plan) {
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
      Figure figure = Figure.parse(record.value());
      int period = periods.indexOf(YearMonth.parse(figure.period));
      totals.set(figure.account, period, figure.quantity, figure.calls);
      count++;
      written = Math.max(written, record.timestamp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all records. */
  long count() {
    return count;
  }

  /** When the broker had the last record that was read: epoch milliseconds. */
  long written() {
    return written;
  }

  boolean are(Totals expected) {
    return count >= expected.groups() && totals.differences(expected) == 0;
  }

  /** For a person to read. */
  String differences(Totals expected) {
    return "%d of %d figures are wrong; %d records, %d events and %s bytes instead of %d and %s"
        .formatted(
            totals.differences(expected),
            expected.groups(),
            count,
            totals.events(),
            totals.bytes(),
            expected.events(),
            expected.bytes());
  }

  @Override
  public void close() {
    reader.close();
  }
}
