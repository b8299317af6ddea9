package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files, and folders of files, with a mistake each, and all that is said of it: line, path, what is
 * wrong and the remedy, in comments at the end of the file concerned. With {@code -Dupdate.docs}
 * the comments are written anew.
 */
class BrokenStoreFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/broken");
  private static final String SAID = "# ";

  static List<Path> mistakes() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.filter(BrokenStoreFilesTest::holdsStores).sorted().toList();
    }
  }

  private static boolean holdsStores(Path entry) {
    return entry.toString().endsWith(".yaml") || entry.getFileName().toString().startsWith("store");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongAndTheRemedy(Path mistake) throws Exception {
    List<Problem> problems = problems(mistake);
    assertThat(problems).allMatch(problem -> problem.line() > 0);
    assertThat(problems).allMatch(problem -> problem.message().matches(".*[;:] .*"));
    for (Path file : files(mistake)) {
      String text = Files.readString(file);
      String said = withoutComments(text) + comments(file, problems);
      if (Boolean.getBoolean("update.docs")) {
        Files.writeString(file, said);
      }
      assertThat(said).isEqualTo(text);
    }
  }

  private static List<Problem> problems(Path mistake) {
    try {
      StoreFiles.readAll(List.of(mistake));
    } catch (StoreFileException refused) {
      return refused.problems();
    }
    throw new AssertionError(mistake + " is not refused");
  }

  private static List<Path> files(Path mistake) throws IOException {
    try (Stream<Path> files = Files.walk(mistake)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.startsWith(SAID))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String comments(Path file, List<Problem> problems) {
    String folder = file.getParent() + "/";
    return problems.stream()
        .filter(problem -> Path.of(problem.file()).equals(file))
        .map(problem -> problem.line() + ": " + problem.path() + ": " + problem.message())
        .map(line -> SAID + line.replace(folder, "") + "\n")
        .collect(Collectors.joining());
  }
}
