package dev.eventstore.cli;

import dev.eventstore.local.LocalCluster;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;

/** Tells why a running job fails while it is tried again: else a lasting failure goes unseen. */
final class JobWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 1_000;

  private final LocalCluster cluster;
  private final JobID job;
  private final String store;
  private final Consumer<String> tell;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(JobWatch::daemon);
  private String told = "";

  private JobWatch(LocalCluster cluster, JobID job, String store, Consumer<String> tell) {
    this.cluster = cluster;
    this.job = job;
    this.store = store;
    this.tell = tell;
  }

  /** Watches a job until closed or the job has ended; the same failure is told once. */
  static JobWatch start(LocalCluster cluster, JobID job, String store, Consumer<String> tell) {
    JobWatch watch = new JobWatch(cluster, job, store, tell);
    watch.clock.scheduleWithFixedDelay(
        watch::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      LocalCluster.Failure failure = cluster.failure(job);
      if (cluster.status(job).isTerminalState()) {
        clock.shutdown();
      } else if (failure != null) {
        String sentence = Failures.sentence(failure.cause(), Logging.remedy());
        if (!sentence.equals(told)) {
          told = sentence;
          tell.accept("store " + store + " failed and is tried again: " + sentence);
        }
      }
    } catch (ExecutionException e) {
      // The job has ended and is forgotten, or the cluster is closing.
      clock.shutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "job watch");
    thread.setDaemon(true);
    return thread;
  }
}
