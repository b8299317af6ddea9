package dev.eventstore.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Where the processes of a cluster listen: the same for as long as it exists. */
record ClusterPorts(int kafka, int web, int zooKeeper) {
  private static final String FILE = "ports.properties";

  static ClusterPorts choose(ClusterOptions options) {
    return new ClusterPorts(free(options.kafkaPort()), free(options.webPort()), free(0));
  }

  /** Those of the cluster that was made in a folder. */
  static Optional<ClusterPorts> of(ClusterFolder folder) {
    Path file = folder.conf().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties ports = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      ports.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new ClusterPorts(port(ports, "kafka"), port(ports, "web"), port(ports, "zookeeper")));
  }

  void write(ClusterFolder folder) throws IOException {
    Properties ports = new Properties();
    ports.setProperty("kafka", String.valueOf(kafka));
    ports.setProperty("web", String.valueOf(web));
    ports.setProperty("zookeeper", String.valueOf(zooKeeper));
    try (var out = Files.newBufferedWriter(folder.conf().resolve(FILE))) {
      ports.store(out, null);
    }
  }

  private static int port(Properties ports, String name) {
    return Integer.parseInt(ports.getProperty(name));
  }

  private static int free(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "port " + wanted + " is in use; stop what listens there or choose another", e);
    }
  }
}
