package dev.eventstore.bench;

import dev.eventstore.local.FlinkSettings;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.StorePipeline;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/** One run of the store on a cluster of its own. */
final class BenchRun implements AutoCloseable {
  private final LocalCluster cluster;
  private final JobID job;

  /**
   * @param store in the place of the event store, or null
   */
  BenchRun(
      StoreSpec spec,
      Map<String, String> options,
      int parallelism,
      OneInputStreamOperator<UsageEvent, MeterOutput> store)
      throws Exception {
    BenchEnds.reset();
    Configuration settings = FlinkSettings.with(options);
    cluster = LocalCluster.start(settings, parallelism);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    if (store == null) {
      StorePipeline.compose(environment, spec, new BenchEnds(spec));
    } else {
      StorePipeline.compose(environment, spec, new BenchEnds(spec), store);
    }
    job = cluster.submit(environment, "bench");
  }

  /** Where the job's statistics are, in Flink's REST API. */
  String url() throws Exception {
    return cluster.restAddress() + "/jobs/" + job;
  }

  /**
   * Stops with a savepoint.
   *
   * @return its address
   */
  String stop(Path folder) throws Exception {
    return cluster.stop(job, folder);
  }

  /** The moment a condition holds, in nanoseconds. */
  long await(BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      if (cluster.status(job).isTerminalState()) {
        throw new IllegalStateException("the job ended; see its log");
      }
      Thread.sleep(5);
    }
    return System.nanoTime();
  }

  @Override
  public void close() {
    try {
      if (!cluster.status(job).isTerminalState()) {
        cluster.cancel(job);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the job did not stop", e);
    } finally {
      cluster.close();
    }
  }
}
