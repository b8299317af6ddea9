package dev.eventstore.bench.peers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.bench.peers.Usage;
import java.math.BigDecimal;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class SerdesTest {
  @Test
  void eventsMarkersAndSumsComeBackAsTheyWere() {
    Usage usage = new Usage();
    usage.id = "6e789e6a-a1b9-65f4-2cf1-3f1c5b0e1a3d";
    usage.status = 503;
    usage.bytes = new BigDecimal("123456.789");
    usage.micros = 1_767_225_600_123_456L;
    Usage marker = new Usage();
    marker.micros = 7;

    assertThat(again(UsageSerde.binary(), usage)).usingRecursiveComparison().isEqualTo(usage);
    assertThat(again(UsageSerde.binary(), marker).isMarker()).isTrue();
    assertThat(again(UsageSerde.binary(), marker).micros).isEqualTo(7);
    Sum sum = new Sum(new BigDecimal("99999999999999999999.999"), 3);
    assertThat(again(new SumSerde(), sum)).isEqualTo(sum);
  }

  private static <T> T again(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("t", serde.serializer().serialize("t", value));
  }
}
