package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before a job starts, and when it is not. */
class JobStartTest {
  private static final String JOB = "00000000000000000000000000000001";

  @TempDir Path folder;
  private StoreSpec spec;

  @BeforeEach
  void aStoreWhoseSourceIsAway() throws Exception {
    String yaml =
        """
        apiVersion: eventstore/v1
        store: started
        event: {id: id, key: id, time: at, fields: {id: string, at: timestamp}}
        sources: [{name: eu, files: {path: away, monitor: PT1S}}]
        meters: [{name: evidence, operators: [], targets: [out]}]
        targets: {out: {files: {path: out}}}
        """;
    spec = StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), yaml));
  }

  @Test
  void refusesWhatIsAway() {
    assertThatThrownBy(() -> start().check(spec))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "%s does not exist; create it or correct the source's files.path"
                .formatted(folder.resolve("away")));
  }

  /** Else an outage at the wrong moment would end the store for good. */
  @Test
  void goesOnAfterTheDeathOfAJobManagerWhateverIsAway() throws Exception {
    Path checkpoint = folder.resolve("checkpoints").resolve(JOB).resolve("chk-7");
    Files.writeString(Files.createDirectories(checkpoint).resolve("_metadata"), "");

    assertThatCode(() -> start().check(spec)).doesNotThrowAnyException();
  }

  /** Flink makes the folder at the start, and a checkpoint's before it is complete. */
  @Test
  void aFolderWithoutACompleteCheckpointIsNoRun() throws Exception {
    Files.createDirectories(folder.resolve("checkpoints").resolve(JOB).resolve("chk-7"));

    assertThatThrownBy(() -> start().check(spec)).isInstanceOf(ConnectException.class);
  }

  private JobStart start() {
    return new JobStart(
        Configuration.fromMap(
            Map.of(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                "execution.target",
                "embedded",
                "$internal.pipeline.job-id",
                JOB)));
  }
}
