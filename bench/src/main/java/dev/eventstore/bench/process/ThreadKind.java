package dev.eventstore.bench.process;

import java.util.List;

/** What the threads of a store's process do, by how their names begin. */
public enum ThreadKind {
  SOURCES("reading, decoding, intake", "Source: ", "Source Data Fet"),
  EVENT_STORE("event store", "event store"),
  TOTALS("usage totals and targets", "usage totals", "kafka-producer-"),
  ROCKSDB("RocksDB's own threads", "rocksdb:"),
  CHECKPOINTS("writing checkpoints", "Flink-RocksDBSt", "AsyncOperations"),
  COLLECTOR("garbage collection", "GC Thread", "G1 ", "VM Thread"),
  COMPILER("Java's compiler", "C1 Compiler", "C2 Compiler"),
  OTHER("all else: Flink, its metrics and REST");

  private final String title;
  private final List<String> beginnings;

  ThreadKind(String title, String... beginnings) {
    this.title = title;
    this.beginnings = List.of(beginnings);
  }

  public String title() {
    return title;
  }

  /**
   * @param thread its name, of which Linux knows the first 15 bytes
   */
  static ThreadKind of(String thread) {
    for (ThreadKind kind : values()) {
      if (kind.beginnings.stream().anyMatch(thread::startsWith)) {
        return kind;
      }
    }
    return OTHER;
  }
}
