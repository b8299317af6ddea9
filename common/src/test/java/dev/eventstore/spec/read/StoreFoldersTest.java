package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
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
  void readsFoldersWithinFoldersButForHiddenOnes() throws Exception {
    store("z.yaml", "z");
    Files.createDirectory(folder.resolve("eu"));
    Files.createDirectories(folder.resolve(".event-store/z"));
    store("eu/a.yaml", "a");
    store(".event-store/z/copy.yaml", "z");
    store(".hidden.yaml", "z");

    assertThat(StoreFiles.readAll(List.of(folder)))
        .extracting(StoreSpec::name)
        .containsExactly("a", "z");
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
