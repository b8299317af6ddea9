package dev.eventstore.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.bench.process.ThreadKind;
import dev.eventstore.bench.report.RunResult.Close;
import dev.eventstore.bench.report.RunResult.Ingest;
import dev.eventstore.bench.report.RunResult.Late;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("a processor", 2, 8, "a system", "a Java", "2.2", "4.2", "abc");
  private static final CheckpointTimes CHECKPOINTS = new CheckpointTimes(3, 1.5, 1.6);
  private static final Map<ThreadKind, Double> THREADS =
      Map.of(ThreadKind.COMPILER, 1.0, ThreadKind.ROCKSDB, 0.75);

  @TempDir private Path folder;

  private final Results results =
      new Results(Map.of(), null)
          .with(
              new ScenarioResult(
                  "store",
                  "2026-11-01T00:00:00Z",
                  "store",
                  MACHINE,
                  List.of(
                      limit(200_000),
                      store(80_000, 30, true),
                      store(100_000, 20, true),
                      store(150_000, 10, true)),
                  List.of()));

  @Test
  void aVerdictIsOfMediansAndSaysByHowMuchItIsMissed() {
    assertThat(new Report(results).verdicts())
        .containsPattern(
            "ingest, against the pass-through +0.50 +at least 0.60 +no: 17 % too little")
        .containsPattern("close, against ingest.* 0.50 +at least 3.00 +no: 83 % too little")
        .containsPattern("longest checkpoint in the close +2.50 s +at most 3.00 s +yes")
        .containsPattern("state, against raw JSON +0.40 B/B +at most 0.60 B/B +yes")
        .containsPattern(
            "ingest at twice the parallelism, same cores +– +at least 1.70 +not measured");
  }

  @Test
  void tablesShowMediansWithTheirSpread() {
    assertThat(new Report(results).toString())
        .contains("| pass-through | 1,000,000 | 200,000 |")
        .contains("| store | 1,000,000 | 100,000 (80,000–150,000) |")
        .contains("`bench/run store`")
        .contains("Runs of each: 3.")
        .contains("Not measured yet.")
        .doesNotContain("{{");
  }

  @Test
  void saysWhatEachKindOfThreadTook() {
    assertThat(new Report(results).toString())
        .contains("| RocksDB's own threads | 0.75 | 0.75 | 0.75 |")
        .contains("| event store | – | – | – |");
  }

  @Test
  void showsQueriesWithTheirRate() {
    QueryResults queries =
        new QueryResults(
            "2026-11-01T00:00:00Z",
            "query",
            MACHINE,
            List.of(new QueryResults.Query("SELECT `1` FROM events", 5_000_000, 10, 900L << 20)));

    assertThat(new Report(results.with(queries)).toString())
        .contains("| `` SELECT `1` FROM events `` | 5,000,000 | 10.0 | 500,000 | 900 |")
        .contains("`bench/run query`");
  }

  @Test
  void oneWrongFigureOfOneRunIsShown() {
    ScenarioResult wrong =
        new ScenarioResult(
            "store",
            "2026-11-01T00:00:00Z",
            "store",
            MACHINE,
            List.of(store(1, 1, true), store(1, 1, false)),
            List.of());

    assertThat(wrong.isRight()).isFalse();
    assertThat(new Report(results.with(wrong)).toString()).contains("| **no** |");
  }

  @Test
  void resultsAreReadAsTheyWereWritten() throws Exception {
    Path file = folder.resolve("results.json");
    results.write(file);

    assertThat(Results.read(file)).isEqualTo(results);
    assertThat(Results.read(folder.resolve("none.json")).scenarios()).isEmpty();
  }

  private static RunResult limit(double rate) {
    Ingest ingest = new Ingest(rate, 5, THREADS, new CheckpointTimes(0, 0, 0));
    return new RunResult(
        "pass-through", 2, 1_000_000, 1_000_000, 200_000_000, ingest, null, null, null, null, 1L);
  }

  private static RunResult store(double rate, double seconds, boolean right) {
    Close close =
        new Close(
            1_000_000,
            10,
            seconds,
            seconds + 5,
            10,
            THREADS,
            new CheckpointTimes(1, 2, 2.5),
            right);
    Ingest ingest = new Ingest(rate, Double.NaN, THREADS, CHECKPOINTS);
    Late late = new Late(10, 5, 1, 2);
    return new RunResult(
        "store",
        2,
        1_000_000,
        1_000_000,
        200_000_000,
        ingest,
        80_000_000L,
        close,
        late,
        null,
        null);
  }
}
