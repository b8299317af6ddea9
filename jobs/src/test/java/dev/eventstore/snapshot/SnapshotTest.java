package dev.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.read.StoreFiles;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.channel.InputChannelInfo;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle.StateContentMetaInfo;
import org.apache.flink.runtime.state.InputChannelStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path folder;

  @Test
  void recordsUnderWayAreNotLeftOut() throws Exception {
    Path store =
        Files.writeString(
            folder.resolve("store.yaml"),
            """
            apiVersion: eventstore/v1
            store: tiny
            event:
              id: id
              time: at
              key: id
              fields: {id: string, at: timestamp}
            sources:
              - {name: eu, files: {path: in}}
            meters:
              - {name: evidence, operators: [], targets: [out]}
            targets:
              out: {files: {path: out}}
            """);
    InputChannelStateHandle buffer =
        new InputChannelStateHandle(
            0,
            new InputChannelInfo(0, 0),
            new ByteStreamStateHandle("buffer", new byte[1]),
            new StateContentMetaInfo());
    OperatorSubtaskState underWay =
        OperatorSubtaskState.builder()
            .setInputChannelState(StateObjectCollection.singleton(buffer))
            .build();
    List<OperatorState> states =
        Stream.of("event-store", "period-gate", "usage-totals")
            .map(uid -> new OperatorState(uid, uid, SavedState.id(uid), 1, 128))
            .toList();
    states.get(0).putState(0, underWay);
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(folder.resolve("_metadata")))) {
      Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1, states, List.of()), out);
    }

    assertThatThrownBy(() -> Snapshot.open(StoreFiles.read(store), folder.toString()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            folder
                + " was taken under pressure, with records still on their way between operators,"
                + " and cannot be looked at; name a savepoint, or wait for a later checkpoint");
  }

  /** The reader that missed a file has stopped another, of which is told. */
  @Test
  void whatIsDeletedWhileItIsReadIsGoneWhateverFails() throws Exception {
    IOException stopped = new IOException("the registry is closed already");
    Path metadata = Files.createFile(folder.resolve("_metadata"));
    assertThat(Snapshot.failure(folder.toString(), stopped))
        .hasCause(stopped)
        .isNotInstanceOf(SnapshotGoneException.class);

    Files.delete(metadata);
    assertThat(Snapshot.failure(folder.toString(), stopped))
        .isInstanceOf(SnapshotGoneException.class)
        .hasMessageContaining("is not whole any more");
  }
}
