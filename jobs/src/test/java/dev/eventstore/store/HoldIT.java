package dev.eventstore.store;

import static dev.eventstore.store.FileStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A period that fails a check stops before any target (contract 3.5). */
class HoldIT {
  @TempDir Path folder;

  @Test
  void aBoundedRunThatEndsHeldHasPublishedNothingOfIt() throws Exception {
    TestEnds ends =
        new FileStore(folder)
            .source(
                "eu",
                event("1", "2026-08-05", "10"),
                event("2", "2026-09-05", "20"),
                "{'$complete':'2026-09','count':2}",
                event("3", "2026-09-06", "1"),
                event("4", "2026-10-05", "30"))
            .run();

    // With the late event two are stored in 2026-09, as declared.
    assertThat(ends.written("usage"))
        .anySatisfy(record -> assertThat(record).contains("2026-08", "\"quantity\":\"10\""))
        .anySatisfy(record -> assertThat(record).contains("2026-09", "\"quantity\":\"21\""))
        .anySatisfy(record -> assertThat(record).contains("2026-10", "\"quantity\":\"30\""));

    ends =
        new FileStore(folder)
            .source(
                "eu",
                event("1", "2026-08-05", "10"),
                event("2", "2026-09-05", "20"),
                "{'$complete':'2026-09','count':3}",
                event("3", "2026-09-06", "1"),
                event("4", "2026-10-05", "30"))
            .run();

    assertThat(ends.written("usage")).singleElement().asString().contains("2026-08");
    assertThat(ends.reports())
        .filteredOn(report -> report.state() == State.HELD)
        .last()
        .extracting(PeriodReport::heldBy)
        .isEqualTo("check manifests: eu declared 3 events and 2 are stored");
  }

  @Test
  void theMissingEventReleasesAHeldPeriodAlsoAfterARestart() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      KafkaStore.createTopic(kafka, "eu", 1);
      KafkaStore store =
          new KafkaStore(
                  kafka,
                  folder.resolve("store"),
                  "usage",
                  """
                    - name: volume
                      operators:
                        - aggregate: {by: [account], values: {quantity: sum(bytes)}}
                      targets: [usage]
                  """)
              .source("{name: eu, kafka: {topic: eu}}");
      KafkaStore.send(
          kafka,
          "eu",
          0,
          List.of(
              event("1", "2026-08-05", "1"),
              event("2", "2026-09-05", "2"),
              "{'$complete':'2026-08','count':2,'totals':{'bytes':'5'}}",
              "{'$complete':'2026-09','count':1}"));
      store.start(2, null);
      assertThat(store.published(1, Duration.ofSeconds(4))).isEmpty();
      store.cancel();

      store.start(2, store.latestCheckpoint());
      assertThat(store.published(1, Duration.ofSeconds(3))).isEmpty();
      KafkaStore.send(kafka, "eu", 0, List.of(event("3", "2026-08-06", "4")));

      assertThat(store.published(2, Duration.ofSeconds(60)))
          .hasSize(2)
          .anySatisfy(
              record ->
                  assertThat(record)
                      .contains("2026-08", "\"revision\":0", "\"quantity\":\"5\"")
                      .contains("\"reason\":\"release\""))
          .anySatisfy(
              record ->
                  assertThat(record)
                      .contains("2026-09", "\"revision\":0", "\"reason\":\"release\""));
      store.cancel();
    }
  }
}
