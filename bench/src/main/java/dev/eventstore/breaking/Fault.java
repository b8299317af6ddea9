package dev.eventstore.breaking;

import static dev.eventstore.local.cluster.ProcessCluster.BROKER;
import static dev.eventstore.local.cluster.ProcessCluster.JOBMANAGER;
import static dev.eventstore.local.cluster.ProcessCluster.ZOOKEEPER;

import java.io.IOException;
import java.util.List;

/** What is done to a cluster that runs a store, and over when it returns. */
enum Fault {
  /** The process of a TaskManager dies. */
  KILL_TASKMANAGER(
      scene -> scene.replace(scene.between(0, 3_000), List.of(scene.anyTaskManager()))),
  /** The process of the JobManager dies. */
  KILL_JOBMANAGER(scene -> scene.replace(scene.between(0, 3_000), List.of(JOBMANAGER))),
  /** The process of the broker dies. */
  KILL_BROKER(scene -> scene.replace(scene.between(0, 6_000), List.of(BROKER))),
  /** All of them die at once, as at a power failure. */
  KILL_ALL(scene -> scene.replace(scene.between(0, 3_000), List.copyOf(scene.cluster().members()))),
  /** A TaskManager stands still, for shorter or longer than the others wait for it. */
  PAUSE_TASKMANAGER(scene -> scene.standStill(scene.between(500, 9_000), scene.anyTaskManager())),
  /** The JobManager stands still, perhaps until it leads no more. */
  PAUSE_JOBMANAGER(scene -> scene.standStill(scene.between(500, 9_000), JOBMANAGER)),
  /** The broker stands still. */
  PAUSE_BROKER(scene -> scene.standStill(scene.between(500, 15_000), BROKER)),
  /** ZooKeeper stands still. */
  PAUSE_ZOOKEEPER(scene -> scene.standStill(scene.between(500, 9_000), ZOOKEEPER)),
  /** The disk that holds the checkpoints and the working state is full. */
  FILL_DISK(
      scene -> {
        scene.state().fill();
        Waiting.sleep(scene.between(1_000, 6_000));
        scene.state().free();
      }),
  /** The job is stopped with a savepoint, and goes on from it at another parallelism. */
  SAVEPOINT_AND_RESCALE(scene -> scene.job().start(scene.anyParallelism(), scene.job().stop())),
  /** The job is cancelled, and goes on from its newest checkpoint at another parallelism. */
  CANCEL_AND_RESCALE(scene -> scene.job().start(scene.anyParallelism(), scene.job().cancel())),
  /** Transactions expire between the savepoint that ends them and their commit. */
  EXPIRE_TRANSACTIONS(scene -> new Expiry(scene).strike());

  /** How it is done. */
  @FunctionalInterface
  private interface Deed {
    void to(Scene scene) throws IOException;
  }

  private final Deed deed;

  Fault(Deed deed) {
    this.deed = deed;
  }

  void strike(Scene scene) throws IOException {
    deed.to(scene);
  }

  /** As it is called in reports. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
