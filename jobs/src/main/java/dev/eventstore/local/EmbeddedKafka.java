package dev.eventstore.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: one KRaft node for the demo, {@code up} and tests. It listens on
 * the loopback address only, and its topics outlive it in the data folder.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE = 1;
  private static final String HOST = "localhost";
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final FolderLock lock;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, String bootstrapServers) {
    this.server = server;
    this.lock = lock;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker without authentication; see {@link #start(Path, int, Map)}. */
  public static EmbeddedKafka start(Path dataFolder, int port) {
    return start(dataFolder, port, Map.of());
  }

  /**
   * Starts a broker and returns when it answers clients.
   *
   * @param dataFolder where its topics are kept; made where it does not exist
   * @param port the port clients connect to; 0 for any free one
   * @param properties broker properties that add to or replace the defaults; {@code listeners}
   *     keeps one listener named {@code CLIENT}, whose protocol {@code
   *     listener.security.protocol.map} sets
   * @throws IllegalStateException with one sentence that names the port or the folder, and the
   *     remedy
   */
  public static EmbeddedKafka start(Path dataFolder, int port, Map<String, String> properties) {
    int clientPort = port == 0 ? freePort() : requireFree(port);
    Map<String, String> config = defaults(dataFolder, clientPort, freePort());
    config.putAll(properties);
    FolderLock lock = lock(dataFolder);
    KafkaRaftServer server = null;
    try {
      format(dataFolder);
      server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, lock, HOST + ":" + clientPort);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      lock.close();
      throw startFailure(dataFolder, e);
    }
  }

  /** Kafka finds out too, but only once it has looked into the other's files. */
  private static FolderLock lock(Path dataFolder) {
    try {
      FolderLock lock = FolderLock.take(dataFolder);
      if (lock != null) {
        return lock;
      }
    } catch (IOException e) {
      throw startFailure(dataFolder, e);
    }
    throw new IllegalStateException(
        "the data folder "
            + dataFolder
            + " is used by another broker; stop it or name another folder");
  }

  /** Where clients connect, such as {@code localhost:9092}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Writes everything to disk and stops; the data folder can be started from again. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static Map<String, String> defaults(Path folder, int clientPort, int controllerPort) {
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", String.valueOf(NODE));
    config.put("log.dirs", folder.toAbsolutePath().toString());
    config.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    config.put("controller.listener.names", CONTROLLER);
    config.put("inter.broker.listener.name", "CLIENT");
    config.put(
        "listeners",
        "CLIENT://"
            + HOST
            + ":"
            + clientPort
            + ","
            + CONTROLLER
            + "://"
            + HOST
            + ":"
            + controllerPort);
    config.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("auto.create.topics.enable", "false");
    // One node: every internal topic has one replica, and few partitions so that it is up quickly.
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("transaction.state.log.num.partitions", "4");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    return config;
  }

  /** Writes the folder's identity; a folder that has one keeps it. */
  private static void format(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(folder.toAbsolutePath().toString()))
        .setMetadataLogDirectory(folder.toAbsolutePath().toString())
        .setControllerListenerName(CONTROLLER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static IllegalStateException startFailure(Path folder, Exception cause) {
    return new IllegalStateException(
        "the embedded Kafka broker did not start on the data folder "
            + folder
            + " ("
            + cause.getMessage()
            + "); check that it is writable, or name a new folder",
        cause);
  }

  private static int requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(HOST, port));
      return port;
    } catch (IOException e) {
      throw new IllegalStateException(
          "port "
              + port
              + " for the embedded Kafka broker is in use; stop the program that"
              + " listens there or choose another port",
          e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("this machine has no free port for a Kafka broker", e);
    }
  }
}
