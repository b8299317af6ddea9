package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Figure;
import dev.eventstore.bench.peers.Months;
import dev.eventstore.bench.peers.PeerSettings;
import dev.eventstore.bench.peers.Usage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What the application does.
 *
 * <pre>
 * topics → repartition by account → first of each id → month window → suppress until it closes → topic
 * </pre>
 *
 * <p>An id belongs to one account, so that one repartitioning serves both: every record takes the
 * way through the broker once, and not twice.
 */
final class UsageTopology {
  private UsageTopology() {}

  static Topology of(PeerSettings settings) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(FirstOfId.seenStore());
    builder.addStateStore(FirstOfId.promisesStore());
    KStream<String, Usage> first =
        builder.stream(
                settings.topics(),
                Consumed.with(Serdes.ByteArray(), UsageSerde.ofJson())
                    .withTimestampExtractor((record, time) -> ((Usage) record.value()).millis()))
            .process(Rekey::new)
            .repartition(
                Repartitioned.<String, Usage>as("account")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(UsageSerde.binary())
                    .withNumberOfPartitions(PeerSettings.PARTITIONS)
                    .withStreamPartitioner(toAllIfMarker()))
            .processValues(
                () -> new FirstOfId(settings.markers()), FirstOfId.SEEN, FirstOfId.PROMISES);
    write(first, settings);
    return builder.build();
  }

  /** Time passes in each partition by itself: all have to hear of it. */
  private static StreamPartitioner<String, Usage> toAllIfMarker() {
    return (topic, key, usage, partitions) ->
        usage.isMarker()
            ? Optional.of(all(partitions))
            // By the key, as is usual.
            : Optional.empty();
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }

  private static void write(KStream<String, Usage> events, PeerSettings settings) {
    Months months = new Months(PeerSettings.ZONE);
    events
        .groupByKey(Grouped.with(Serdes.String(), UsageSerde.binary()))
        .windowedBy(new MonthWindows(PeerSettings.ZONE))
        .aggregate(
            () -> Sum.NONE,
            (account, usage, sum) -> sum.plus(usage),
            Materialized.<String, Sum, WindowStore<Bytes, byte[]>>as("months")
                .withKeySerde(Serdes.String())
                .withValueSerde(new SumSerde())
                .withRetention(MonthWindows.RETENTION)
                .withCachingEnabled())
        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()).withName("closed"))
        .toStream()
        .map(
            (window, sum) ->
                new KeyValue<>(
                    window.key(),
                    new Figure(
                            window.key(),
                            months.name(window.window().start()),
                            sum.bytes(),
                            sum.count())
                        .toJson()))
        .to(settings.output(), Produced.with(Serdes.String(), Serdes.ByteArray()));
  }
}
