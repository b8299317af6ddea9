package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that an import was given. */
class GivenFilesTest {
  @TempDir Path folder;

  @Test
  void theyComeInTheOrderGivenAndNeverEnd() throws Exception {
    GivenFiles files = files(FolderSplit.BEGINNING);

    assertThat(files.pendingBytes()).isEqualTo(7);
    assertThat(files.next()).endsWith("b");
    assertThat(files.pendingBytes()).isEqualTo(3);
    assertThat(files.next()).endsWith("a");
    assertThat(files.next()).isNull();
    assertThat(files.pendingBytes()).isZero();
    assertThat(files.isOver()).isFalse();
    assertThat(files.isAvailable()).isNotDone();
  }

  @Test
  void afterAFailureReadingGoesOnBehindTheFileThatWasBegun() throws Exception {
    String begun = folder.resolve("b").toString();

    assertThat(files(new FolderSplit(begun, 2, 1, false, Map.of())).next()).endsWith("a");
  }

  private GivenFiles files(FolderSplit split) throws Exception {
    Path b = Files.writeString(folder.resolve("b"), "1234");
    Path a = Files.writeString(folder.resolve("a"), "123");
    List<String> names = List.of(b.toString(), a.toString());
    return new GivenFiles(new InputFolder(folder.toString(), names), split, () -> 0);
  }
}
