package dev.eventstore.bench.peers.streams;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Count, scale and digits of a sum. */
final class SumSerde implements Serde<Sum> {
  @Override
  public Serializer<Sum> serializer() {
    return (topic, sum) -> {
      if (sum == null) {
        return null;
      }
      byte[] digits = sum.bytes().unscaledValue().toByteArray();
      return ByteBuffer.allocate(Long.BYTES + 1 + digits.length)
          .putLong(sum.count())
          .put((byte) sum.bytes().scale())
          .put(digits)
          .array();
    };
  }

  @Override
  public Deserializer<Sum> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long count = in.getLong();
      int scale = in.get();
      var digits = new BigInteger(bytes, in.position(), in.remaining());
      return new Sum(new BigDecimal(digits, scale), count);
    };
  }
}
