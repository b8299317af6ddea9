package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a job is killed, and at whatever parallelism it goes on, the output is the same. */
class ChaosIT {
  private static final int EVENTS = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String METERS =
      """
        - name: volume
          operators:
            - derive: {kb: bytes / 1024}
            - aggregate:
                by: [account]
                values: {quantity: sum(bytes), kb: sum(kb), calls: count(), paths: unique(path)}
          targets: [usage, chaos]
        - name: paths
          operators:
            - aggregate: {by: [path], values: {quantity: sum(bytes), last: latest(account)}}
          targets: [usage, chaos]
      """;

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static List<String> expected;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    KafkaStore.createTopics(kafka);
    produce();
    KafkaStore store = store("undisturbed");
    store.start(2, null);
    expected = store.published(2 * 200 + 2 * 3, PATIENCE);
    store.cancel();
    assertThat(expected).hasSize(2 * 200 + 2 * 3);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void injectedExceptions() throws Exception {
    KafkaStore store = store("exceptions");
    Random random = new Random(11);
    store.start(2, null);
    Thread chaos =
        new Thread(
            () -> {
              for (int i = 0; i < 30; i++) {
                (i % 3 == 2 ? KafkaEnds.FAIL_PUBLISHING : KafkaEnds.FAIL_READING).set(true);
                try {
                  Thread.sleep(100 + random.nextInt(500));
                } catch (InterruptedException e) {
                  break;
                }
              }
              KafkaEnds.FAIL_PUBLISHING.set(false);
              KafkaEnds.FAIL_READING.set(false);
            });
    chaos.start();
    chaos.join();

    List<String> published = store.published(expected.size(), PATIENCE);
    store.cancel();
    assertAsUndisturbed(published);
  }

  @Test
  void killsAndRestartsAtOtherParallelism() throws Exception {
    KafkaStore store = store("kills");
    Random random = new Random(13);
    for (int i = 0; i < 6; i++) {
      store.start(1 + random.nextInt(4), store.latestCheckpoint());
      Thread.sleep(700 + random.nextInt(1_500));
      store.cancel();
    }
    store.start(2, store.latestCheckpoint());

    List<String> published = store.published(expected.size(), PATIENCE);
    store.cancel();
    assertAsUndisturbed(published);
  }

  @Test
  void aHalfReleasedPeriodGoesOnAtAnotherParallelism() throws Exception {
    KafkaStore store = store("half");
    KafkaEnds.PUBLISH_MILLIS.set(150);
    store.start(2, null);
    for (int parallelism : new int[] {4, 1}) {
      KafkaEnds.PUBLISHED.set(0);
      await(() -> KafkaEnds.PUBLISHED.get() > 15);
      String checkpoint = store.latestCheckpoint();
      await(() -> !Objects.equals(store.latestCheckpoint(), checkpoint));
      store.cancel();
      assertThat(KafkaEnds.PUBLISHED.get()).isLessThan(expected.size() * 3 / 4);
      store.start(parallelism, store.latestCheckpoint());
    }
    KafkaEnds.PUBLISH_MILLIS.set(0);

    List<String> published = store.published(expected.size(), PATIENCE);
    store.cancel();
    assertAsUndisturbed(published);
  }

  /** Says what differs and not all there is: a late event shows as a revision beside revision 0. */
  private static void assertAsUndisturbed(List<String> published) {
    List<String> missing = new ArrayList<>(expected);
    published.forEach(missing::remove);
    List<String> unexpected = new ArrayList<>(published);
    expected.forEach(unexpected::remove);
    assertThat(unexpected).as("instead of %s", missing).isEmpty();
    assertThat(missing).isEmpty();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static KafkaStore store(String name) throws Exception {
    return new KafkaStore(kafka, folder.resolve(name), name, METERS).sources();
  }

  /** Events of two months in every partition, some twice, and markers at their ends. */
  private static void produce() {
    Random random = new Random(5);
    List<List<String>> partitions = new ArrayList<>();
    int count = KafkaStore.PARTS;
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
    for (int id = 0; id < EVENTS; id++) {
      String line =
          ("{'id':'e%d','at':'2026-0%d-%02dT%02d:00:00Z','account':'acc-%d','bytes':'%d.%03d',"
                  + "'seq':1,'path':'/%s'}")
              .formatted(
                  id,
                  8 + random.nextInt(2),
                  1 + random.nextInt(28),
                  random.nextInt(24),
                  random.nextInt(200),
                  random.nextInt(10_000),
                  random.nextInt(1_000),
                  "abc".charAt(random.nextInt(3)));
      int copies = random.nextInt(10) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        partitions.get(random.nextInt(count)).add(line);
      }
    }
    for (int i = 0; i < count; i++) {
      partitions.get(i).add("{'$complete':'2026-08'}");
      partitions.get(i).add("{'$complete':'2026-09'}");
      KafkaStore.send(kafka, i, partitions.get(i));
    }
  }
}
