package dev.eventstore.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Flink cluster with high availability and a Kafka broker on this machine, each member in a
 * process of its own: ZooKeeper, a broker, a JobManager and TaskManagers. Flink's have Flink's
 * libraries and nothing of this project. All is kept in one folder, from which another process can
 * open it again.
 */
public final class ProcessCluster implements AutoCloseable {
  public static final String ZOOKEEPER = "zookeeper";
  public static final String BROKER = "broker";
  public static final String JOBMANAGER = "jobmanager";
  public static final String TASKMANAGER = "taskmanager-";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 100;

  private final ClusterFolder folder;
  private final ClusterPorts ports;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private int called;

  private ProcessCluster(ClusterFolder folder, ClusterPorts ports, int taskManagers)
      throws IOException {
    this.folder = folder;
    this.ports = ports;
    String flink = Libraries.ofFlink();
    List<String> zooKeeper =
        List.of("--zkConfigFile", ClusterFiles.zooKeeper(folder).toString(), "--peerId", "1");
    add(ZOOKEEPER, flink, FlinkZooKeeperQuorumPeer.class, "128m", zooKeeper);
    List<String> broker =
        List.of(folder.kafka().toString(), ClusterFiles.broker(folder).toString());
    add(BROKER, Libraries.ofThisProgram(), BrokerProcess.class, "512m", broker);
    List<String> configured = List.of("--configDir", folder.conf().toString());
    add(JOBMANAGER, flink, StandaloneSessionClusterEntrypoint.class, "512m", configured);
    for (int number = 1; number <= taskManagers; number++) {
      add(TASKMANAGER + number, flink, TaskManagerRunner.class, "384m", configured);
    }
  }

  private void add(
      String name, String classPath, Class<?> main, String heap, List<String> arguments) {
    members.put(name, new Member(name, folder, new Launch(classPath, main, heap, arguments)));
  }

  /**
   * Starts a cluster and returns when all of it answers. What the folder holds of an earlier one is
   * gone on with, on the ports of before.
   *
   * @throws IllegalStateException where a part of it runs already, or does not answer
   */
  public static ProcessCluster start(Path root, ClusterOptions options) throws IOException {
    ClusterFolder folder = new ClusterFolder(root.toAbsolutePath().normalize());
    ClusterPorts ports = ClusterPorts.of(folder).orElseGet(() -> ClusterPorts.choose(options));
    new ClusterFiles(folder).write(ports, options);
    ProcessCluster cluster = new ProcessCluster(folder, ports, options.taskManagers());
    cluster.requireStopped();
    try {
      for (Member member : cluster.members.values()) {
        member.start();
      }
      cluster.await();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * The cluster that was started in a folder.
   *
   * @throws IllegalStateException where none was
   */
  public static ProcessCluster open(Path root) throws IOException {
    ClusterFolder folder = new ClusterFolder(root.toAbsolutePath().normalize());
    ClusterPorts ports =
        ClusterPorts.of(folder)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no cluster in " + folder.root() + "; start one first"));
    try (Stream<Path> files = Files.list(folder.run())) {
      int taskManagers =
          (int) files.filter(file -> file.getFileName().toString().startsWith(TASKMANAGER)).count();
      return new ProcessCluster(folder, ports, taskManagers);
    }
  }

  private void requireStopped() {
    for (Member member : members.values()) {
      if (member.process().isPresent()) {
        throw new IllegalStateException(
            "a cluster runs in " + folder.root() + " already; stop it first");
      }
    }
  }

  /** The names of its members. */
  public Collection<String> members() {
    return members.keySet();
  }

  /** The process of a member, while it runs. */
  public Optional<ProcessHandle> process(String member) {
    return member(member).process();
  }

  /** Starts a member that has ended; does not wait until it answers. */
  public void start(String member) throws IOException {
    member(member).start();
  }

  /** Kills a member: it has no chance to say or write anything more. */
  public void kill(String member) {
    member(member).kill();
  }

  /** Lets a member stand still, with all that it holds. */
  public void pause(String member) throws IOException {
    member(member).signal("STOP");
  }

  /** Lets a member go on that stands still. */
  public void resume(String member) throws IOException {
    member(member).signal("CONT");
  }

  /** Lets a member print the stacks of its threads, to its log. */
  public void printThreads(String member) throws IOException {
    member(member).signal("QUIT");
  }

  private Member member(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "there is no member '" + name + "'; there are " + String.join(", ", members.keySet()));
    }
    return member;
  }

  /** Waits until all members answer. */
  public void await() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isComplete()) {
      requireRunning();
      pauseUntil(deadline);
    }
    awaitBroker();
  }

  /** Whether the JobManager answers and knows all TaskManagers. */
  public boolean isComplete() {
    long expected = members.keySet().stream().filter(name -> name.startsWith(TASKMANAGER)).count();
    try {
      return rest().get("/overview").path("taskmanagers").asLong() >= expected;
    } catch (IOException e) {
      // It starts.
      return false;
    }
  }

  private void requireRunning() {
    for (Member member : members.values()) {
      if (member.process().isEmpty()) {
        throw new IllegalStateException(member.name() + " has ended; see " + member.log());
      }
    }
  }

  private void pauseUntil(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "the cluster in " + folder.root() + " has not started; see " + folder.log());
    }
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster starts", e);
    }
  }

  private void awaitBroker() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the broker does not answer at " + bootstrapServers() + "; see " + folder.log(), e);
    }
  }

  /**
   * Calls Flink's own command line.
   *
   * @param arguments the first is what is done, such as {@code run}
   * @return all that it says
   */
  public String flink(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(1, List.of("--jobmanager", address()));
    Launch launch = new Launch(Libraries.ofFlink(), CliFrontend.class, "256m", words);
    Member cli = new Member("flink-" + ++called, folder, launch);
    Files.deleteIfExists(cli.log().toPath());
    try {
      cli.start().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Files.readString(cli.log().toPath());
  }

  /** Of Flink's REST API, such as {@code localhost:8081}. */
  public String address() {
    return "localhost:" + ports.web();
  }

  public FlinkRest rest() {
    return new FlinkRest(address());
  }

  public String bootstrapServers() {
    return "localhost:" + ports.kafka();
  }

  /** What has to outlive Flink's processes: checkpoints, savepoints, which jobs there are. */
  public Path state() {
    return folder.state();
  }

  /** What each member prints. */
  public Path log() {
    return folder.log();
  }

  /** Stops all members; jobs that run go on at the next start. */
  public void stop() {
    List<String> names = new ArrayList<>(members.keySet());
    for (int last = names.size() - 1; last >= 0; last--) {
      members.get(names.get(last)).stop();
    }
  }

  /** Kills all members. */
  @Override
  public void close() {
    members.values().forEach(Member::kill);
  }
}
