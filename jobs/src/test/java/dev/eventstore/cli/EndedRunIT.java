package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.files.FilesBelow;
import dev.eventstore.snapshot.SavedStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store holds when all its sources have ended can be looked at, and is gone on from. */
class EndedRunIT {
  private static final String STORE =
      CliTest.STORE
          .replace("targets:\n", "  - {name: evidence, operators: [], targets: [rows]}\ntargets:\n")
          .replace("usage: {", "rows: {files: {path: rows}}\n  usage: {");

  @TempDir Path folder;
  private Path store;

  @Test
  void aRunThatEndedHeldIsLookedAtApprovedAndGoneOnFrom() throws Exception {
    event("in", "1", "1.5");
    Files.writeString(
        folder.resolve("in/2.complete.jsonl"), "{\"$complete\":\"2026-08\",\"count\":2}\n");
    write(STORE);
    assertThat(Cli.call("run", store).exit()).isEqualTo(3);
    String held = newest();
    assertThat(Cli.call("stop", store).err()).contains("store 'tiny' does not run in");

    Cli query = Cli.call("query", store, "SELECT id, `bytes` FROM events", "--output", "jsonl");
    assertThat(query.out()).isEqualTo("{\"id\":\"1\",\"bytes\":\"1.5\"}\n");
    assertThat(query.err()).contains("eu is complete for ever");
    assertThat(Cli.call("drafts", store).out()).contains("account=a  quantity=1.5");
    assertThat(goOn().exit()).as("not approved").isEqualTo(3);
    assertThat(goOn().exit()).as("and again").isEqualTo(3);
    write(
        STORE.replace("meters:\n", "meters:\n  - {name: late, operators: [], targets: [rows]}\n"));
    assertThat(goOn().err()).contains("2026-08 held: meters changed since the release: late");
    write(STORE);

    Cli.call("approve", store, "--period", "2026-08", "--reason", "one was a test");
    Cli approved = goOn();
    assertThat(approved.exit()).isZero();
    assertThat(approved.err()).contains("source eu was read to its end and is not read again");
    assertThat(published()).containsExactly("{\"quantity\":\"1.5\"},\"revision\":0");
    assertThat(lines("rows")).singleElement().asString().contains("\"op\":\"insert\"");
    assertThat(goOn().err()).as("nothing is new").endsWith("2026-08 published\n");

    Cli reversed = Cli.call("reprocess", store, "--dry-run", "--between", "2026-09", "2026-08");
    assertThat(reversed.exit()).isEqualTo(2);
    assertThat(reversed.err()).contains("2026-08 is before 2026-09");

    write(STORE.replace("{path: in}", "{path: in, monitor: PT1S}"));
    assertThat(goOn().err())
        .contains("source 'eu' is read on and on now and was read to its end", "another name");

    event("more", "2", "2");
    write(
        STORE.replace(
            "  - {name: eu, files: {path: in}}",
            "  - {name: eu, files: {path: in}}\n  - {name: us, files: {path: more}}"));
    assertThat(goOn().err()).contains("source us added", "2026-08 revised");
    List<String> both =
        List.of("{\"quantity\":\"1.5\"},\"revision\":0", "{\"quantity\":\"3.5\"},\"revision\":1");
    assertThat(published()).isEqualTo(both);

    Cli rewound = Cli.call("run", store, "--from", held);
    assertThat(rewound.err()).contains("and does not come again");
    assertThat(published()).as("it is known what was published").isEqualTo(both);
  }

  private String newest() {
    return SavedStates.newest(folder.resolve(".event-store/tiny")).get();
  }

  private void event(String source, String id, String bytes) throws IOException {
    Files.createDirectories(folder.resolve(source));
    Files.writeString(
        folder.resolve(source + "/1.jsonl"),
        "{\"id\":\"%s\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\",\"bytes\":%s}\n"
            .formatted(id, bytes));
  }

  private void write(String text) throws IOException {
    store = Files.writeString(folder.resolve("store.yaml"), text);
  }

  private Cli goOn() {
    return Cli.call("run", store, "--from", newest());
  }

  /** Values and revisions. */
  private List<String> published() throws IOException {
    return lines("out").stream()
        .map(line -> line.replaceAll(".*\"values\":(.*?),\"delta.*", "$1"))
        .sorted()
        .toList();
  }

  private List<String> lines(String target) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : FilesBelow.of(folder.resolve(target))) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }
}
