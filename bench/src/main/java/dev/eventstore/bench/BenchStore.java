package dev.eventstore.bench;

import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreFiles;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The store of the benchmarks, and events of about 200 bytes for it. */
final class BenchStore {
  static final String TOPIC = "usage";
  static final String PERIOD = "2026-08";

  private BenchStore() {}

  /**
   * @param topic what the store reads
   */
  static StoreSpec spec(Path folder, String servers, String topic)
      throws IOException, StoreFileException {
    Path file = folder.resolve("bench.yaml");
    Files.writeString(
        file,
        """
        apiVersion: eventstore/v1
        store: bench
        kafka: {bootstrap.servers: "%s"}
        event:
          id: event_id
          time: occurred_at
          key: account_id
          fields:
            {event_id: string, occurred_at: timestamp, account_id: string, path: string,
             status: integer, bytes: decimal}
        sources:
          - {name: all, kafka: {topic: %s}}
        meters:
          - name: volume
            operators:
              - filter: status < 500
              - aggregate: {by: [account_id], values: {quantity: sum(bytes), calls: count()}}
            targets: [usage]
        targets:
          usage: {files: {path: out}}
        """
            .formatted(servers, topic));
    return StoreFiles.read(file);
  }

  /** The same store, of which the meter gives other values. */
  static StoreSpec changed(Path folder, String servers, String topic)
      throws IOException, StoreFileException {
    spec(folder, servers, topic);
    Path file = folder.resolve("bench.yaml");
    Files.writeString(file, Files.readString(file).replace("sum(bytes)", "avg(bytes)"));
    return StoreFiles.read(file);
  }

  static String event(long number, long keys) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return ("{\"event_id\":\"evt-%016x-%08d\",\"occurred_at\":\"2026-08-%02dT%02d:%02d:%02d.%06dZ\","
            + "\"account_id\":\"account-%08d\",\"path\":\"/v1/resources/%d\",\"status\":%d,"
            + "\"bytes\":\"%d.%03d\"}")
        .formatted(
            mixed,
            number,
            1 + (mixed >>> 8 & 0xffff) % 28,
            (mixed >>> 16 & 0xffff) % 24,
            (mixed >>> 24 & 0xffff) % 60,
            (mixed >>> 32 & 0xffff) % 60,
            (mixed >>> 4 & 0xfffff) % 1_000_000,
            Math.floorMod(number, keys),
            (mixed >>> 40 & 0xff) % 100,
            200,
            mixed >>> 44 & 0xffff,
            (mixed >>> 20 & 0xfff) % 1000);
  }

  static Map<String, String> settings(Path folder, String interval, boolean interruptible) {
    Map<String, String> settings = new HashMap<>();
    settings.put("rest.port", "0");
    settings.put("web.checkpoints.history", "1000");
    settings.put("execution.checkpointing.interval", interval);
    settings.put("execution.checkpointing.min-pause", "0 ms");
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
    settings.put(
        "execution.checkpointing.unaligned.interruptible-timers.enabled",
        String.valueOf(interruptible));
    return settings;
  }
}
