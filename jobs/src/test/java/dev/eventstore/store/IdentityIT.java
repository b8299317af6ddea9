package dev.eventstore.store;

import static dev.eventstore.store.FileStore.complete;
import static dev.eventstore.store.FileStore.event;
import static dev.eventstore.store.FileStore.versioned;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One id, one event (contract 3.2), before and after its period is released (3.6). */
class IdentityIT {
  @TempDir Path folder;

  @Test
  void theLatestReplaces() throws Exception {
    List<String> usage =
        store(event("1", "2026-10-05", "10"), event("1", "2026-10-05", "7")).run().written("usage");

    assertThat(usage)
        .singleElement()
        .asString()
        .contains("'quantity':'7','calls':1".replace('\'', '"'));
  }

  @Test
  void onlyAHigherVersionReplaces() throws Exception {
    List<String> usage =
        store(
                versioned("1", "2026-10-05", "10", 2),
                versioned("1", "2026-10-05", "7", 1),
                versioned("1", "2026-10-05", "8", 2),
                versioned("2", "2026-10-05", "1", 1),
                versioned("2", "2026-10-05", "3", 3))
            .with("version")
            .run()
            .written("usage");

    assertThat(usage).singleElement().asString().contains("\"quantity\":\"13\",\"calls\":2");
  }

  @Test
  void theFirstStays() throws Exception {
    List<String> usage =
        store(event("1", "2026-10-05", "10"), event("1", "2026-10-05", "7"))
            .with("conflicts: first")
            .run()
            .written("usage");

    assertThat(usage).singleElement().asString().contains("\"quantity\":\"10\",\"calls\":1");
  }

  @Test
  void aReplacementMovesToItsPeriod() throws Exception {
    List<String> usage =
        store(event("1", "2026-10-05", "10"), event("1", "2026-11-05", "10"))
            .run()
            .written("usage");

    assertThat(usage).singleElement().asString().contains("\"period\":\"2026-11\"");
  }

  @Test
  void aReplacementAfterReleaseRevisesBothPeriods() throws Exception {
    List<String> usage =
        store(
                event("1", "2026-10-05", "10"),
                event("2", "2026-10-06", "1"),
                complete("2026-10"),
                event("1", "2026-11-05", "10"))
            .run()
            .written("usage");

    assertThat(usage).hasSize(3);
    assertThat(usage)
        .anySatisfy(record -> assertThat(record).contains("2026-10", "\"revision\":0", "\"11\""))
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("2026-10", "\"revision\":1", "\"quantity\":\"1\"")
                    .contains("\"delta\":{\"quantity\":\"-10\",\"calls\":-1}")
                    .contains("\"reason\":\"replaced\""))
        .anySatisfy(record -> assertThat(record).contains("2026-11", "\"revision\":0", "\"10\""));
  }

  @Test
  void aLateEventRevises() throws Exception {
    List<String> usage =
        store(
                event("1", "2026-10-05", "10"),
                complete("2026-10"),
                event("2", "2026-10-06", "0.5"),
                event("1", "2026-10-05", "10.0"))
            .run()
            .written("usage");

    assertThat(usage).hasSize(2);
    assertThat(usage)
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("\"revision\":1", "\"values\":{\"quantity\":\"10.5\",\"calls\":2}")
                    .contains("\"delta\":{\"quantity\":\"0.5\",\"calls\":1},\"reason\":\"late\""));
  }

  @Test
  void aGroupLeftWithoutEventsSaysSo() throws Exception {
    List<String> usage =
        store(event("1", "2026-10-05", "10"), complete("2026-10"), event("1", "2026-11-05", "10"))
            .run()
            .written("usage");

    assertThat(usage)
        .anySatisfy(
            record ->
                assertThat(record)
                    .contains("2026-10", "\"revision\":1", "\"events\":0", "\"sources\":{}")
                    .contains("\"values\":{\"quantity\":null,\"calls\":0}")
                    .contains("\"delta\":{\"quantity\":\"-10\",\"calls\":-1}"));
  }

  @Test
  void eventsThemselvesHaveRevisions() throws Exception {
    List<String> archive =
        store(
                event("1", "2026-10-05", "10"),
                complete("2026-10"),
                event("1", "2026-10-05", "11"),
                event("1", "2026-11-05", "12"))
            .meters("  - {name: evidence, operators: [], targets: [usage]}")
            .run()
            .written("usage");

    assertThat(archive)
        .extracting(record -> record.substring(0, record.indexOf(",\"event\"")))
        .containsExactlyInAnyOrder(
            "{\"store\":\"api-usage\",\"meter\":\"evidence\",\"period\":\"2026-10\",\"op\":\"insert\",\"revision\":0",
            "{\"store\":\"api-usage\",\"meter\":\"evidence\",\"period\":\"2026-10\",\"op\":\"delete\",\"revision\":1",
            "{\"store\":\"api-usage\",\"meter\":\"evidence\",\"period\":\"2026-11\",\"op\":\"insert\",\"revision\":0");
  }

  @Test
  void anEventThatComesBackGoesOnCountingRevisions() throws Exception {
    List<String> archive =
        store(
                event("1", "2026-09-05", "10"),
                complete("2026-09"),
                event("1", "2026-10-05", "10"),
                complete("2026-10"),
                event("1", "2026-09-05", "10"))
            .with("reviseAfter: PT0S")
            .meters("  - {name: evidence, operators: [], targets: [usage]}")
            .run()
            .written("usage");

    assertThat(archive)
        .filteredOn(record -> record.contains("2026-09\",\"op"))
        .extracting(record -> record.replaceAll(".*\"revision\":([0-9]+).*", "$1"))
        .doesNotHaveDuplicates();
    assertThat(archive)
        .filteredOn(record -> record.contains("2026-10\",\"op"))
        .anySatisfy(record -> assertThat(record).contains("\"op\":\"delete\",\"revision\":1"));
  }

  @Test
  void anEventOfSeveralSourcesBelongsToTheFirst() throws Exception {
    List<String> usage =
        new FileStore(folder)
            .source("eu", event("1", "2026-10-05", "10"))
            .source("us", event("1", "2026-10-05", "10"), event("2", "2026-10-05", "10"))
            .run()
            .written("usage");

    assertThat(usage)
        .singleElement()
        .asString()
        .contains("\"calls\":2", "\"sources\":{\"eu\":1,\"us\":1}");
  }

  private FileStore store(String... lines) throws Exception {
    return new FileStore(folder).source("eu", lines);
  }
}
