package dev.eventstore.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** The operators of a snapshot, and the lists that each of them kept beside its keys. */
final class SavedOperators {
  private final String uri;
  private final CheckpointMetadata metadata;

  SavedOperators(String uri, CheckpointMetadata metadata) {
    this.uri = uri;
    this.metadata = metadata;
  }

  Optional<OperatorState> find(String uid) {
    return metadata.getOperatorStates().stream()
        .filter(state -> state.getOperatorID().equals(SavedState.id(uid)))
        .findFirst();
  }

  /** Whether records were on their way between operators. */
  boolean haveRecordsUnderWay() {
    return metadata.getOperatorStates().stream().anyMatch(SavedOperators::hasRecordsUnderWay);
  }

  private static boolean hasRecordsUnderWay(OperatorState operator) {
    return operator.getStates().stream()
        .anyMatch(
            subtask ->
                !subtask.getInputChannelState().isEmpty()
                    || !subtask.getResultSubpartitionState().isEmpty());
  }

  /** What every subtask of an operator was to know of all; empty where it kept nothing. */
  <T> List<T> union(String uid, ListStateDescriptor<T> list) {
    return list(uid, DefaultOperatorStateBackend::getUnionListState, list);
  }

  /** What the subtasks of an operator kept, each its own; empty where it kept nothing. */
  <T> List<T> all(String uid, ListStateDescriptor<T> list) {
    return list(uid, DefaultOperatorStateBackend::getListState, list);
  }

  /** How a list is asked for: it has to be as it was kept. */
  private interface Kind<T> {
    ListState<T> of(DefaultOperatorStateBackend backend, ListStateDescriptor<T> list)
        throws Exception;
  }

  private <T> List<T> list(String uid, Kind<T> kind, ListStateDescriptor<T> list) {
    List<OperatorStateHandle> handles =
        find(uid).map(OperatorState::getStates).orElse(List.of()).stream()
            .map(OperatorSubtaskState::getManagedOperatorState)
            .flatMap(Collection::stream)
            .toList();
    try (CloseableRegistry closing = new CloseableRegistry()) {
      DefaultOperatorStateBackend backend =
          new DefaultOperatorStateBackendBuilder(
                  SavedOperators.class.getClassLoader(),
                  new ExecutionConfig(),
                  false,
                  handles,
                  closing)
              .build();
      List<T> values = new ArrayList<>();
      kind.of(backend, list).get().forEach(values::add);
      backend.dispose();
      return values;
    } catch (Exception e) {
      throw Snapshot.failure(uri, e);
    }
  }
}
