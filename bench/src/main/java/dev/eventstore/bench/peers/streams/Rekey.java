package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Usage;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Gives each event its account for a key, and each marker the partition that it was read from. */
final class Rekey extends ContextualProcessor<byte[], Usage, String, Usage> {
  @Override
  public void process(Record<byte[], Usage> record) {
    Usage usage = record.value();
    String key = usage.isMarker() ? place() : usage.account;
    context().forward(record.withKey(key));
  }

  private String place() {
    var from = context().recordMetadata().orElseThrow();
    return from.topic() + "/" + from.partition();
  }
}
