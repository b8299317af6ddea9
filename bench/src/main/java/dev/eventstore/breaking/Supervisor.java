package dev.eventstore.breaking;

import static dev.eventstore.local.cluster.ProcessCluster.JOBMANAGER;

import dev.eventstore.local.cluster.FlinkRest;
import dev.eventstore.local.cluster.ProcessCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Does to a cluster, after a fault, what Kubernetes does: starts again what has ended by itself,
 * and a JobManager that does not answer for as long as its liveness probe allows.
 */
final class Supervisor {
  /** After the longest that it waits for a JobManager. */
  private static final Duration PATIENCE = Liveness.ALLOWED.plusSeconds(180);

  /** For a process to print its threads. */
  private static final long PRINTING_MILLIS = 1_000;

  private final ProcessCluster cluster;
  private final FlinkRest rest;
  private final Liveness jobManager = new Liveness(System::nanoTime);
  private final List<String> restarted = new ArrayList<>();

  Supervisor(ProcessCluster cluster) {
    this.cluster = cluster;
    this.rest = cluster.rest();
  }

  /** What was started again, and why. */
  List<String> restarted() {
    return List.copyOf(restarted);
  }

  /**
   * Waits, and supervises meanwhile.
   *
   * @param what is waited for, as the end of "waited … for"
   * @throws Broken where it does not come true in time
   */
  void await(String what, Callable<Boolean> condition) {
    Waiting.until(
        what,
        PATIENCE,
        () -> {
          look();
          return condition.call();
        });
  }

  private void look() throws IOException {
    for (String member : cluster.members()) {
      if (cluster.process(member).isEmpty()) {
        start(member, "it had ended");
      }
    }
    if (!jobManager.isAlive(answers())) {
      cluster.printThreads(JOBMANAGER);
      Waiting.sleep(PRINTING_MILLIS);
      cluster.kill(JOBMANAGER);
      start(
          JOBMANAGER,
          "no answer for %d s, its threads are in its log".formatted(Liveness.ALLOWED.toSeconds()));
    }
  }

  private void start(String member, String why) throws IOException {
    cluster.start(member);
    restarted.add(member + " (" + why + ")");
  }

  /** What the probe asks for; without a leader it answers 503. */
  private boolean answers() {
    try {
      rest.get("/config");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
