package dev.eventstore.reprocess;

import dev.eventstore.query.Reading;
import dev.eventstore.snapshot.PublishedReader;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.StateStream;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Uids;
import dev.eventstore.store.events.EarlierStoreFiles;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.usage.PeriodReport;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reprocesses published periods of a snapshot under a store file that may be another, and tells
 * what would be published.
 */
public final class DryRun {
  private DryRun() {}

  /** The periods that have been published and whose events are there, in their order. */
  public static List<PeriodReport> published(Snapshot snapshot) {
    Predicate<PeriodReport> left = snapshot.left();
    return snapshot.periods().stream()
        .filter(report -> report.state().isPublished() && !left.test(report))
        .toList();
  }

  /**
   * Tells the records that would be published, as JSON, in no order.
   *
   * @throws IllegalStateException with one sentence, where the snapshot cannot be read to its end
   */
  public static void run(
      Reading reading, Snapshot snapshot, Collection<PeriodReport> periods, Consumer<byte[]> each)
      throws Exception {
    Set<Long> starts =
        periods.stream().map(period -> period.start().getEpochSecond()).collect(Collectors.toSet());
    StreamExecutionEnvironment environment = reading.environment();
    List<byte[]> layouts = snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.layoutsState());
    DataStream<Tuple4<FigureKey, byte[], byte[], Integer>> said =
        StateStream.of(
            environment,
            snapshot.operator(Uids.EVENT_STORE),
            new SaidReader(snapshot.spec(), layouts, starts),
            Compared.TYPE);
    DataStream<Tuple4<FigureKey, byte[], byte[], Integer>> published =
        StateStream.of(
                environment,
                snapshot.operator(Uids.USAGE_TOTALS),
                new PublishedReader(starts::contains),
                TotalsSignal.TYPE)
            .map(Compared::published, Compared.TYPE);
    DataStream<byte[]> differences =
        said.union(published)
            .keyBy(part -> part.f0, FigureKey.TYPE)
            .transform(
                "compare",
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                new CompareOperator(snapshot.spec()));
    reading.run(snapshot, differences, "dry run", each);
  }
}
