package dev.eventstore.connect;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the output of meters goes: each record once, when the checkpoint that holds it is done. */
public final class Targets {
  private Targets() {}

  /**
   * @throws IllegalArgumentException where the target's topic is on no cluster
   */
  public static Sink<OutputRecord> create(StoreSpec spec, TargetSpec target) {
    if (target.output() instanceof KafkaOutput kafka) {
      return KafkaTargets.create(spec.name(), target.name(), kafka);
    }
    return FileTargets.create(spec, (FilesOutput) target.output());
  }
}
