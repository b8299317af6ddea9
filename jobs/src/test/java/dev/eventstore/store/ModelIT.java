package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.store.ContractModel.Conflicts;
import dev.eventstore.store.ContractModel.Event;
import dev.eventstore.store.ContractModel.Figure;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of a store, with crashes, against {@link ContractModel}: the balance at every
 * period report, the counts, the refusals, every revision of every usage record.
 *
 * <p>{@code -Dmodel.seeds=100-199} runs others than those of the suite.
 */
class ModelIT {
  private static final List<String> SOURCES = List.of("eu", "us");
  private static final List<String> PERIODS = List.of("2026-06", "2026-07", "2026-08", "2026-09");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String METERS =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage, chaos]
      """;

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;

  private Random random;
  private ContractModel model;
  private KafkaStore store;
  private StoreSaid said;
  private String output;
  private boolean revisesLate;
  private final Map<String, List<String>> waiting = new HashMap<>();

  /** Events that another source reports as well, at the end of the phase. */
  private final List<Event> shareLater = new ArrayList<>();

  private int ids;
  private int commands;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  static LongStream seeds() {
    String[] range = System.getProperty("model.seeds", "3-4").split("-");
    return LongStream.rangeClosed(
        Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRandomHistory(long seed) throws Exception {
    random = new Random(seed);
    Conflicts conflicts = Conflicts.values()[(int) (seed % 4)];
    revisesLate = seed % 3 != 0;
    model = new ContractModel(SOURCES, conflicts, revisesLate);
    output = "usage-" + seed;
    store = store(seed, conflicts);
    said = new StoreSaid(store);
    start();
    for (int phase = 0; phase < PERIODS.size(); phase++) {
      events(phase);
      markers(PERIODS.get(phase), random.nextInt(3) == 0);
      send(phase);
      check("after the events of phase " + phase);
      if (model.held().isPresent()) {
        mend();
        check("after what was held in phase " + phase + " was mended");
      }
      if (random.nextBoolean()) {
        delete();
        check("after a deletion in phase " + phase);
      }
      if (random.nextBoolean()) {
        store.cancel();
        start();
      }
    }
    store.cancel();
  }

  private KafkaStore store(long seed, Conflicts conflicts) throws Exception {
    SentCommands.forget();
    KafkaStore made = new KafkaStore(kafka, folder.resolve(output), output, METERS);
    for (String source : SOURCES) {
      KafkaStore.createTopic(kafka, source + "-" + seed, 1);
      made.source("{name: %s, kafka: {topic: %s}}".formatted(source, source + "-" + seed));
      waiting.put(source, new ArrayList<>());
    }
    String word =
        conflicts == Conflicts.VERSION || conflicts == Conflicts.LATEST
            ? "latest"
            : conflicts.name().toLowerCase(java.util.Locale.ROOT);
    made.settings("conflicts: %s\nlate: %s".formatted(word, revisesLate ? "revise" : "quarantine"));
    return conflicts == Conflicts.VERSION ? made : made.unversioned();
  }

  private void start() throws Exception {
    store.start(1 + random.nextInt(3), store.latestCheckpoint());
    said.by(store.ends);
  }

  // ---- the history

  /** Mostly events of the phase's own period, some of earlier and of later ones, some bad. */
  private void events(int phase) {
    for (int i = 0; i < 60; i++) {
      String source = SOURCES.get(random.nextInt(2));
      List<Event> known =
          model.storedEvents().stream().filter(event -> event.source().equals(source)).toList();
      int kind = random.nextInt(20);
      if (kind < 10 || known.isEmpty()) {
        say(fresh(source, period(phase)));
      } else if (kind < 13) {
        say(known.get(random.nextInt(known.size())));
      } else if (kind < 17) {
        Event before = known.get(random.nextInt(known.size()));
        if (!before.id().startsWith("shared")) {
          String period = random.nextInt(3) == 0 ? period(phase) : before.period();
          say(event(source, before.id(), before.account(), period, random.nextInt(4)));
        }
      } else if (kind == 17) {
        // Of an open period: which of two late reports came first would count as late.
        Event shared = fresh(source, PERIODS.get(phase));
        Event first =
            event(source, "shared" + shared.id(), shared.account(), shared.period(), shared.seq());
        say(first);
        shareLater.add(first);
      } else {
        bad(source, period(phase));
      }
    }
  }

  private String period(int phase) {
    int earlier = random.nextInt(10);
    int index = earlier < 6 ? phase : earlier < 8 ? random.nextInt(phase + 1) : phase + 1;
    return PERIODS.get(Math.min(index, PERIODS.size() - 1));
  }

  private Event fresh(String source, String period) {
    return event(source, "e" + ids++, "a" + random.nextInt(5), period, 1);
  }

  private Event event(String source, String id, String account, String period, int seq) {
    String bytes = random.nextInt(1_000) + "." + random.nextInt(100);
    String line =
        "{'id':'%s','account':'%s','at':'%s-%02dT10:00:00Z','bytes':'%s','seq':%d}"
            .formatted(id, account, period, 1 + random.nextInt(28), bytes, seq);
    return new Event(source, id, account, period, line, bytes, seq);
  }

  private void say(Event event) {
    waiting.get(event.source()).add(event.content());
    model.event(event, event.content());
  }

  private void bad(String source, String period) {
    int number = ids++;
    String at = period + "-05T10:00:00Z";
    switch (random.nextInt(4)) {
      case 0 ->
          refuse(source, ContractModel.NO_PERIOD, "malformed", "{'id':'bad%d'".formatted(number));
      case 1 ->
          refuse(source, period, "missing-field", "{'id':'bad%d','at':'%s'}".formatted(number, at));
      case 2 ->
          refuse(
              source,
              period,
              "wrong-type",
              "{'id':'bad%d','account':'a','at':'%s','bytes':'many'}".formatted(number, at));
      default ->
          refuse(
              source,
              ContractModel.NO_PERIOD,
              "bad-time",
              "{'id':'bad%d','account':'a','at':'today'}".formatted(number));
    }
  }

  private void refuse(String source, String period, String code, String line) {
    waiting.get(source).add(line);
    model.refusedRecord(source, period, code, line);
  }

  /** They come last: what follows a marker in a topic may be late or not, as it happens. */
  private void markers(String period, boolean wrong) {
    for (Event shared : shareLater) {
      String other = shared.source().equals("eu") ? "us" : "eu";
      Event again =
          new Event(
              other,
              shared.id(),
              shared.account(),
              shared.period(),
              shared.content(),
              shared.bytes(),
              shared.seq());
      say(again);
    }
    shareLater.clear();
    for (String source : SOURCES) {
      Long manifest = null;
      if (random.nextBoolean() || wrong) {
        manifest =
            model.counts().getOrDefault(source + " " + period, Map.of()).getOrDefault("stored", 0L);
        manifest += wrong && source.equals("eu") ? 1 : 0;
      }
      waiting
          .get(source)
          .add(
              manifest == null
                  ? "{'$complete':'%s'}".formatted(period)
                  : "{'$complete':'%s','count':%d}".formatted(period, manifest));
      model.complete(source, period, manifest);
    }
  }

  /** The missing event comes, or a named person lets the period pass. */
  private void mend() throws Exception {
    String period = model.held().orElseThrow();
    if (random.nextBoolean() && revisesLate && model.unmet(period).isPresent()) {
      say(fresh(model.unmet(period).get(), period));
      send(-1);
    } else {
      command("'command':'approve','period':'%s'".formatted(period));
      model.approve(period);
    }
  }

  private void delete() throws Exception {
    Set<String> some = new TreeSet<>(Set.of("unknown"));
    for (Event event : model.storedEvents()) {
      if (random.nextInt(10) == 0) {
        some.add(event.id());
      }
    }
    StringBuilder list = new StringBuilder();
    some.forEach(id -> list.append(list.isEmpty() ? "'" : ",'").append(id).append('\''));
    String id = command("'command':'delete','ids':[%s]".formatted(list));
    long deleted = model.delete(some);
    await(() -> said.answer(id) != null);
    assertThat(said.answer(id).counts().unique()).isEqualTo(some.size());
    assertThat(said.answer(id).counts().modified()).isEqualTo(deleted);
  }

  private String command(String what) {
    String id = "c" + commands++;
    SentCommands.send("{'id':'%s',%s,'actor':'model','reason':'a test'}".formatted(id, what));
    return id;
  }

  /** Sends what waits, and now and then makes the job fail while it reads. */
  private void send(int phase) throws Exception {
    for (String source : SOURCES) {
      List<String> lines = waiting.get(source);
      KafkaStore.send(kafka, source + output.substring("usage".length()), 0, lines);
      lines.clear();
    }
    if (phase >= 0) {
      for (int i = 0; i < 3; i++) {
        (random.nextBoolean() ? KafkaEnds.FAIL_READING : KafkaEnds.FAIL_PUBLISHING).set(true);
        Thread.sleep(random.nextInt(300));
      }
      KafkaEnds.FAIL_READING.set(false);
      KafkaEnds.FAIL_PUBLISHING.set(false);
    }
  }

  // ---- what is checked

  private void check(String when) throws Exception {
    model.settle();
    Map<String, Figure> expected = model.figures();
    try {
      await(
          () ->
              said.counts().equals(expectedCounts()) && model.held().isPresent() == said.isHeld());
      await(() -> StoreSaid.figures(said.usage()).equals(expected));
    } catch (AssertionError late) {
      // Said below, with what differs.
    }
    assertThat(said.counts()).as(when).isEqualTo(expectedCounts());
    List<JsonNode> usage = said.usage();
    assertThat(StoreSaid.figures(usage)).as(when).isEqualTo(expected);
    assertRevisions(usage);
    assertThat(said.refused()).as(when).isEqualTo(model.refused);
    for (PeriodReport report : said.reports()) {
      report.sources().forEach((source, counts) -> assertBalance(report, source, counts));
    }
    // What comes next is late for good only once this cannot be undone.
    String checkpoint = store.latestCheckpoint();
    await(() -> !Objects.equals(store.latestCheckpoint(), checkpoint));
  }

  private static void assertBalance(PeriodReport report, String source, SourceReport counts) {
    assertThat(counts.received())
        .as("%s of %s: %s", source, report.period(), counts)
        .isEqualTo(
            counts.stored()
                + counts.duplicates()
                + counts.replaced()
                + counts.conflicts()
                + counts.quarantined()
                + counts.deleted());
  }

  /** Each revision once, without a gap, with deltas that add up. */
  private static void assertRevisions(List<JsonNode> usage) {
    Map<String, List<JsonNode>> byId = new TreeMap<>();
    usage.forEach(
        record ->
            byId.computeIfAbsent(record.get("id").textValue(), id -> new ArrayList<>())
                .add(record));
    byId.forEach(
        (id, records) -> {
          long calls = 0;
          for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).get("revision").intValue()).as(id).isEqualTo(i);
            calls += records.get(i).get("delta").get("calls").longValue();
            assertThat(calls)
                .as(id)
                .isEqualTo(records.get(i).get("values").get("calls").longValue());
            assertThat(calls).as(id).isEqualTo(records.get(i).get("events").longValue());
          }
        });
  }

  private Map<String, Map<String, Long>> expectedCounts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    model.counts().forEach((place, count) -> counts.put(place, StoreSaid.withoutZeros(count)));
    counts.values().removeIf(Map::isEmpty);
    return counts;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
