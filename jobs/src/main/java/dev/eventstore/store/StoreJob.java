package dev.eventstore.store;

import dev.eventstore.spec.StoreSpec;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one store, for {@code flink run} and the Kubernetes operator. Flink's own options are
 * given to Flink, by {@code -D} or its configuration file.
 */
public final class StoreJob {
  private StoreJob() {}

  /**
   * @param args the store file, see {@link StoreLocation}
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("the job takes one argument; give it the store file");
    }
    StoreSpec spec = StoreLocation.read(args[0]);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(BoundedRuns.settings(spec));
    JobStart start = new JobStart(environment.getConfiguration());
    start.check(spec);
    StorePipeline.compose(environment, spec, new ConnectorEnds(spec, start.checkpoints()));
    environment.execute(spec.name());
  }
}
