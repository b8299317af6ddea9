package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store goes on from its savepoint under another store file, at another parallelism too. */
class StoreChangesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIELDS =
      "id: string, at: timestamp, account: string, bytes: integer, seq: integer, path: string";
  private static final String EVIDENCE = "  - {name: evidence, operators: [], targets: [usage]}\n";
  private static final String VOLUME =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage]
      """;

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void fieldsAreAddedRemovedAndWidened() throws Exception {
    KafkaStore store = store("fields", VOLUME + EVIDENCE, "fields-eu").fields(FIELDS);
    store.start(2, null);
    send("fields-eu", event("1", 10, "/a", 1), event("2", 20, "/b", 1), event("3", 40, "/c", 1));
    await(store, source("fields-eu", report -> report.stored() == 3));
    String savepoint = store.stopWithSavepoint();

    // The path is gone, the region is new, and bytes are decimals in another place.
    store.fields(
        "id: string, bytes: decimal, at: timestamp, seq: integer, region: string, account: string");
    store.start(3, savepoint);
    send(
        "fields-eu",
        event("1", 10, "/other", 1),
        event("2", 20, "/b", 2).replace("}", ",'region':'eu'}"),
        event("4", 1, "/d", 1).replace("'bytes':1", "'bytes':0.5"));
    await(
        store,
        source(
            "fields-eu",
            report ->
                report.stored() == 4
                    && report.duplicates() == 1
                    && report.replaced() == 1
                    && report.conflicts() == 0));
    savepoint = store.stopWithSavepoint();

    store.fields(FIELDS.replace("bytes: integer", "bytes: decimal") + ", region: string");
    store.start(1, savepoint);
    send("fields-eu", "{'$complete':'2026-08'}");

    List<String> published = store.published(5, PATIENCE);
    store.cancel();
    assertThat(published)
        .hasSize(5)
        .anySatisfy(row -> assertThat(row).contains(values("'quantity':'70.5','calls':4")))
        .anySatisfy(row -> assertThat(row).contains(row("1", "10", 1, "'/a'", "null")))
        .anySatisfy(row -> assertThat(row).contains(row("2", "20", 2, "null", "'eu'")))
        .anySatisfy(row -> assertThat(row).contains(row("3", "40", 1, "'/c'", "null")))
        .anySatisfy(row -> assertThat(row).contains(row("4", "0.5", 1, "null", "null")));
    assertThat(reports(store))
        .filteredOn(report -> report.state() == PeriodReport.State.PUBLISHED)
        .last()
        .satisfies(report -> assertThat(report.totals().get("bytes")).isEqualTo("70.5"));
  }

  @Test
  void whatWouldBeMisreadIsRefusedAtOnce() throws Exception {
    KafkaStore store = store("refused", VOLUME, "refused-eu").fields(FIELDS);
    store.start(2, null);
    send("refused-eu", event("1", 10, "/a", 1));
    await(store, source("refused-eu", report -> report.stored() == 1));
    String savepoint = store.stopWithSavepoint();

    store.settings("shards: 2");
    store.start(2, savepoint);
    assertThat(store.failure()).hasStackTraceContaining("shards is 2 now and was 1 when");
    store.settings("period: {zone: Europe/Berlin}");
    store.start(1, savepoint);
    assertThat(store.failure())
        .hasStackTraceContaining("period is every month from 1 in Europe/Berlin now and was every");
    store.settings("").fields(FIELDS.replace("path: string", "path: integer"));
    store.start(2, savepoint);
    assertThat(store.failure())
        .hasStackTraceContaining("field 'path' is integer now and was string when");

    store.settings("retention: P1Y").fields(FIELDS);
    store.start(2, savepoint);
    send("refused-eu", "{'$complete':'2026-08'}");
    assertThat(store.published(1, PATIENCE))
        .singleElement()
        .asString()
        .contains(values("'quantity':10"));
    store.cancel();
  }

  @Test
  void sourcesAreReorderedAddedAndRemoved() throws Exception {
    KafkaStore store = store("sources", VOLUME, "eu", "us");
    KafkaStore.createTopic(kafka, "apac", 1);
    store.start(2, null);
    send("us", event("1", 10, "/a", 1), event("2", 20, "/b", 1), event("3", 40, "/c", 1));
    await(store, source("us", report -> report.stored() == 3));
    send("eu", event("2", 20, "/b", 1));
    await(store, source("eu", report -> report.stored() == 1));
    String savepoint = store.stopWithSavepoint();

    list(store.withoutSources(), "us", "apac", "eu");
    store.start(1, savepoint);
    send("us", event("2", 20, "/b", 1));
    send("eu", event("1", 10, "/a", 1));
    await(store, source("us", report -> report.stored() == 3 && report.duplicates() == 1));
    await(store, source("eu", report -> report.stored() == 0 && report.duplicates() == 2));
    savepoint = store.stopWithSavepoint();

    list(store.withoutSources(), "apac", "eu");
    store.start(3, savepoint);
    send("apac", event("3", 40, "/c", 1), "{'$complete':'2026-08'}");
    send("eu", event("1", 10, "/a", 1), "{'$complete':'2026-08'}");

    List<String> published = store.published(1, PATIENCE);
    store.cancel();
    assertThat(published)
        .singleElement()
        .asString()
        .contains(values("'quantity':'70','calls':3"))
        .contains(values("'sources':{'apac':1,'eu':1,'us':1}"));
  }

  @Test
  void checksAndTargetsAreAddedAndRemoved() throws Exception {
    KafkaStore store = store("ends", VOLUME.replace("[usage]", "[usage, first]"), "ends-eu");
    KafkaStore.createTopic(kafka, "ends-first", 1);
    KafkaStore.createTopic(kafka, "ends-second", 1);
    store.target("first: {kafka: {topic: ends-first}}");
    store.settings("release: {checks: [{name: enough, expect: stored > 1}]}");
    store.start(2, null);
    send("ends-eu", event("1", 10, "/a", 1), "{'$complete':'2026-08'}");
    await(store, report -> report.state() == PeriodReport.State.HELD);
    // The gate may have held it before the targets were open.
    await(() -> store.latestCheckpoint() != null, () -> "no checkpoint");
    String savepoint = store.stopWithSavepoint();

    // The check that held it is gone, another is passed; one target is gone, another is new.
    store.settings("release: {checks: [{name: some, expect: stored > 0}]}");
    store.withoutTargets().target("second: {kafka: {topic: ends-second}}");
    store.meters(VOLUME.replace("[usage]", "[usage, second]"));
    store.start(1, savepoint);

    List<String> published = store.published(1, PATIENCE);
    await(store, report -> report.state() == PeriodReport.State.PUBLISHED);
    store.stopWithSavepoint();
    assertThat(published).singleElement().asString().contains(values("'quantity':'10'"));
    assertThat(store.publishedNow("ends-second")).isEqualTo(published);
    assertThat(store.publishedNow("ends-first")).isEmpty();
  }

  private static KafkaStore store(String name, String meters, String... topics) throws Exception {
    for (String topic : topics) {
      KafkaStore.createTopic(kafka, topic, 1);
    }
    KafkaStore store = new KafkaStore(kafka, folder.resolve(name), name, meters);
    store.with("execution.state-recovery.ignore-unclaimed-state", "true");
    return list(store, topics);
  }

  private static KafkaStore list(KafkaStore store, String... topics) {
    for (String topic : topics) {
      store.source("{name: %s, kafka: {topic: %s}}".formatted(topic, topic));
    }
    return store;
  }

  private static void send(String topic, String... lines) {
    KafkaStore.send(kafka, topic, 0, List.of(lines));
  }

  private static String event(String id, int bytes, String path, int version) {
    return "{'id':'%s','at':'2026-08-05T12:00:00Z','account':'a','bytes':%d,'path':'%s','seq':%d}"
        .formatted(id, bytes, path, version);
  }

  private static String row(String id, String bytes, int seq, String path, String region) {
    return values(
        "{'id':'%s','at':'2026-08-05T12:00:00Z','account':'a','bytes':'%s','seq':%d,'path':%s,'region':%s}"
            .formatted(id, bytes, seq, path, region));
  }

  private static String values(String json) {
    return json.replace('\'', '"');
  }

  private static Predicate<PeriodReport> source(String name, Predicate<SourceReport> condition) {
    return report ->
        report.sources().containsKey(name) && condition.test(report.sources().get(name));
  }

  private static List<PeriodReport> reports(KafkaStore store) {
    List<PeriodReport> reports = new ArrayList<>();
    store.ends.status.elements().stream()
        .filter(PeriodReport.class::isInstance)
        .map(PeriodReport.class::cast)
        .filter(report -> report.period() != null)
        .forEach(reports::add);
    return reports;
  }

  private static void await(KafkaStore store, Predicate<PeriodReport> condition)
      throws InterruptedException {
    await(() -> reports(store).stream().anyMatch(condition), () -> "" + reports(store));
  }

  private static void await(BooleanSupplier condition, Supplier<String> seen)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(seen).isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
