package dev.eventstore.connect;

import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.Format;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the output of meters goes: each record once, when the checkpoint that holds it is done. */
public final class Targets {
  private Targets() {}

  /**
   * @throws IllegalArgumentException where the target's format is not written, or its topic is on
   *     no cluster
   */
  public static Sink<OutputRecord> create(String store, TargetSpec target) {
    if (target.output() instanceof KafkaOutput kafka) {
      return KafkaTargets.create(store, target.name(), kafka);
    }
    FilesOutput files = (FilesOutput) target.output();
    if (files.format() != Format.JSONL) {
      throw new IllegalArgumentException(
          "files.format of target '" + target.name() + "' is not supported; use jsonl");
    }
    return FileTargets.create(store, files);
  }
}
