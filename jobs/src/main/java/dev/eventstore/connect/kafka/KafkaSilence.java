package dev.eventstore.connect.kafka;

import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.time.Duration;

/** Opens probes that ask the brokers of a Kafka source. */
public final class KafkaSilence implements SilenceProbe.Factory {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaInput input;

  public KafkaSilence(KafkaInput input) {
    this.input = input;
  }

  @Override
  public SilenceProbe open() {
    return new AskingProbe(new UnreadRecords(input, PATIENCE));
  }
}
