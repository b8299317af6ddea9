package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFoldersTest {
  private static final String KAFKA = "kafka: {bootstrap.servers: \"k:1\"}\n";

  @TempDir Path folder;

  @Test
  void readsFilesAndFoldersOnceEach() throws Exception {
    Path b = store("b.yaml", "b");
    store("a.yml", "a");
    StoreFile.write(folder, "notes.txt", "no store");

    assertThat(StoreFiles.readAll(List.of(b, folder)))
        .extracting(StoreSpec::name)
        .containsExactly("b", "a");
  }

  @Test
  void refusesTwoStoresOfOneName() {
    store("a.yaml", "same");
    store("b.yaml", "same");

    assertThat(problems(folder))
        .containsExactly(
            "b.yaml:2: store: the store of "
                + folder.resolve("a.yaml")
                + " has the same name 'same'; rename one");
  }

  @Test
  void refusesACycleOfStores() {
    feeding("a.yaml", "a", "b");
    feeding("b.yaml", "b", "c");
    feeding("c.yaml", "c", "a");

    assertThat(problems(folder))
        .containsExactly(
            "c.yaml:16: targets.out.store: stores feed each other in a circle: a -> b -> c -> a;"
                + " remove one of the links");
  }

  @Test
  void refusesReferencesToStoresAndMetersThatAreNotThere() {
    feeding("a.yaml", "a", "nowhere");
    reading("b.yaml", "b", "a", "volume");
    reading("c.yaml", "c", "a", "volumes");
    reading("d.yaml", "d", "gone", "volume");

    assertThat(problems(folder))
        .containsExactly(
            "a.yaml:16: targets.out.store: no store is named 'nowhere' here; add its file, or"
                + " correct the name",
            "c.yaml:10: sources[0].store.meter: the store 'a' has no meter 'volumes'; correct the"
                + " name",
            "d.yaml:10: sources[0].store.name: no store is named 'gone' here; add its file, or"
                + " correct the name");
  }

  @Test
  void checksASingleFileAlone() throws Exception {
    Path a = feeding("a.yaml", "a", "nowhere");

    assertThat(StoreFiles.readAll(List.of(a))).extracting(StoreSpec::name).containsExactly("a");
  }

  @Test
  void tellsTheProblemsOfAllFiles() throws Exception {
    StoreFile.write(folder, "a.yaml", "- no map\n");
    StoreFile.write(folder, "b.yaml", StoreFile.and("shard: 1\n"));
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(problems(folder, empty, folder.resolve("missing.yaml")))
        .containsExactly(
            "empty:1: the folder has no *.yaml or *.yml; name another one",
            "a.yaml:1: the file is not a map of keys; write apiVersion, store and so on",
            "b.yaml:17: shard: unknown key 'shard'; did you mean 'shards'?",
            "missing.yaml:1: there is no such file; check the path");
  }

  private Path store(String file, String name) {
    return StoreFile.write(folder, file, StoreFile.with("store: usage", "store: " + name));
  }

  private Path feeding(String file, String name, String other) {
    return StoreFile.write(
        folder,
        file,
        StoreFile.with("store: usage", "store: " + name)
                .replace("out: {files: {path: out}}", "out: {store: " + other + "}")
            + KAFKA);
  }

  private void reading(String file, String name, String other, String meter) {
    StoreFile.write(
        folder,
        file,
        StoreFile.with("store: usage", "store: " + name)
                .replace(
                    "files: {path: in/eu}", "store: {name: " + other + ", meter: " + meter + "}")
            + KAFKA);
  }

  private List<String> problems(Path... paths) {
    return catchThrowableOfType(
            StoreFileException.class, () -> StoreFiles.readAll(Stream.of(paths).toList()))
        .problems()
        .stream()
        .map(Problem::toString)
        .map(
            problem ->
                problem.startsWith(folder.toString())
                    ? problem.substring(folder.toString().length() + 1)
                    : problem)
        .toList();
  }
}
