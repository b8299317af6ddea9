package dev.eventstore.spec.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.TargetSpec;
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

  @Test
  void tellsASecondDocumentFromAnAliasOfNothing() {
    assertThat(StoreFile.refusals(folder, "store: a\n---\nstore: b\n"))
        .isEqualTo("2: : the file holds more than one document; write one store per file");
    assertThat(StoreFile.refusals(folder, "store: *document\n"))
        .isEqualTo("1: : an alias names no anchor; quote a value that starts with '*'");
  }

  @Test
  void aFileInNoFolderNamesWholePaths() throws Exception {
    String whole = StoreFile.with("path: in/eu", "path: /in/eu");
    String moved = whole.replace("{path: out}", "{path: 's3://bucket/out'}");

    assertThat(StoreFiles.read("s3://bucket/store.yaml", moved).targets())
        .extracting(TargetSpec::output)
        .containsExactly(new TargetSpec.FilesOutput("s3://bucket/out", TargetSpec.Format.JSONL));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                StoreFileException.class, () -> StoreFiles.read("s3://bucket/store.yaml", whole)))
        .hasMessage(
            "s3://bucket/store.yaml:16: targets.out.files.path: 'out' is relative, and this store"
                + " file is in no folder of this machine; write the whole path");
  }

  @Test
  void readsFilesFromThisMachineOnly() {
    Path file =
        StoreFile.write(folder, "s.yaml", StoreFile.with("path: in/eu", "path: 's3://bucket/in'"));

    assertThat(refusal(file))
        .contains("files are read from paths of this machine; mount 's3://bucket/in' there");
  }

  private static String refusal(Path file) {
    return StoreFile.lines(
        org.assertj.core.api.Assertions.catchThrowableOfType(
                StoreFileException.class, () -> StoreFiles.read(file))
            .problems());
  }
}
