package dev.eventstore.cli;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink cluster of one JobManager and some TaskManagers, each in a process of its own, with
 * Flink's libraries and nothing of this project.
 */
final class ProcessCluster implements AutoCloseable {
  /** What a Flink distribution holds. */
  private static final Pattern FLINK =
      Pattern.compile(
          "(flink-(?!connector-kafka|connector-base|state-processor|runtime-web).*|frocksdbjni-.*"
              + "|log4j-.*|slf4j-api-.*|kryo-.*|minlog-.*|objenesis-.*|reflectasm-.*|javassist-.*"
              + "|commons-(cli|lang3|text|math3|collections|io|compress)-.*|snappy-java-.*"
              + "|lz4-java-.*|snakeyaml-engine-.*|async-profiler-.*|jsr305-.*)[.]jar");

  private static final String CONFIG =
      """
      jobmanager.rpc.address: localhost
      jobmanager.rpc.port: %d
      jobmanager.bind-host: localhost
      taskmanager.bind-host: localhost
      taskmanager.host: localhost
      rest.address: localhost
      rest.bind-address: localhost
      rest.port: %d
      rest.bind-port: %d
      execution.checkpointing.dir: %s
      execution.checkpointing.savepoint-dir: %s
      io.tmp.dirs: %s
      heartbeat.interval: 1 s
      heartbeat.timeout: 5 s
      taskmanager.numberOfTaskSlots: 2
      taskmanager.cpu.cores: 1
      taskmanager.memory.framework.heap.size: 128 mb
      taskmanager.memory.framework.off-heap.size: 64 mb
      taskmanager.memory.task.heap.size: 256 mb
      taskmanager.memory.task.off-heap.size: 0 b
      taskmanager.memory.network.min: 128 mb
      taskmanager.memory.network.max: 128 mb
      taskmanager.memory.managed.size: 128 mb
      taskmanager.memory.jvm-metaspace.size: 256 mb
      taskmanager.memory.jvm-overhead.min: 64 mb
      taskmanager.memory.jvm-overhead.max: 64 mb
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();
  private int started;

  private ProcessCluster(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.port = freePort();
  }

  static ProcessCluster start(Path folder, int taskManagers) throws IOException {
    ProcessCluster cluster = new ProcessCluster(folder);
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(
        folder.resolve("config.yaml"),
        CONFIG.formatted(
            freePort(),
            cluster.port,
            cluster.port,
            folder.resolve("checkpoints").toUri(),
            folder.resolve("savepoints").toUri(),
            folder.resolve("tmp")));
    cluster.start(StandaloneSessionClusterEntrypoint.class);
    for (int i = 0; i < taskManagers; i++) {
      cluster.start(TaskManagerRunner.class);
    }
    cluster.awaitTaskManagers(taskManagers);
    return cluster;
  }

  private void awaitTaskManagers(int count) throws IOException {
    HttpRequest overview =
        HttpRequest.newBuilder(URI.create("http://" + address() + "/overview")).build();
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        String answer = client.send(overview, HttpResponse.BodyHandlers.ofString()).body();
        if (answer.contains("\"taskmanagers\":" + count + ",")) {
          return;
        }
        Thread.sleep(100);
      } catch (ConnectException e) {
        // It starts.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("the cluster in " + folder + " has not started");
  }

  private void start(Class<?> main) throws IOException {
    File log = folder.resolve(main.getSimpleName() + ++started + ".log").toFile();
    processes.add(java(main, log, List.of("--configDir", folder.toString())));
  }

  /** Calls Flink's own command line; what it says. */
  String flink(String... arguments) throws Exception {
    File out = folder.resolve("flink" + ++started + ".out").toFile();
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(1, List.of("--jobmanager", address()));
    java(CliFrontend.class, out, words).waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return Files.readString(out.toPath());
  }

  private Process java(Class<?> main, File out, List<String> arguments) throws IOException {
    return ChildJvm.start(
        classPath(), main, Map.of("FLINK_CONF_DIR", folder.toString()), out, arguments);
  }

  private static String classPath() throws IOException {
    try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
      return libraries
          .filter(library -> FLINK.matcher(library.getFileName().toString()).matches())
          .map(library -> library.toAbsolutePath().toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** Of its REST API. */
  String address() {
    return "localhost:" + port;
  }

  /** Kills a TaskManager, and starts another in its place. */
  void replaceTaskManager() throws Exception {
    Process killed = processes.remove(processes.size() - 1);
    killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    start(TaskManagerRunner.class);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
