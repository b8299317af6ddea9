package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file's text, or says why it cannot be read. */
final class FileText {
  /** In bytes; no store file comes near it. */
  private static final long LARGEST = 16L * 1024 * 1024;

  private FileText() {}

  static Optional<String> read(Path file, Problems problems) {
    try {
      if (Files.isDirectory(file)) {
        problems.at(1, "", "this is a folder; name a store file in it");
      } else if (Files.exists(file) && Files.size(file) > LARGEST) {
        problems.at(1, "", "the file is too large for a store file; name another one");
      } else {
        return Optional.of(Files.readString(file));
      }
    } catch (NoSuchFileException e) {
      problems.at(1, "", "there is no such file; check the path");
    } catch (CharacterCodingException e) {
      problems.at(1, "", "the file is not text in UTF-8; save it as such");
    } catch (IOException e) {
      problems.at(1, "", "the file cannot be read; check that you may read it");
    }
    return Optional.empty();
  }
}
