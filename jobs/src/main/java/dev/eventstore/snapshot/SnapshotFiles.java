package dev.eventstore.snapshot;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/** The files that a snapshot consists of beside its metadata, which names them. */
final class SnapshotFiles {
  private final Set<Path> files = new LinkedHashSet<>();

  private SnapshotFiles() {}

  static SnapshotFiles of(CheckpointMetadata metadata) {
    SnapshotFiles found = new SnapshotFiles();
    metadata.getOperatorStates().stream()
        .flatMap(SnapshotFiles::handles)
        .map(StreamStateHandle::maybeGetPath)
        .flatMap(Optional::stream)
        .forEach(found.files::add);
    return found;
  }

  private static Stream<? extends StreamStateHandle> handles(OperatorState operator) {
    return operator.getStates().stream().flatMap(SnapshotFiles::handles);
  }

  private static Stream<StreamStateHandle> handles(OperatorSubtaskState subtask) {
    Stream<StreamStateHandle> ofOperator =
        Stream.of(subtask.getManagedOperatorState(), subtask.getRawOperatorState())
            .flatMap(states -> states.stream())
            .map(OperatorStateHandle::getDelegateStateHandle);
    Stream<StreamStateHandle> ofKeys =
        Stream.of(subtask.getManagedKeyedState(), subtask.getRawKeyedState())
            .flatMap(states -> states.stream())
            .flatMap(SnapshotFiles::parts);
    return Stream.concat(ofOperator, ofKeys);
  }

  private static Stream<StreamStateHandle> parts(Object keyed) {
    if (keyed instanceof KeyGroupsStateHandle groups) {
      return Stream.of(groups.getDelegateStateHandle());
    }
    return keyed instanceof IncrementalRemoteKeyedStateHandle increments
        ? increments.streamSubHandles()
        : Stream.empty();
  }

  int count() {
    return files.size();
  }

  /** Those that are gone. */
  Set<Path> missing() throws IOException {
    Set<Path> missing = new LinkedHashSet<>();
    for (Path file : files) {
      if (!file.getFileSystem().exists(file)) {
        missing.add(file);
      }
    }
    return missing;
  }
}
