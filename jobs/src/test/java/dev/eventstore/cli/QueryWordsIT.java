package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.state.StateVersion;
import dev.eventstore.store.GoldenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private Cli query(String sql, String... options) {
    Object[] words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"query", file, "--at", GOLDEN, sql}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return Cli.call(words);
  }
}
