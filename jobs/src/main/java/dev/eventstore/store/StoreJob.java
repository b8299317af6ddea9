package dev.eventstore.store;

import dev.eventstore.connect.Preflight;
import dev.eventstore.spec.StoreFiles;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one store, for {@code flink run} and the Kubernetes operator. Flink's own options are
 * given to Flink, by {@code -D} or its configuration file.
 */
public final class StoreJob {
  private StoreJob() {}

  /**
   * @param args the store file
   */
  public static void main(String[] args) throws Exception {
    StoreSpec spec = StoreFiles.read(Path.of(args[0]));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    String checkpoints =
        environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    Preflight.check(spec, checkpoints);
    StorePipeline.compose(environment, spec, new ConnectorEnds(spec, checkpoints));
    environment.execute(spec.name());
  }
}
