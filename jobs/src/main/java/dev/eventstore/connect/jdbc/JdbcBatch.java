package dev.eventstore.connect.jdbc;

import dev.eventstore.connect.NewerLayout;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Records that wait for their checkpoint to be done.
 *
 * @param bytes the records, see {@link JdbcWriter}; they are held in memory and in checkpoints, and
 *     so compressed
 */
public record JdbcBatch(byte[] bytes) {

  static final class Serializer implements SimpleVersionedSerializer<JdbcBatch> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(JdbcBatch batch) {
      return batch.bytes;
    }

    @Override
    public JdbcBatch deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw NewerLayout.of(version);
      }
      return new JdbcBatch(serialized);
    }
  }
}
