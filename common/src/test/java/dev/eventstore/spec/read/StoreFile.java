package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventstore.spec.Problem;
import dev.eventstore.spec.StoreFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Store files for tests: a small valid one, changed line by line. */
public final class StoreFile {
  public static final String MINIMAL =
      """
      apiVersion: eventstore/v1
      store: usage
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: decimal}
      sources:
        - name: eu
          files: {path: in/eu}
      meters:
        - name: volume
          operators: []
          targets: out
      targets:
        out: {files: {path: out}}
      """;

  private StoreFile() {}

  /** The minimal file with one part of it replaced. */
  public static String with(String old, String replacement) {
    assertThat(MINIMAL).contains(old);
    return MINIMAL.replace(old, replacement);
  }

  static String and(String more) {
    return MINIMAL + more;
  }

  static String resource(String name) {
    try (InputStream in = StoreFile.class.getResourceAsStream("/spec/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything refused, a line each: {@code line: path: message}. */
  static String refusals(Path folder, String text, Map<String, String> environment) {
    Path file = write(folder, "store.yaml", text);
    return lines(
        catchThrowableOfType(StoreFileException.class, () -> StoreFiles.read(file, environment))
            .problems());
  }

  static String refusals(Path folder, String text) {
    return refusals(folder, text, Map.of());
  }

  static String lines(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.line() + ": " + problem.path() + ": " + problem.message())
        .collect(Collectors.joining("\n"));
  }
}
