package dev.eventstore.bench.job;

import dev.eventstore.local.ClusterAddress;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.StorePipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What a store could not be faster than: the process of a job that reads the same topics and keeps
 * nothing. It runs until it is ended.
 */
public final class LimitJob {
  private LimitJob() {}

  /**
   * @param args a {@link Variant}, the store file, the folder for all that is kept, the
   *     parallelism, then options of Flink as {@code key=value}
   */
  public static void main(String[] args) throws Exception {
    StoreSpec spec = StoreFiles.read(Path.of(args[1]));
    int parallelism = Integer.parseInt(args[3]);
    LocalStore local = new LocalStore(spec, Path.of(args[2]), parallelism);
    local.check();
    Configuration settings = local.settings(options(List.of(args).subList(4, args.length)));
    try (LocalCluster cluster = LocalCluster.start(settings, parallelism)) {
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(settings);
      environment.setParallelism(parallelism);
      compose(environment, spec, local.folder(), Variant.valueOf(args[0]));
      JobID job = cluster.submit(environment, spec.name());
      ClusterAddress.write(local.folder(), cluster.restAddress());
      cluster.result(job).get();
    }
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    return options;
  }

  private static void compose(
      StreamExecutionEnvironment environment, StoreSpec spec, Path folder, Variant variant) {
    ConnectorEnds ends = new ConnectorEnds(spec, folder.toString());
    if (variant == Variant.PASS_THROUGH) {
      StorePipeline.compose(environment, spec, ends, new PassThrough());
      return;
    }
    for (SourceSpec source : spec.sources()) {
      ends.source(environment, source)
          .sinkTo(new DiscardingSink<>())
          .name("nothing " + source.name())
          .uid("nothing-" + source.name());
    }
  }
}
