package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.SourceRun;
import dev.eventstore.connect.Specs;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.spec.SourceSpec.FilesInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class FileSourcesIT {
  @TempDir Path folder;

  @Test
  void readsAFolderOnceAndEnds() throws Exception {
    for (int file = 0; file < 3; file++) {
      Files.write(
          folder.resolve("part-" + file),
          IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
    }
    try (SourceRun run = start(new FilesInput(folder.toString(), null))) {
      run.readAll();

      assertThat(run.items().get(0)).isEqualTo(new PartitionsAssigned(List.of(0)));
      assertThat(run.values())
          .containsExactlyElementsOf(
              IntStream.range(0, 3000).mapToObj(i -> String.valueOf(i % 1000)).toList());
    }
  }

  @Test
  void announcesAFolderThatIsEmpty() throws Exception {
    try (SourceRun run = start(new FilesInput(folder.toString(), null))) {
      run.readAll();

      assertThat(run.items()).containsExactly(new PartitionsAssigned(List.of(0)));
    }
  }

  @Test
  void refusesAPathThatDoesNotExistBeforeAnythingRuns() {
    FilesInput input = new FilesInput(folder.resolve("missing").toString(), null);

    assertThatThrownBy(() -> FileSources.create(Specs.source(input), WallClock.SYSTEM))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("missing does not exist");
  }

  private static SourceRun start(FilesInput input) throws Exception {
    return SourceRun.start(
        FileSources.create(Specs.source(input), WallClock.SYSTEM), FileSources.PARALLELISM, null);
  }
}
