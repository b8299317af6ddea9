package dev.eventstore.local.cluster;

import java.util.Map;

/**
 * How a cluster of processes is made.
 *
 * @param kafkaPort where the broker listens; 0: any free port
 * @param webPort where Flink's REST API and web UI listen; 0: any free port
 * @param flink Flink options that win over those of {@code deploy/flink} and of the cluster
 * @param broker broker properties that win over those of the embedded broker
 */
public record ClusterOptions(
    int kafkaPort,
    int webPort,
    int taskManagers,
    Map<String, String> flink,
    Map<String, String> broker) {

  public ClusterOptions {
    flink = Map.copyOf(flink);
    broker = Map.copyOf(broker);
  }

  /** On free ports. */
  public static ClusterOptions of(int taskManagers, Map<String, String> flink) {
    return new ClusterOptions(0, 0, taskManagers, flink, Map.of());
  }
}
