package dev.eventstore.breaking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets the broker abort transactions that a savepoint has the ids of. The job that starts from it
 * has to say that records are lost, and the one that starts from the savepoint before publishes
 * them.
 */
final class Expiry {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** So long that a savepoint is taken meanwhile. */
  private static final long EXPIRE_MILLIS = 20_000;

  private static final String SAID = "was aborted by the broker before it was committed";

  private final Scene scene;
  private final Job job;
  private final Transactions all;
  private final Transactions ofFigures;

  Expiry(Scene scene) {
    this.scene = scene;
    this.job = scene.job();
    String servers = scene.cluster().bootstrapServers();
    this.all = new Transactions(servers, BrokenStore.TRANSACTIONS);
    this.ofFigures = new Transactions(servers, BrokenStore.TRANSACTIONS_OF_FIGURES);
  }

  void strike() throws IOException {
    int parallelism = scene.anyParallelism();
    String before = job.stop();
    Set<Path> files = scene.published().files();
    job.startExpiring(EXPIRE_MILLIS, parallelism, before);
    String after = savepointWithOpenTransactions();
    job.start(parallelism, after);
    awaitLoss();
    drop(files);
    job.start(parallelism, before);
  }

  /** They are aborted when this returns. */
  private String savepointWithOpenTransactions() throws IOException {
    Set<String> open = new TreeSet<>();
    scene.feeder().send(List.of(scene.load().makeOneMore()));
    Waiting.until("a transaction of figures", PATIENCE, () -> open.addAll(ofFigures.open()));
    String savepoint = job.takeSavepoint();
    job.cancel();
    Waiting.until("the transactions' end", PATIENCE, () -> all.open().isEmpty());
    Waiting.until("the end of " + open, PATIENCE, () -> ofFigures.aborted().containsAll(open));
    return savepoint;
  }

  private void awaitLoss() throws IOException {
    Waiting.until("the job's failure", PATIENCE, job::hasFailed);
    if (!job.failures().contains(SAID)) {
      job.requireAlive();
    }
  }

  /** Files know no broker: those that came since come again. */
  private void drop(Set<Path> kept) throws IOException {
    for (Path file : scene.published().files()) {
      if (!kept.contains(file)) {
        Files.delete(file);
      }
    }
  }
}
