package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no store file at all. */
class StoreFilesUnreadableTest {
  @TempDir Path folder;

  @Test
  void refusesWhatCannotBeRead() throws Exception {
    Path binary = folder.resolve("binary.yaml");
    java.nio.file.Files.write(binary, new byte[] {(byte) 0xC3, 0x28});

    assertThat(refusal(folder.resolve("missing.yaml")))
        .isEqualTo("1: : there is no such file; check the path");
    assertThat(refusal(folder)).isEqualTo("1: : this is a folder; name a store file in it");
    assertThat(refusal(binary)).isEqualTo("1: : the file is not text in UTF-8; save it as such");
  }

  private static String refusal(Path file) {
    return StoreFile.lines(
        org.assertj.core.api.Assertions.catchThrowableOfType(
                StoreFileException.class, () -> StoreFiles.read(file))
            .problems());
  }
}
