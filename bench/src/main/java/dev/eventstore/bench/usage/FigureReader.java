package dev.eventstore.bench.usage;

import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Figures on a topic, as a consumer of committed records sees them: the last of each counts. */
public abstract class FigureReader implements AutoCloseable {
  protected final Totals totals;
  private final TopicReader reader;
  private final List<YearMonth> periods;
  private long written;

  protected FigureReader(String topic, String servers, UsagePlan plan) {
    this.reader =
        new TopicReader(
            topic,
            KafkaProperties.of(Map.of("bootstrap.servers", servers, "max.poll.records", "20000")));
    this.periods = plan.periods();
    this.totals = new Totals(plan);
  }

  /** Takes the value of one record. */
  protected abstract void take(byte[] json) throws IOException;

  /**
   * @param period such as {@code 2026-03}
   */
  protected final void set(String account, String period, BigDecimal quantity, long calls) {
    totals.set(account, periods.indexOf(YearMonth.parse(period)), quantity, calls);
  }

  /** Reads what is there, waiting a moment for it. */
  public final void poll() {
    reader.pollRecords(this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      take(record.value());
      written = Math.max(written, record.timestamp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the broker had the last record that was read: epoch milliseconds. */
  public final long written() {
    return written;
  }

  public boolean are(Totals expected) {
    return totals.differences(expected) == 0;
  }

  @Override
  public final void close() {
    reader.close();
  }
}
