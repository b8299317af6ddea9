package dev.eventstore.local.cluster;

import dev.eventstore.local.FlinkSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what the processes of a cluster read at their start. */
final class ClusterFiles {
  private static final String LOOPBACK = "localhost";

  private final ClusterFolder folder;

  ClusterFiles(ClusterFolder folder) {
    this.folder = folder;
  }

  void write(ClusterPorts ports, ClusterOptions options) throws IOException {
    for (Path made : new Path[] {folder.conf(), folder.log(), folder.run(), folder.tmp()}) {
      Files.createDirectories(made);
    }
    ports.write(folder);
    writeFlink(ports, options);
    writeZooKeeper(ports);
    writeBroker(ports, options);
    try (InputStream log4j =
        ClusterFiles.class.getResourceAsStream("/dev/eventstore/local/log4j2.properties")) {
      Files.copy(log4j, log4j(folder), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static Path log4j(ClusterFolder folder) {
    return folder.conf().resolve("log4j2.properties");
  }

  static Path zooKeeper(ClusterFolder folder) {
    return folder.conf().resolve("zoo.cfg");
  }

  static Path broker(ClusterFolder folder) {
    return folder.conf().resolve("broker.properties");
  }

  private void writeFlink(ClusterPorts ports, ClusterOptions options) throws IOException {
    Map<String, String> settings = new HashMap<>(machine(ports));
    settings.putAll(MEMORY);
    settings.putAll(options.flink());
    String lines =
        new TreeMap<>(FlinkSettings.with(settings).toMap())
            .entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    Files.writeString(folder.conf().resolve("config.yaml"), lines);
  }

  /** Nothing is reachable from elsewhere; a JobManager that is started again finds its jobs. */
  private Map<String, String> machine(ClusterPorts ports) {
    Map<String, String> settings = new HashMap<>();
    for (String host :
        new String[] {
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host",
          "rest.address",
          "rest.bind-address"
        }) {
      settings.put(host, LOOPBACK);
    }
    settings.put("rest.port", String.valueOf(ports.web()));
    settings.put("rest.bind-port", String.valueOf(ports.web()));
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", LOOPBACK + ":" + ports.zooKeeper());
    settings.put("high-availability.zookeeper.client.session-timeout", "5 s");
    settings.put("high-availability.storageDir", uri(folder.state().resolve("ha")));
    settings.put("execution.checkpointing.dir", uri(folder.state().resolve("checkpoints")));
    settings.put(
        "execution.checkpointing.savepoint-dir", uri(folder.state().resolve("savepoints")));
    settings.put("io.tmp.dirs", folder.tmp().toString());
    settings.put("heartbeat.interval", "2 s");
    settings.put("heartbeat.timeout", "10 s");
    settings.put("pekko.startup-timeout", "1 min");
    settings.put("taskmanager.numberOfTaskSlots", "2");
    return settings;
  }

  /**
   * Flink's scripts compute every part from the size of the process; a TaskManager that is started
   * without them has to be told each.
   */
  private static final Map<String, String> MEMORY =
      Map.of(
          "taskmanager.cpu.cores", "1",
          "taskmanager.memory.framework.heap.size", "128 mb",
          "taskmanager.memory.framework.off-heap.size", "64 mb",
          "taskmanager.memory.task.heap.size", "256 mb",
          "taskmanager.memory.task.off-heap.size", "0 b",
          "taskmanager.memory.managed.size", "256 mb",
          "taskmanager.memory.jvm-metaspace.size", "256 mb",
          "taskmanager.memory.jvm-overhead.min", "64 mb",
          "taskmanager.memory.jvm-overhead.max", "64 mb");

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  private void writeZooKeeper(ClusterPorts ports) throws IOException {
    Files.writeString(
        zooKeeper(folder),
        """
        dataDir=%s
        clientPort=%d
        clientPortAddress=%s
        tickTime=500
        initLimit=10
        syncLimit=5
        admin.enableServer=false
        """
            .formatted(folder.zookeeper(), ports.zooKeeper(), LOOPBACK));
  }

  private void writeBroker(ClusterPorts ports, ClusterOptions options) throws IOException {
    Properties broker = new Properties();
    broker.putAll(options.broker());
    broker.setProperty(BrokerProcess.PORT, String.valueOf(ports.kafka()));
    try (var out = Files.newBufferedWriter(broker(folder))) {
      broker.store(out, null);
    }
  }
}
