package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Usage;
import java.io.IOException;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Reads records of usage by Jackson. */
final class UsageSchema extends AbstractDeserializationSchema<Usage> {
  private static final long serialVersionUID = 1L;

  @Override
  public Usage deserialize(byte[] message) throws IOException {
    return Usage.parse(message);
  }
}
