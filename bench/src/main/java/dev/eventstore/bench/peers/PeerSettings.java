package dev.eventstore.bench.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * What every peer is given.
 *
 * @param topics all that usage is reported to
 * @param output the topic that figures are written to
 * @param folder for all that it keeps on disk
 * @param parallelism threads, or subtasks of each operator
 */
public record PeerSettings(
    String servers, List<String> topics, String output, Path folder, int parallelism) {
  /** How often progress is made durable. */
  public static final Duration COMMIT_EVERY = Duration.ofSeconds(10);

  /** Of the topics that usage is reported to. */
  public static final int PARTITIONS = 4;

  /**
   * An id that comes again within this is a duplicate: all months that are open, and a few days.
   */
  public static final Duration REMEMBER = Duration.ofDays(100);

  /** Where months begin and end. */
  public static final ZoneId ZONE = ZoneId.of("UTC");

  /** Markers of completeness that there are in all: one of each partition. */
  public int markers() {
    return topics.size() * PARTITIONS;
  }
}
