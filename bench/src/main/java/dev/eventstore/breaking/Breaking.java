package dev.eventstore.breaking;

import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.local.cluster.ClusterOptions;
import dev.eventstore.local.cluster.ProcessCluster;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a store on a cluster of processes, breaks something in each round, and compares what it
 * published with what a run publishes that nothing disturbs.
 */
final class Breaking {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final long QUIET_MILLIS = 3_000;
  private static final int DISK_MEGABYTES = 1_000;

  /** So that what takes a minute in production takes seconds here. */
  private static final Map<String, String> FLINK =
      Map.of(
          "heartbeat.interval", "1 s",
          "heartbeat.timeout", "5 s",
          "restart-strategy.exponential-delay.initial-backoff", "200 ms",
          "restart-strategy.exponential-delay.max-backoff", "2 s",
          "execution.checkpointing.interval", "500 ms",
          "execution.checkpointing.min-pause", "100 ms",
          "execution.checkpointing.aligned-checkpoint-timeout", "100 ms");

  private static final Map<String, String> BROKER =
      Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

  /**
   * @param rounds of what was done, in order
   * @param differences from the undisturbed run; empty where all is well
   */
  record Result(List<Drill.Round> rounds, List<String> differences) {}

  private final Path folder;
  private final Path jar;
  private final long seed;

  /**
   * @param jar the job
   */
  Breaking(Path folder, Path jar, long seed) {
    this.folder = folder;
    this.jar = jar;
    this.seed = seed;
  }

  /**
   * @param events of each round
   * @param tell takes each round when it is over
   */
  Result run(List<Plan> plans, int events, int keys, Consumer<Drill.Round> tell)
      throws IOException {
    int rounds = plans.size();
    try (Volume disk = disk(plans);
        ProcessCluster cluster = ProcessCluster.start(folder.resolve("cluster"), options())) {
      makeTopics(cluster.bootstrapServers());
      Load load = new Load(seed, events, keys);
      List<Drill.Round> done = new ArrayList<>();
      Job job = job(cluster, BrokenStore.BROKEN);
      job.start(2, null);
      job.awaitCheckpoint();
      try (Published published = published(cluster, BrokenStore.BROKEN);
          Feeder feeder = new Feeder(cluster.bootstrapServers())) {
        Drill drill =
            new Drill(new Scene(cluster, job, disk, load, feeder, published, new Random(seed)));
        for (int round = 0; round < rounds; round++) {
          done.add(drill.run(round, plans.get(round)));
          tell.accept(done.get(round));
        }
        awaitAll(published, load, rounds);
        job.stop();
        return new Result(done, compare(cluster, published, load, rounds));
      }
    }
  }

  private List<String> compare(ProcessCluster cluster, Published is, Load load, int rounds)
      throws IOException {
    Job undisturbed = job(cluster, BrokenStore.REFERENCE);
    undisturbed.start(2, null);
    undisturbed.awaitCheckpoint();
    try (Published should = published(cluster, BrokenStore.REFERENCE)) {
      awaitAll(should, load, rounds);
      undisturbed.stop();
      awaitQuiet(should);
      awaitQuiet(is);
      return new Verdict()
          .topic(is.usage(), should.usage())
          .topic(is.rows(), should.rows())
          .topic(is.ledger(), should.ledger())
          .lines("quarantine", is.quarantined(), should.quarantined())
          .balance(is.reports(), should.reports())
          .differences();
    }
  }

  private static void awaitAll(Published published, Load load, int rounds) {
    for (int round = 0; round < rounds; round++) {
      String period = Load.period(round);
      Waiting.until(
          "all figures of " + period,
          PATIENCE,
          () -> published.poll().usage().events(period) >= load.distinct(period));
    }
    awaitQuiet(published);
  }

  /** Corrections that change no count come a moment later. */
  private static void awaitQuiet(Published published) {
    long since = System.currentTimeMillis();
    int read = published.read();
    while (System.currentTimeMillis() - since < QUIET_MILLIS) {
      if (published.poll().read() != read) {
        read = published.read();
        since = System.currentTimeMillis();
      }
    }
  }

  /** Only root may. */
  static boolean mayMount() {
    return System.getProperty("user.name").equals("root");
  }

  /** What is filled. */
  private Path state() {
    return folder.resolve("cluster/state");
  }

  /** The working state is where the checkpoints are. */
  private ClusterOptions options() {
    Map<String, String> flink = new HashMap<>(FLINK);
    flink.put("state.backend.rocksdb.localdir", state().resolve("rocksdb").toString());
    return new ClusterOptions(0, 0, 2, flink, BROKER);
  }

  private Volume disk(List<Plan> plans) throws IOException {
    return plans.stream().anyMatch(plan -> plan.fault() == Fault.FILL_DISK)
        ? Volume.mount(state(), DISK_MEGABYTES)
        : null;
  }

  private Job job(ProcessCluster cluster, BrokenStore store) throws IOException {
    Files.createDirectories(store.ledger(folder));
    return new Job(cluster, jar, store.write(folder, cluster.bootstrapServers()));
  }

  private Published published(ProcessCluster cluster, BrokenStore store) {
    return new Published(store, folder, cluster.bootstrapServers());
  }

  private static void makeTopics(String servers) {
    KafkaProperties properties = KafkaProperties.of(Map.of("bootstrap.servers", servers));
    Load.SOURCES.forEach(source -> Topics.create(source, 2, properties));
    for (BrokenStore store : List.of(BrokenStore.BROKEN, BrokenStore.REFERENCE)) {
      Topics.create(store.usage(), 2, properties);
      Topics.create(store.rows(), 2, properties);
    }
  }
}
