package dev.eventstore.connect;

import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import org.apache.flink.api.connector.sink2.Sink;

/** The sink of each target. */
public final class Targets {
  private Targets() {}

  public static Sink<OutputRecord> create(String store, TargetSpec target) {
    if (target.output() instanceof KafkaOutput kafka) {
      return KafkaTargets.create(store + "-" + target.name(), kafka);
    }
    return FileTargets.create((FilesOutput) target.output());
  }
}
