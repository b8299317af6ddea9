package dev.eventstore.store;

import static dev.eventstore.store.FileStore.complete;
import static dev.eventstore.store.FileStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Outcome;
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
  void whatIsHeldAtTheEndHoldsNoCorrectionOfWhatWasPublished() throws Exception {
    TestEnds ends =
        new FileStore(folder)
            .source(
                "eu",
                event("1", "2026-08-05", "1"),
                "{'$complete':'2026-08','count':1}",
                event("10", "2026-08-07", "10"),
                event("3", "2026-09-06", "4"),
                "{'$complete':'2026-09','count':2}")
            .run();

    assertThat(ends.written("usage"))
        .hasSize(2)
        .anySatisfy(
            record ->
                assertThat(record).contains("2026-08", "\"revision\":0", "\"quantity\":\"1\""))
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("2026-08", "\"revision\":1", "\"quantity\":\"11\"")
                    .contains("\"reason\":\"late\""));
    assertThat(ends.reports())
        .filteredOn(report -> report.state() == State.HELD)
        .extracting(PeriodReport::period)
        .containsOnly("2026-09");
  }

  @Test
  void whatWasSentBeforeABoundedRunCountsInIt() throws Exception {
    TestEnds ends =
        new FileStore(folder)
            .with("release: {approval: required}")
            .source(
                "eu",
                event("1", "2026-08-05", "1"),
                complete("2026-08"),
                event("2", "2026-09-06", "4"),
                event("3", "2026-10-06", "8"))
            .sent("'id':'a','command':'approve','period':'2026-08'")
            .sent("'id':'b','command':'approve','period':'2026-09'")
            .sent("'id':'c','command':'delete','ids':['3']")
            .run();

    assertThat(ends.written("usage"))
        .hasSize(2)
        .anySatisfy(record -> assertThat(record).contains("2026-08", "\"quantity\":\"1\""))
        .anySatisfy(record -> assertThat(record).contains("2026-09", "\"quantity\":\"4\""));
    assertThat(ends.status.elements())
        .filteredOn(CommandReport.class::isInstance)
        .map(report -> (CommandReport) report)
        .extracting(CommandReport::id, CommandReport::outcome)
        .containsExactlyInAnyOrder(
            tuple("a", Outcome.APPLIED), tuple("b", Outcome.APPLIED), tuple("c", Outcome.APPLIED));

    ends =
        new FileStore(folder)
            .source("eu", event("1", "2026-08-05", "1"), complete("2026-08"))
            .sent("'id':'d','command':'hold','period':'2026-08'")
            .run();

    assertThat(ends.written("usage")).isEmpty();
    assertThat(ends.reports())
        .last()
        .extracting(PeriodReport::heldBy)
        .isEqualTo("hold by ann: a test");
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
