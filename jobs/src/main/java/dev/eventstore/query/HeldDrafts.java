package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.SnapshotGoneException;
import dev.eventstore.snapshot.StateStream;
import dev.eventstore.state.Uids;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorState;

/**
 * The records that periods would publish which were released and wait: held, or for one that is.
 */
public final class HeldDrafts {
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private HeldDrafts() {}

  /** The periods that wait, in their order. */
  public static List<PeriodReport> waiting(Snapshot snapshot) {
    return snapshot.periods().stream()
        .filter(period -> period.state() == State.HELD || period.state() == State.COMPLETE)
        .toList();
  }

  /**
   * Reads their records as JSON, in no order.
   *
   * @throws IllegalStateException with one sentence, where the snapshot cannot be read to its end
   * @throws SnapshotGoneException where there was nothing to read any more
   */
  public static void read(
      Reading reading, Snapshot snapshot, Collection<PeriodReport> periods, Consumer<byte[]> each)
      throws Exception {
    OperatorState totals = snapshot.operator(Uids.USAGE_TOTALS);
    Set<Long> starts =
        periods.stream().map(period -> period.start().getEpochSecond()).collect(Collectors.toSet());
    DraftReader reader = new DraftReader(snapshot.spec(), starts, totals.getMaxParallelism());
    reading.run(
        snapshot, StateStream.of(reading.environment(), totals, reader, BYTES), "drafts", each);
  }
}
