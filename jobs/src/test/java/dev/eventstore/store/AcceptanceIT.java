package dev.eventstore.store;

import static dev.eventstore.store.FileStore.complete;
import static dev.eventstore.store.FileStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Refusal;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal code (contract 3.1): the record is in quarantine, those around it in the store. */
class AcceptanceIT {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed      | {'id':'x','at':                                                        | ",
        "malformed      | [1, 2]                                                                  | ",
        "malformed      | {'$complete':'2026-13'}                                                 | ",
        "missing-field  | {'id':'x','at':'2026-10-05T10:00:00Z','account':'a'}                    | bytes",
        "wrong-type     | {'id':'x','at':'2026-10-05T10:00:00Z','account':'a','bytes':NaN}        | bytes",
        "wrong-type     | {'id':'x','at':'2026-10-05T10:00:00Z','account':7,'bytes':1}            | account",
        "bad-time       | {'id':'x','at':'2026-10-05','account':'a','bytes':1}                    | at",
        "too-far-ahead  | {'id':'x','at':'2199-10-05T10:00:00Z','account':'a','bytes':1}          | at",
        "conflict       | {'id':'1','at':'2026-10-05T12:00:00Z','account':'a','bytes':2}          | ",
        "late           | {'id':'x','at':'2026-09-05T12:00:00Z','account':'a','bytes':2}          | ",
        "expired        | {'id':'x','at':'2026-08-05T12:00:00Z','account':'a','bytes':2}          | ",
      })
  void eachCodeIsFound(String code, String line, String field) throws Exception {
    TestEnds ends =
        new FileStore(folder)
            .with("conflicts: quarantine")
            .with("late: quarantine")
            .with("retention: P5D")
            .source(
                "eu",
                event("1", "2026-10-05", "10"),
                complete("2026-09"),
                line,
                event("2", "2026-10-06", "20"))
            .run();

    Refusal refusal = ends.refusals.elements().get(0);
    assertThat(ends.refusals.elements()).hasSize(1);
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(new String(refusal.original(), StandardCharsets.UTF_8))
        .isEqualTo(line.replace('\'', '"'));
    assertThat(refusal.position()).isEqualTo(new FilePosition("events.jsonl", 3));
    assertThat(refusal.source()).isEqualTo("eu");
    assertThat(ends.written("usage")).singleElement().asString().contains("\"quantity\":\"30\"");
    assertThat(quarantined(ends.reports())).isEqualTo(1);
  }

  @Test
  void aFilterThatFailsIsFoundAndOthersGoOn() throws Exception {
    TestEnds ends =
        new FileStore(folder)
            .sourceWith(
                "filter: record.size / record.parts > 1",
                "{'id':'1','at':'2026-10-05T10:00:00Z','account':'a','bytes':1,'size':4,'parts':2}",
                "{'id':'2','at':'2026-10-05T10:00:00Z','account':'a','bytes':2,'size':4,'parts':0}",
                "{'id':'3','at':'2026-10-05T10:00:00Z','account':'a','bytes':4,'size':1,'parts':1}",
                "{'id':'4','at':'2026-10-05T10:00:00Z','account':'a','bytes':8,'size':1}",
                "{'id':'5','at':'2026-10-05T10:00:00Z','account':'a','bytes':16,'size':4,'parts':1}")
            .run();

    assertThat(ends.refusals.elements())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code().code()).isEqualTo("filter-failed");
              assertThat(refusal.message())
                  .isEqualTo("the source's filter failed: division by zero");
              assertThat(refusal.position()).isEqualTo(new FilePosition("events.jsonl", 2));
              assertThat(new String(refusal.original(), StandardCharsets.UTF_8)).contains("\"2\"");
            });
    assertThat(ends.written("usage")).singleElement().asString().contains("\"quantity\":\"17\"");
  }

  /** Of the last report of each period, and of the records whose period cannot be known. */
  private static long quarantined(List<PeriodReport> reports) {
    return reports.stream()
        .collect(
            Collectors.toMap(
                report -> String.valueOf(report.period()), report -> report, (a, b) -> b))
        .values()
        .stream()
        .flatMap(report -> report.sources().values().stream())
        .mapToLong(SourceReport::quarantined)
        .sum();
  }
}
