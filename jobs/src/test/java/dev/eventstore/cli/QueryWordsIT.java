package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.query.Query;
import dev.eventstore.query.Reading;
import dev.eventstore.query.SqlException;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.state.StateVersion;
import dev.eventstore.store.GoldenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of a snapshot, in which words. The savepoint is a golden one. */
class QueryWordsIT {
  private static final Path GOLDEN =
      Path.of("src/test/resources/savepoints/v" + StateVersion.PRESENT, "savepoint");

  @TempDir static Path folder;
  private static Path file;
  private static Snapshot snapshot;
  private static Reading reading;

  @BeforeAll
  static void open() throws Exception {
    new GoldenStore(folder);
    file = Files.writeString(folder.resolve("store.yaml"), GoldenStore.PRESENT);
    snapshot = Snapshot.open(StoreFiles.read(file), GOLDEN.toString());
    reading = Reading.here(folder, 1);
  }

  @AfterAll
  static void close() {
    reading.close();
  }

  @Test
  void jsonIsAlsoCalledJsonl() {
    Cli json = query("SELECT COUNT(*) AS n FROM events", "--output", "json");
    Cli jsonl = query("SELECT COUNT(*) AS n FROM events", "--output", "jsonl");

    assertThat(json.out()).matches("\\{\"n\":[1-9][0-9]*}\\n");
    assertThat(jsonl).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHOW TABLES",
        "DELETE FROM events",
        "DELETE FROM events WHERE id = '1'",
        "INSERT INTO events SELECT * FROM events",
        "INSERT INTO periods (state) VALUES ('open')",
        "INSERT OVERWRITE events SELECT * FROM events",
        "UPDATE events SET id = 'x'",
        "TRUNCATE TABLE events",
        "CREATE TABLE t AS SELECT * FROM events",
        "CREATE VIEW v AS SELECT * FROM events",
        "ANALYZE TABLE events COMPUTE STATISTICS",
      })
  void aSnapshotIsOnlyRead(String sql) {
    says(sql, "That is no query, and a snapshot is only read; give a SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT _values, COUNT(*) FROM usage GROUP BY _values",
        "SELECT DISTINCT _values FROM usage",
        "SELECT COUNT(DISTINCT _values) FROM usage",
        "SELECT * FROM usage ORDER BY _values",
        "SELECT * FROM usage ORDER BY _values LIMIT 1",
        "SELECT _values FROM usage UNION SELECT _values FROM usage",
        "SELECT sources, COUNT(*) FROM periods GROUP BY sources",
        "SELECT a.id FROM usage a JOIN usage b ON a._group = b._group",
      })
  void aMapIsInNoOrder(String sql) {
    says(sql, "Maps, rows and arrays have no order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 / (CHAR_LENGTH(id) * 0) FROM events",
        "SELECT CAST(id || 'x' AS INT) FROM events"
      })
  void aRowThatFailsIsOneSentence(String sql) {
    says(sql, "The query fails for one of its rows (");
  }

  private static void says(String sql, String sentence) {
    assertThatThrownBy(() -> new Query(reading, snapshot, Query.DIGITS / 2, sql).run(row -> {}))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining(sentence);
  }

  private static Cli query(String sql, String... options) {
    Object[] words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"query", file, "--at", GOLDEN, sql}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return Cli.call(words);
  }
}
