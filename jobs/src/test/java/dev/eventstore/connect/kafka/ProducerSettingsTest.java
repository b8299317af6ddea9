package dev.eventstore.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.KafkaProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
  @Test
  void hasDefaultsThatSuitCheckpoints() {
    assertThat(ProducerSettings.exactlyOnce(KafkaProperties.none()))
        .containsEntry("transaction.timeout.ms", "840000")
        .containsEntry("linger.ms", "100")
        .containsEntry("batch.size", "131072")
        .containsEntry("compression.type", "lz4")
        .containsEntry("max.request.size", "33554432")
        .containsEntry("acks", "all");
  }

  @Test
  void gathersLittleOfWhatIsReadAtOnce() {
    assertThat(ProducerSettings.atLeastOnce(KafkaProperties.none()))
        .containsEntry("linger.ms", "5")
        .containsEntry("compression.type", "lz4")
        .containsEntry("acks", "all")
        .doesNotContainKey("batch.size");
  }

  @Test
  void letsTheStoreFileWinExceptOverWhatDeliveryRestsOn() {
    KafkaProperties given =
        KafkaProperties.of(
            Map.of(
                "transaction.timeout.ms", "60000",
                "linger.ms", "0",
                "batch.size", "1024",
                "compression.type", "none",
                "acks", "0",
                "enable.idempotence", "false",
                "transactional.id", "mine",
                "ssl.key.password", "x"));

    assertThat(ProducerSettings.exactlyOnce(given))
        .containsEntry("transaction.timeout.ms", "60000")
        .containsEntry("linger.ms", "0")
        .containsEntry("batch.size", "1024")
        .containsEntry("compression.type", "none")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("ssl.key.password", "x")
        .doesNotContainKey("transactional.id");
  }
}
