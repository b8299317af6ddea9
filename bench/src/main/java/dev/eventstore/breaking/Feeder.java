package dev.eventstore.breaking;

import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.decode.Markers;
import dev.eventstore.spec.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends what the sources report, in its own time, however long the broker is away. */
final class Feeder implements AutoCloseable {
  private static final String FOR_EVER = String.valueOf(Integer.MAX_VALUE);
  private static final int STEPS = 20;

  private final Map<String, TopicWriter> writers = new HashMap<>();

  Feeder(String servers) {
    KafkaProperties properties =
        KafkaProperties.of(
            Map.of(
                "bootstrap.servers", servers,
                "delivery.timeout.ms", FOR_EVER,
                "max.block.ms", FOR_EVER,
                "request.timeout.ms", "5000"));
    for (String source : Load.SOURCES) {
      writers.put(source, new TopicWriter(source, properties));
    }
  }

  /** Sends over some time, and then that the period is complete. */
  CompletableFuture<Void> feed(List<Load.Sent> records, String period, long millis) {
    return CompletableFuture.runAsync(
        () -> {
          int step = records.size() / STEPS + 1;
          for (int from = 0; from < records.size(); from += step) {
            send(records.subList(from, Math.min(from + step, records.size())));
            Waiting.sleep(millis / STEPS);
          }
          for (TopicWriter writer : writers.values()) {
            writer.complete(Markers.toJson(period));
            writer.flush();
          }
        });
  }

  void send(List<Load.Sent> records) {
    for (Load.Sent record : records) {
      writers.get(record.source()).send(null, record.line().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    writers.values().forEach(TopicWriter::close);
  }
}
