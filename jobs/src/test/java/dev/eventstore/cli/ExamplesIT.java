package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the READMEs of the examples show is what one sees. With {@code -Dupdate.docs} they are
 * written anew.
 */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern STORE =
      Pattern.compile("\\./event-store (.*?)( \\|\\| echo \"exit \\$\\?\")?( \\| .*)?");

  @TempDir Path folder;

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(at -> Files.exists(at.resolve("README.md"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsWhatOneSees(Path example) throws Exception {
    copy(example);
    Path file = example.resolve("README.md");
    String readme = Files.readString(file);
    String seen = BLOCK.matcher(readme).replaceAll(this::run);
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(file, seen);
    }
    assertThat(seen).isEqualTo(readme);
  }

  @Test
  void allAreValid() throws Exception {
    List<Path> files = new ArrayList<>(List.of(EXAMPLES.resolve("tiny.yaml")));
    examples().forEach(example -> files.add(example.resolve("store.yaml")));
    assertThat(examples()).hasSize(7);
    for (Path file : files) {
      assertValid(file);
    }
    assertValid(EXAMPLES);
  }

  private static void assertValid(Path path) {
    Cli valid = Cli.call("validate", path);
    assertThat(valid.exit()).as(valid.out() + valid.err()).isZero();
  }

  /** A block with its commands and what they print. */
  private String run(MatchResult block) {
    StringBuilder seen = new StringBuilder("```console\n");
    block
        .group(1)
        .lines()
        .filter(line -> line.startsWith("$ "))
        .forEach(line -> seen.append(line).append('\n').append(output(line.substring(2))));
    return Matcher.quoteReplacement(seen.append("```").toString());
  }

  private String output(String command) {
    try {
      Matcher store = STORE.matcher(command);
      String said = store.matches() ? store(store) : shell(command);
      return said.replace(folder + "/", "");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String store(Matcher command) throws IOException, InterruptedException {
    Object[] words =
        Stream.of(command.group(1).split(" "))
            .map(word -> word.startsWith("examples/") ? folder.resolve(word).toString() : word)
            .toArray();
    Cli call = Cli.call(words);
    String out = call.out();
    if (command.group(3) != null) {
      Files.writeString(folder.resolve("out.txt"), out);
      out = shell("cat out.txt" + command.group(3));
    }
    if (command.group(2) != null) {
      out += "exit " + call.exit() + "\n";
    } else {
      assertThat(call.exit()).as(call.err()).isZero();
    }
    return call.err() + out;
  }

  private String shell(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "export LC_ALL=C; " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private void copy(Path example) throws IOException {
    Path to = folder.resolve("examples").resolve(example.getFileName());
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.toList()) {
        String name = example.relativize(file).toString();
        if (!name.startsWith("out") && !name.startsWith(".event-store")) {
          Path copied = to.resolve(name);
          Files.createDirectories(copied.getParent());
          if (Files.isRegularFile(file)) {
            Files.copy(file, copied);
          } else {
            Files.createDirectories(copied);
          }
        }
      }
    }
  }
}
