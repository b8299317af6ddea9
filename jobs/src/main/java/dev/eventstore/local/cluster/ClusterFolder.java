package dev.eventstore.local.cluster;

import java.nio.file.Path;

/** Where a cluster of processes keeps what it keeps. */
record ClusterFolder(Path root) {
  /** What every process reads: Flink's, log4j's and ZooKeeper's configuration. */
  Path conf() {
    return root.resolve("conf");
  }

  Path log() {
    return root.resolve("log");
  }

  /** Which processes there are, and their ids. */
  Path run() {
    return root.resolve("run");
  }

  /** The topics. */
  Path kafka() {
    return root.resolve("kafka");
  }

  Path zookeeper() {
    return root.resolve("zookeeper");
  }

  /** What has to outlive Flink's processes: checkpoints, savepoints, which jobs there are. */
  Path state() {
    return root.resolve("state");
  }

  /** What Flink's processes need while they live. */
  Path tmp() {
    return root.resolve("tmp");
  }
}
