package dev.eventstore.bench.peers.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.bench.peers.Peer;
import dev.eventstore.bench.peers.PeerSettings;
import dev.eventstore.local.FlinkSettings;
import dev.eventstore.local.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job on a cluster in this process. */
public final class FlinkPeer implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long START_MILLIS = 50;

  private final LocalCluster cluster;
  private final String url;

  /** Puts a job together. */
  @FunctionalInterface
  public interface Job {
    /**
     * @return the job in the environment, by its name
     */
    String compose(StreamExecutionEnvironment environment, PeerSettings settings);
  }

  private FlinkPeer(LocalCluster cluster, String url) {
    this.cluster = cluster;
    this.url = url;
  }

  /**
   * Starts a job under the configuration that the store runs with: RocksDB with bloom filters and 1
   * GiB of managed memory, incremental checkpoints, object reuse.
   *
   * @param options win over it
   */
  public static Peer start(Job job, PeerSettings settings, Map<String, String> options)
      throws Exception {
    Map<String, String> all = new HashMap<>();
    String folder = settings.folder().toUri().toString();
    all.put("rest.port", "0");
    all.put("metrics.fetcher.update-interval", "500 ms");
    all.put("execution.checkpointing.interval", PeerSettings.COMMIT_EVERY.toSeconds() + " s");
    all.put("execution.checkpointing.min-pause", "0 ms");
    all.put("execution.checkpointing.dir", folder + "/checkpoints");
    all.put("io.tmp.dirs", settings.folder().resolve("tmp").toString());
    all.putAll(options);
    Configuration configuration = FlinkSettings.local(all);
    LocalCluster cluster = LocalCluster.start(configuration, settings.parallelism());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(settings.parallelism());
    JobID id = cluster.submit(environment, job.compose(environment, settings));
    while (cluster.status(id) != JobStatus.RUNNING) {
      if (cluster.status(id).isTerminalState()) {
        throw new IllegalStateException("the job ended; see its log");
      }
      Thread.sleep(START_MILLIS);
    }
    return new FlinkPeer(cluster, cluster.restAddress() + "/jobs/" + id);
  }

  /** What the operators behind the sources have read; those that drop duplicates read all. */
  @Override
  public long taken() throws IOException {
    long most = 0;
    for (JsonNode vertex : get("").get("vertices")) {
      if (!vertex.get("name").textValue().startsWith("Source:")) {
        most = Math.max(most, vertex.get("metrics").get("read-records").longValue());
      }
    }
    return most;
  }

  /** The whole of the last checkpoint. */
  @Override
  public long stateBytes() throws IOException {
    JsonNode last = get("/checkpoints").get("latest").get("completed");
    return last == null || last.isNull() ? 0 : last.get("state_size").longValue();
  }

  private JsonNode get(String path) throws IOException {
    try (InputStream in = URI.create(url + path).toURL().openStream()) {
      return JSON.readTree(in);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
