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
    if (args.length != 1) {
      throw new IllegalArgumentException("the job takes one argument; give it the store file");
    }
    StoreSpec spec = StoreFiles.read(Path.of(args[0]));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(BoundedRuns.settings(spec));
    String checkpoints =
        environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (checkpoints == null) {
      throw new IllegalArgumentException(
          "execution.checkpointing.dir is not set; give the folder or URI for checkpoints");
    }
    Preflight.check(spec, checkpoints);
    StorePipeline.compose(environment, spec, new ConnectorEnds(spec, checkpoints));
    environment.execute(spec.name());
  }
}
