package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * JSON as sources report it, and a short form of what the application needs, for its own topics.
 */
final class UsageSerde {
  private static final int FIXED = 3 + Integer.BYTES + Long.BYTES;

  private UsageSerde() {}

  static Serde<Usage> ofJson() {
    return Serdes.serdeFrom(
        (topic, usage) -> {
          throw new UnsupportedOperationException("only sources write JSON");
        },
        (topic, bytes) -> {
          try {
            return Usage.parse(bytes);
          } catch (IOException e) {
            throw new SerializationException(e);
          }
        });
  }

  /** The account is the key of the record. */
  static Serde<Usage> binary() {
    Serializer<Usage> serializer = (topic, usage) -> write(usage);
    Deserializer<Usage> deserializer = (topic, bytes) -> read(bytes);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private static byte[] write(Usage usage) {
    if (usage.isMarker()) {
      return ByteBuffer.allocate(FIXED).putLong(usage.micros).array();
    }
    byte[] id = usage.id.getBytes(StandardCharsets.UTF_8);
    byte[] digits = usage.bytes.unscaledValue().toByteArray();
    return ByteBuffer.allocate(FIXED + id.length + digits.length)
        .putLong(usage.micros)
        .putInt(usage.status)
        .put((byte) usage.bytes.scale())
        .putShort((short) id.length)
        .put(id)
        .put(digits)
        .array();
  }

  private static Usage read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Usage usage = new Usage();
    usage.micros = in.getLong();
    usage.status = in.getInt();
    int scale = in.get();
    int length = in.getShort();
    if (length > 0) {
      usage.id = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
      int digits = in.position() + length;
      usage.bytes = new BigDecimal(new BigInteger(bytes, digits, bytes.length - digits), scale);
    }
    return usage;
  }
}
