package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Refusal;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to files in a folder while a store reads it. */
@Timeout(120)
class MonitoredFolderIT {
  private static final String HEADER = "id,at,account,bytes\n";

  @TempDir Path folder;
  private Path in;
  private TestEnds ends;
  private List<Refusal> refusedBefore = List.of();
  private JobClient job;

  @BeforeEach
  void makeFolder() throws Exception {
    in = Files.createDirectories(folder.resolve("in"));
  }

  @AfterEach
  void stop() throws Exception {
    job.cancel().get(30, TimeUnit.SECONDS);
  }

  @Test
  void countsEveryEventOnceHoweverItsFileComesAndGoes() throws Exception {
    start("{on: marker}", null);
    write("a.csv", HEADER + row(1) + row(2));
    await(() -> stored() == 2);

    Files.copy(in.resolve("a.csv"), in.resolve("copy.csv"));
    await(() -> duplicates() == 2);
    Files.move(in.resolve("copy.csv"), in.resolve("renamed.csv"));
    await(() -> duplicates() == 4);

    // Half-written, and later completed.
    write("b.csv", HEADER + row(3) + "4,2026-10-05T1");
    await(() -> stored() == 3 && refused().size() == 1);
    write("b.csv", HEADER + row(3) + row(4));
    await(() -> stored() == 4);

    // Of these only the garbage is seen, and by its name.
    write("c.csv.tmp", "no");
    write(".d.csv", "no");
    write("e.gz", "garbage");
    await(() -> refused().size() == 2);
    assertThat(((FilePosition) refused().get(1).position()).file()).isEqualTo("e.gz");
    assertThat(refused().get(1).code().code()).isEqualTo("malformed");

    String savepoint =
        job.stopWithSavepoint(
                false, folder.resolve("saved").toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    long duplicates = duplicates();
    start("{on: marker}", savepoint);
    write("f.csv", HEADER + row(5));
    await(() -> stored() == 5);
    assertThat(duplicates()).isEqualTo(duplicates);

    write("2026-10.complete", "{\"$complete\": \"2026-10\", \"count\": 5}\n");
    await(() -> state().equals("published") && !ends.written("usage").isEmpty());
    assertThat(ends.written("usage")).singleElement().asString().contains("\"quantity\":\"15\"");
    assertThat(refused()).hasSize(2);
  }

  @Test
  void silenceCompletesAPeriodOnceEverythingWasRead() throws Exception {
    start("{on: watermark, delay: PT0S, quiet: PT1S}", null);
    write("a.csv", HEADER + "1,2026-08-05T10:00:00Z,a,1\n");

    await(() -> state().equals("published") && !ends.written("usage").isEmpty());
    assertThat(ends.written("usage")).singleElement().asString().contains("\"quantity\":\"1\"");
  }

  private void start(String complete, String savepoint) throws Exception {
    String yaml =
        """
        apiVersion: eventstore/v1
        store: api-usage
        event:
          id: id
          time: at
          key: account
          fields: {id: string, at: timestamp, account: string, bytes: decimal}
        limits: {ahead: P3650D}
        sources:
          - {name: eu, files: {path: in, monitor: PT0.2S}, format: csv, complete: %s}
        meters:
          - name: volume
            operators:
              - aggregate: {by: [account], values: {quantity: sum(bytes)}}
            targets: [usage]
        targets:
          usage: {files: {path: out}}
        """
            .formatted(complete);
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("pipeline.auto-generate-uids", "false");
    conf.setString("pipeline.object-reuse", "true");
    conf.setString("rest.port", "0");
    conf.setString("execution.checkpointing.interval", "200 ms");
    if (savepoint != null) {
      conf.setString("execution.state-recovery.path", savepoint);
      conf.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(conf);
    environment.setParallelism(1);
    TestEnds fresh = new TestEnds();
    StorePipeline.compose(
        environment, StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), yaml)), fresh);
    refusedBefore = ends == null ? List.of() : refused();
    ends = fresh;
    job = environment.executeAsync("store");
  }

  private List<Refusal> refused() {
    List<Refusal> all = new ArrayList<>(refusedBefore);
    all.addAll(ends.refusals.elements());
    return all;
  }

  private static String row(int id) {
    return "%d,2026-10-05T10:00:00Z,a,%d\n".formatted(id, id);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(in.resolve(name), text);
  }

  private long stored() {
    return count(SourceReport::stored);
  }

  private long duplicates() {
    return count(SourceReport::duplicates);
  }

  private long count(ToLongFunction<SourceReport> of) {
    PeriodReport last = last();
    return last == null ? 0 : of.applyAsLong(last.sources().get("eu"));
  }

  private String state() {
    PeriodReport last = last();
    return last == null ? "" : last.state().word();
  }

  private PeriodReport last() {
    PeriodReport last = null;
    for (PeriodReport report : ends.reports()) {
      last = report.period() == null ? last : report;
    }
    return last;
  }

  private void await(BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(
              () ->
                  "stored %d, duplicates %d, refused %s, state %s"
                      .formatted(stored(), duplicates(), refused(), state()))
          .isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
