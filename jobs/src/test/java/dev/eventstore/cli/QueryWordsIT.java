package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.state.StateVersion;
import dev.eventstore.store.GoldenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of a snapshot, in which words. The savepoint is a golden one. */
class QueryWordsIT {
  private static final Path GOLDEN =
      Path.of("src/test/resources/savepoints/v" + StateVersion.PRESENT, "savepoint");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    new GoldenStore(folder);
    file = Files.writeString(folder.resolve("store.yaml"), GoldenStore.PRESENT);
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
    says(query(sql), "That is no query, and a snapshot is only read; give a SELECT");
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
      })
  void aMapIsInNoOrder(String sql) {
    says(query(sql), "Maps, rows and arrays have no order");
  }

  private static void says(Cli refused, String sentence) {
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines().toList()).last().asString().contains(sentence);
  }

  private Cli query(String sql, String... options) {
    Object[] words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"query", file, "--at", GOLDEN, sql}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return Cli.call(words);
  }
}
