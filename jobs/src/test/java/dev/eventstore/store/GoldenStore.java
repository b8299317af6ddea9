package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A store of monitored folders whose savepoint has something in every state of the store's own
 * operators. Its past is in {@link #EARLIER}, its present in {@link #PRESENT}: an event has a field
 * more, another is decimal, and a meter is another. In lines, {@code '} stands for a double quote.
 */
public final class GoldenStore {
  private static final String FIELDS =
      "id: string, at: timestamp, account: string, bytes: decimal, units: integer, seq: integer,"
          + " path: string";

  /** The store file that the first events were kept under. */
  public static final String EARLIER =
      """
      apiVersion: eventstore/v1
      store: golden
      kafka: {bootstrap.servers: 'localhost:1'}
      event:
        id: id
        time: at
        key: account
        version: seq
        fields: {%s}
      reviseAfter: PT0.2S
      sources:
        - {name: eu, files: {path: eu, monitor: PT0.1S}}
        - {name: us, files: {path: us, monitor: PT0.1S}}
      tables:
        plans: {files: {path: plans.csv}, format: csv, key: account, validFrom: since}
      release:
        checks:
          - {name: enough, expect: 'regions["eu"].stored >= 2'}
      meters:
        - name: all
          operators:
            - aggregate:
                by: [account]
                values:
                  quantity: sum(bytes)
                  calls: count()
                  least: min(bytes)
                  most: max(bytes)
                  mean: avg(bytes)
                  paths: unique(path)
                  newest: latest(bytes)
                  oldest: first(bytes)
                  grown: delta(bytes)
                  middle: percentile(bytes, 50)
                  level: time_weighted(bytes)
                  about: approx_unique(path)
                  around: approx_percentile(bytes, 50)
          targets: [usage]
        - name: volume
          operators:
            - aggregate: {by: [path], values: {quantity: sum(bytes)}}
          targets: [usage]
        - name: tiers
          operators:
            - lookup: {table: plans, key: account, as: plan}
            - aggregate: {by: [plan.tier], values: {calls: count()}}
          targets: [usage]
        - name: evidence
          operators: []
          targets: [events, regulatory]
      targets:
        usage: {files: {path: out}}
        events: {files: {path: events}}
        regulatory: {store: regulatory}
      """
          .formatted(FIELDS);

  /** The one that the savepoint was taken under, and under which it is restored. */
  public static final String PRESENT =
      EARLIER
          .replace(FIELDS, FIELDS.replace("units: integer", "units: decimal") + ", zone: string")
          .replace(
              "- aggregate: {by: [path]", "- filter: bytes < 50\n      - aggregate: {by: [path]");

  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private TestEnds ends;
  private JobClient job;
  private int files;

  public GoldenStore(Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder.resolve("eu"));
    Files.createDirectories(folder.resolve("us"));
    Files.writeString(
        folder.resolve("plans.csv"),
        "account,since,tier\na,2020-01-01T00:00:00Z,gold\nb,2020-01-01T00:00:00Z,free\n");
  }

  static String event(String id, String day, String account, String path, int bytes, int version) {
    return "{'id':'%s','at':'%sT12:00:00Z','account':'%s','path':'%s','bytes':%d,'units':%d,'seq':%d}"
        .formatted(id, day, account, path, bytes, bytes * 2, version);
  }

  static String complete(String period) {
    return "{'$complete':'%s'}".formatted(period);
  }

  StoreSpec spec(String yaml) throws Exception {
    return StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), yaml));
  }

  /**
   * @param from a savepoint, or null
   */
  void start(int parallelism, String yaml, String backend, String from) throws Exception {
    StoreSpec spec = spec(yaml);
    Configuration conf = new Configuration();
    conf.setString("pipeline.generic-types", "false");
    conf.setString("pipeline.auto-generate-uids", "false");
    conf.setString("pipeline.object-reuse", "true");
    conf.setString("rest.port", "0");
    conf.setString("state.backend.type", backend);
    // In files of their own, as the states of larger stores are.
    conf.setString("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    conf.setString("execution.checkpointing.data-inline-threshold", "1 kb");
    if (from != null) {
      conf.setString("execution.state-recovery.path", from);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(conf);
    environment.setParallelism(parallelism);
    ends =
        new TestEnds() {
          @Override
          public ControlFeed.Factory control() {
            return SentCommands::new;
          }
        };
    StorePipeline.compose(environment, spec, ends);
    job = environment.executeAsync("golden");
  }

  /** Lets a source report lines, in a file of their own. */
  void report(String source, String... lines) throws Exception {
    String text = String.join("\n", lines).replace('\'', '"') + "\n";
    Path written = Files.writeString(folder.resolve("next.tmp"), text);
    Files.move(
        written,
        folder.resolve(source).resolve("%04d.jsonl".formatted(files++)),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** What all targets were given in this run, in order of the text. */
  List<String> written() {
    List<String> all = new ArrayList<>();
    for (String target : List.of("usage", "events", "regulatory")) {
      ends.written(target).forEach(record -> all.add(target + " " + record));
    }
    return all;
  }

  /** The last report of each period in this run: its state, and what each source has in it. */
  Map<String, String> periods() {
    Map<String, String> periods = new TreeMap<>();
    for (PeriodReport report : ends.reports()) {
      StringBuilder text = new StringBuilder();
      text.append(report.state());
      report.sources().forEach((name, source) -> text.append(' ').append(counts(name, source)));
      periods.put(report.about(), text + " " + report.totals() + " " + report.reprocess());
    }
    return periods;
  }

  private static String counts(String name, SourceReport source) {
    return name
        + List.of(
            source.received(),
            source.stored(),
            source.duplicates(),
            source.conflicts(),
            source.replaced(),
            source.quarantined(),
            source.deleted(),
            source.late());
  }

  /** Waits for a record of a target that has all of some texts. */
  void awaitRecord(String... texts) throws Exception {
    await(
        () ->
            written().stream()
                .anyMatch(
                    record ->
                        List.of(texts).stream()
                            .map(text -> text.replace('\'', '"'))
                            .allMatch(record::contains)));
  }

  /** Waits for what is said of a period. */
  void awaitPeriod(String period, Predicate<String> condition) throws Exception {
    await(() -> condition.test(periods().getOrDefault(period, "")));
  }

  private void await(BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> periods() + "\n" + String.join("\n", written()))
          .isLessThan(deadline);
      assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
      Thread.sleep(50);
    }
  }

  Path stopWithSavepoint() throws Exception {
    String to = folder.resolve("saved").toUri().toString();
    String path =
        job.stopWithSavepoint(false, to, SavepointFormatType.CANONICAL)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return Path.of(java.net.URI.create(path));
  }

  void cancel() throws Exception {
    job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
