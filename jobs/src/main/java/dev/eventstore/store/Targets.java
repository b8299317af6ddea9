package dev.eventstore.store;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.files.targets.FileTargets;
import dev.eventstore.connect.jdbc.JdbcTarget;
import dev.eventstore.connect.kafka.KafkaTargets;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.FilesOutput;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the output of meters goes: to topics and files each record once, when the checkpoint that
 * holds it is done; to databases the highest revision of each.
 */
public final class Targets {
  private Targets() {}

  /**
   * @throws IllegalArgumentException where the target's topic is on no cluster
   */
  public static Sink<OutputRecord> create(StoreSpec spec, TargetSpec target) {
    if (target.output() instanceof KafkaOutput kafka) {
      return KafkaTargets.create(spec.name(), target.name(), kafka);
    }
    if (target.output() instanceof StoreOutput feed) {
      return KafkaTargets.create(spec.name(), target.name(), feed);
    }
    if (target.output() instanceof JdbcOutput) {
      return new JdbcTarget(spec, target);
    }
    return FileTargets.create(spec, (FilesOutput) target.output());
  }
}
