package dev.eventstore.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.splits.KeyGroupRangeInputSplit;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * The keyed state of an operator, in parts for the subtasks that read it. Where some keys are
 * wanted only, of a savepoint the key groups that have none of them are not read, and of a
 * checkpoint the files of subtasks that have none.
 */
final class KeyGroupsFormat<K, T> extends KeyedStateInputFormat<K, VoidNamespace, T> {
  private static final long serialVersionUID = 1L;

  private final OperatorState operator;
  private final TreeSet<Integer> groups;

  /**
   * @param keys those that are wanted, where not all are
   */
  KeyGroupsFormat(
      OperatorState operator,
      Configuration settings,
      KeyedReader<K, T> reader,
      ExecutionConfig config,
      Optional<? extends Collection<K>> keys)
      throws IOException {
    super(operator, new EmbeddedRocksDBStateBackend(true), settings, reader, config);
    this.operator = operator;
    this.groups = new TreeSet<>();
    int all = operator.getMaxParallelism();
    if (keys.isPresent()) {
      keys.get().forEach(key -> groups.add(KeyGroupRangeAssignment.assignToKeyGroup(key, all)));
    } else {
      KeyGroupRange.of(0, all - 1).forEach(groups::add);
    }
  }

  @Override
  public KeyGroupRangeInputSplit[] createInputSplits(int parts) {
    int all = operator.getMaxParallelism();
    List<KeyGroupRange> ranges =
        StateAssignmentOperation.createKeyGroupPartitions(all, Math.min(parts, all));
    List<KeyGroupRangeInputSplit> splits = new ArrayList<>();
    for (int part = 0; part < ranges.size(); part++) {
      splits.add(new KeyGroupRangeInputSplit(handles(ranges.get(part)), List.of(), all, part));
    }
    return splits.toArray(KeyGroupRangeInputSplit[]::new);
  }

  /** What holds the wanted key groups of a range. A checkpoint's handle cannot be divided. */
  private List<KeyedStateHandle> handles(KeyGroupRange range) {
    Set<KeyedStateHandle> handles = new LinkedHashSet<>();
    for (KeyGroupRange run : runs(range)) {
      handles.addAll(StateAssignmentOperation.getManagedKeyedStateHandles(operator, run));
    }
    return List.copyOf(handles);
  }

  /** The wanted key groups of a range, neighbours together. */
  private List<KeyGroupRange> runs(KeyGroupRange range) {
    List<KeyGroupRange> runs = new ArrayList<>();
    int first = -1;
    for (int group = range.getStartKeyGroup(); group <= range.getEndKeyGroup() + 1; group++) {
      boolean isWanted = group <= range.getEndKeyGroup() && groups.contains(group);
      if (isWanted && first < 0) {
        first = group;
      } else if (!isWanted && first >= 0) {
        runs.add(KeyGroupRange.of(first, group - 1));
        first = -1;
      }
    }
    return runs;
  }
}
