package dev.eventstore.store;

import static dev.eventstore.store.GoldenStore.EARLIER;
import static dev.eventstore.store.GoldenStore.PRESENT;
import static dev.eventstore.store.GoldenStore.complete;
import static dev.eventstore.store.GoldenStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.state.StateVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of every state version there was restore, and go on as they would have then. They are
 * in {@code src/test/resources/savepoints}, each with what followed from it when it was made. Where
 * {@link StateVersion} is one more, make that of the new version:
 *
 * <pre>./mvnw -pl jobs -am verify -Dit.test=GoldenSavepointIT -Dgolden.write=true …</pre>
 *
 * and never change one that is there.
 */
class GoldenSavepointIT {
  private static final Path ALL = Path.of("src/test/resources/savepoints");
  private static final Path PRESENT_VERSION = ALL.resolve("v" + StateVersion.PRESENT);
  private static final int MOST_BYTES = 200_000;

  @TempDir Path folder;

  @AfterEach
  void forgetCommands() {
    SentCommands.forget();
  }

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> versions = Files.list(ALL)) {
      return versions.sorted().toList().stream();
    }
  }

  /** At parallelism 1, 2, 3 and 4 of the one savepoint, in memory and on disk. */
  @ParameterizedTest
  @MethodSource("versions")
  void itRestoresAtAnyParallelismAndGoesOnTheSame(Path version) throws Exception {
    List<String> expected = Files.readAllLines(version.resolve("expected.txt"));
    List<List<String>> outcomes = goOn(version.resolve("savepoint"), List.of(1, 2, 3, 4));

    assertThat(outcomes).allSatisfy(said -> assertThat(said).isEqualTo(expected));
  }

  /** What was released to a customer is what these are read for: they never change. */
  @Test
  void thatOfThePresentVersionIsThereAndAsItWas() throws Exception {
    assertThat(PRESENT_VERSION.resolve("savepoint/_metadata")).exists();
    for (Path version : versions().toList()) {
      assertThat(sums(version)).isEqualTo(Files.readString(version.resolve("SHA256SUMS")));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "golden.write", matches = "true")
  void write() throws Exception {
    Path savepoint = past();
    Path kept = PRESENT_VERSION.resolve("savepoint");
    assertThat(PRESENT_VERSION).doesNotExist();
    Files.createDirectories(kept);
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()));
      }
    }
    Files.write(PRESENT_VERSION.resolve("expected.txt"), goOn(kept, List.of(2)).get(0));
    Files.writeString(PRESENT_VERSION.resolve("SHA256SUMS"), sums(PRESENT_VERSION));
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MOST_BYTES);
    }
  }

  /**
   * Periods that are revised (2024-08), published (2024-09), held (2024-10) and open (2024-11);
   * events of two layouts; one that was deleted, one that has moved; a period that a changed meter
   * was given anew, and one that it was not; changes that a held period keeps aside.
   */
  private Path past() throws Exception {
    GoldenStore store = new GoldenStore(folder.resolve("past"));
    store.start(2, EARLIER, "rocksdb", null);
    store.report("eu", manyOfOneKey());
    store.report(
        "eu",
        event("1", "2024-08-05", "a", "/x", 10, 1),
        event("2", "2024-08-06", "b", "/y", 20, 1),
        event("3", "2024-08-07", "c", "/x", 30, 1),
        event("4", "2024-09-05", "a", "/y", 40, 1),
        event("5", "2024-09-06", "b", "/x", 60, 1),
        event("6", "2024-10-05", "a", "/x", 70, 1),
        "no json",
        complete("2024-09"));
    store.report(
        "us",
        event("3", "2024-08-07", "c", "/x", 30, 1),
        event("7", "2024-08-08", "a", "/x", 80, 1),
        event("8", "2024-08-09", "b", "/y", 90, 1),
        event("9", "2024-08-10", "c", "/y", 5, 1),
        complete("2024-09"));
    store.awaitRecord("'meter':'volume'", "'period':'2024-09'", "'/x'", "'quantity':'60'");
    store.awaitRecord("regulatory", "2024-09");
    store.report("eu", event("10", "2024-08-11", "a", "/x", 1, 1));
    store.awaitRecord("'meter':'volume'", "'quantity':'121'", "'revision':1");
    store.report("us", event("9", "2024-09-10", "c", "/y", 5, 2));
    store.awaitRecord("'meter':'volume'", "'period':'2024-09'", "'quantity':'45'");
    delete("a", "8");
    store.awaitRecord("'meter':'volume'", "'period':'2024-08'", "'quantity':'20'");
    Path middle = store.stopWithSavepoint();

    store.start(2, PRESENT, "rocksdb", middle.toUri().toString());
    command("b", "reprocess", "2024-08");
    store.awaitRecord("'meter':'volume'", "'period':'2024-08'", "'reprocessed'");
    store.report(
        "eu",
        event("11", "2024-11-05", "a", "/x", 3, 1).replace("}", ",'zone':'z'}"),
        event("12", "2024-11-06", "c", "/y", 4, 1),
        complete("2024-10"),
        complete("2024-11"));
    store.report("us", event("13", "2024-10-08", "b", "/y", 2, 1), complete("2024-10"));
    store.awaitPeriod("2024-10", said -> said.startsWith("HELD"));
    command("c", "hold", "2024-11");
    store.report("us", event("14", "2024-10-09", "b", "/y", 6, 1));
    store.awaitPeriod("2024-10", said -> said.contains("us[2, 2, 0, 0, 0, 0, 0, 1]"));
    store.awaitPeriod("2024-11", said -> said.contains("eu[2, 2"));
    return store.stopWithSavepoint();
  }

  /** A block that is worth compressing. */
  private static String[] manyOfOneKey() {
    return IntStream.range(20, 60)
        .mapToObj(n -> event(String.valueOf(n), "2024-09-07", "d", "/z", n, 1))
        .toArray(String[]::new);
  }

  /** Goes on in all ways at once, step by step. */
  private List<List<String>> goOn(Path savepoint, List<Integer> parallelisms) throws Exception {
    SentCommands.forget();
    List<GoldenStore> stores = new ArrayList<>();
    for (int parallelism : parallelisms) {
      GoldenStore store = new GoldenStore(folder.resolve("at" + parallelism));
      store.start(
          parallelism,
          PRESENT,
          parallelism % 2 == 0 ? "rocksdb" : "hashmap",
          savepoint.toUri().toString());
      stores.add(store);
    }
    all(stores, store -> store.awaitPeriod("2024-10", said -> said.startsWith("HELD")));
    command("d", "approve", "2024-10");
    all(stores, store -> store.awaitRecord("'$complete':'2024-10'"));
    all(stores, store -> store.report("eu", event("15", "2024-08-12", "c", "/x", 7, 1)));
    all(stores, store -> store.awaitRecord("'meter':'volume'", "2024-08", "'late'"));
    all(
        stores,
        store ->
            store.report(
                "us",
                event("1", "2024-08-05", "a", "/x", 10, 1),
                event("2", "2024-08-06", "b", "/y", 21, 0),
                event("11", "2024-11-05", "a", "/x", 3, 1).replace("}", ",'zone':'z'}")));
    all(stores, store -> store.awaitPeriod("2024-11", said -> said.contains("us[1, 0, 1")));
    all(stores, store -> store.report("eu", event("4", "2024-09-05", "a", "/y", 41, 2)));
    all(stores, store -> store.awaitRecord("'meter':'all'", "2024-09", "'replaced'"));
    command("e", "reprocess", "2024-09");
    all(stores, store -> store.awaitRecord("'meter':'volume'", "2024-09", "'reprocessed'"));
    delete("f", "13");
    all(stores, store -> store.awaitRecord("'meter':'volume'", "2024-10", "'deleted'"));
    all(stores, store -> store.report("us", complete("2024-11")));
    all(stores, store -> store.awaitPeriod("2024-11", said -> said.startsWith("HELD")));
    command("g", "approve", "2024-11");
    all(stores, store -> store.awaitRecord("'$complete':'2024-11'"));
    List<List<String>> outcomes = new ArrayList<>();
    for (GoldenStore store : stores) {
      List<String> said = new ArrayList<>(store.written());
      store.periods().forEach((period, text) -> said.add(period + " " + text));
      outcomes.add(said);
      store.cancel();
    }
    return outcomes;
  }

  private interface Step {
    void take(GoldenStore store) throws Exception;
  }

  private static void all(List<GoldenStore> stores, Step step) throws Exception {
    for (GoldenStore store : stores) {
      step.take(store);
    }
  }

  private static void command(String id, String command, String period) {
    SentCommands.send(
        "{'id':'%s','command':'%s','period':'%s','actor':'a test','reason':'golden'}"
            .formatted(id, command, period));
  }

  private static void delete(String id, String event) {
    SentCommands.send(
        "{'id':'%s','command':'delete','ids':['%s'],'input':1,'actor':'a test','reason':'golden'}"
            .formatted(id, event));
  }

  private static String sums(Path version) throws Exception {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(version)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        sums.put(version.relativize(file).toString(), HexFormat.of().formatHex(sum));
      }
    }
    sums.remove("SHA256SUMS");
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }
}
