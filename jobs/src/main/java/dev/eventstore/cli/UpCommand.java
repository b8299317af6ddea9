package dev.eventstore.cli;

import dev.eventstore.local.ClusterAddress;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.FlinkSettings;
import dev.eventstore.local.LaptopTopics;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.TemporaryFiles;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = {
      "A laptop environment: a Kafka broker, Flink with its web UI, and the stores, until Ctrl-C.",
      "Topics that the store files name on this broker are made. Ctrl-C stops each store with a"
          + " savepoint, and the next 'up' goes on from there; after a kill it goes on from the"
          + " last checkpoint."
    },
    footer = {
      "",
      "Store files name the broker as bootstrap.servers: localhost:9092.",
      "Examples:",
      "  event-store up store.yaml",
      "  event-store up stores/api.yaml stores/billing.yaml --web-port 8082"
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Spec private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "STORE.yaml", description = "The store files.")
  private List<Path> files;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where all is kept (default: .event-store beside the first store file).")
  private Path stateDir;

  @Option(names = "--kafka-port", defaultValue = "9092", description = "Default ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(names = "--web-port", defaultValue = "8081", description = "Default ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks of each operator.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "The savepoint or checkpoint that the store, of one file, goes on from.")
  private String from;

  @Mixin private PublishedOption publishedIn;

  @Option(names = "-D", paramLabel = "<key>=<value>", description = "An option of Flink.")
  private Map<String, String> options = new HashMap<>();

  private volatile boolean stopping;

  @Override
  public Integer call() throws Exception {
    Common.requireParallelism(parallelism, command);
    publishedIn.requireOnlyWith(from, command);
    if (from != null && files.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "--from is of one store; name one store file.");
    }
    List<StoreSpec> specs = StoreFiles.readAll(files);
    Path state =
        stateDir == null ? files.get(0).toAbsolutePath().resolveSibling(".event-store") : stateDir;
    Logging.to(state);
    requireFree(webPort);
    Map<String, String> settings = new HashMap<>();
    settings.put("rest.port", String.valueOf(webPort));
    settings.putAll(options);
    CountDownLatch stopped = new CountDownLatch(1);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(state.resolve("kafka"), kafkaPort)) {
      TemporaryFiles.clear(state.resolve("tmp"));
      specs.forEach(spec -> LaptopTopics.create(spec, kafka.bootstrapServers()));
      List<LocalStore> stores = new ArrayList<>();
      Map<LocalStore, Optional<PublishedFigures>> published = new HashMap<>();
      for (StoreSpec spec : specs) {
        LocalStore store = new LocalStore(spec, state.resolve(spec.name()), parallelism);
        store.requireStopped();
        published.put(store, begin(store).flatMap(at -> published(store, at)));
        store.check();
        stores.add(store);
      }
      Map<String, String> cluster = new HashMap<>(settings);
      cluster.put("io.tmp.dirs", state.resolve("tmp").toString());
      try (LocalCluster flink =
          LocalCluster.start(FlinkSettings.local(cluster), parallelism * stores.size())) {
        Map<LocalStore, JobID> jobs = new LinkedHashMap<>();
        for (LocalStore store : stores) {
          Optional<String> begin = begin(store);
          JobID job = store.submit(flink, settings, begin.orElse(null), published.get(store));
          jobs.put(store, job);
          JobWatch.start(flink, job, store.spec().name(), this::tell);
          flink.result(job).thenAccept(result -> ended(store, result));
          tell(
              "store "
                  + store.spec().name()
                  + begin.map(at -> " goes on from " + at).orElse(" starts"));
        }
        tell("Kafka     " + kafka.bootstrapServers());
        tell("Flink UI  " + flink.restAddress());
        tell("Ctrl-C stops with a savepoint.");
        CountDownLatch interrupted = new CountDownLatch(1);
        Interrupts.then(
            () -> {
              interrupted.countDown();
              stopped.await();
            });
        interrupted.await();
        stopping = true;
        stop(flink, jobs);
      } finally {
        for (LocalStore store : stores) {
          ClusterAddress.forget(store.folder());
        }
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  /** Where a store goes on. */
  private Optional<String> begin(LocalStore store) {
    return from == null ? store.newestState() : Optional.of(from);
  }

  /** Looks at where it goes on, and tells of it. */
  private Optional<PublishedFigures> published(LocalStore store, String at) {
    Restart restart = Restart.check(store, at, publishedIn);
    restart.tell(command.commandLine().getErr());
    return restart.figures();
  }

  /** A job that ends while the others run on. */
  private void ended(LocalStore store, JobResult result) {
    if (stopping) {
      return;
    }
    ApplicationStatus status = result.getApplicationStatus();
    String name = "store " + store.spec().name();
    if (status == ApplicationStatus.SUCCEEDED) {
      tell(name + " has ended");
    } else if (status == ApplicationStatus.FAILED) {
      tell(
          name
              + " failed: "
              + Failures.sentence(result.getSerializedThrowable().orElseThrow(), Logging.remedy()));
    }
  }

  private void stop(LocalCluster flink, Map<LocalStore, JobID> jobs) {
    jobs.forEach(
        (store, job) -> {
          try {
            if (flink.status(job).isTerminalState()) {
              return;
            }
            String savepoint = flink.stop(job, store.savepoints());
            tell("store " + store.spec().name() + " stopped with " + savepoint);
          } catch (Exception e) {
            tell(
                "store "
                    + store.spec().name()
                    + " stopped without a savepoint; the next 'up' goes on from its last"
                    + " checkpoint. "
                    + Failures.sentence(e, Logging.remedy()));
          }
        });
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("localhost", port));
    } catch (IOException e) {
      throw new CommandException(
          "port "
              + port
              + " for Flink's web UI is in use; stop what listens there or choose another"
              + " with --web-port");
    }
  }

  private void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
