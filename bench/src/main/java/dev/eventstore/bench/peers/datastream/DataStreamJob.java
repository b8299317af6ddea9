package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Figure;
import dev.eventstore.bench.peers.PeerSettings;
import dev.eventstore.bench.peers.Usage;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The job that the documentation leads to.
 *
 * <pre>
 * Kafka → filter markers → keyBy(id) first of each id → keyBy(account) month window → Kafka
 *                                                              └ late ──────────────→ Kafka
 * </pre>
 *
 * <p>Tuned: everything that deploy/flink sets for the store; POJO serializers and no Kryo; what the
 * window does not need is dropped before the second shuffle; aggregates are kept up event by event,
 * so that windows hold no lists; timers on the heap, where there is one of each account and month.
 */
public final class DataStreamJob {
  private static final OutputTag<Charge> LATE = new OutputTag<>("late") {};

  public static final Map<String, String> TUNING =
      Map.of("state.backend.rocksdb.timer-service.factory", "HEAP");

  private DataStreamJob() {}

  public static String compose(StreamExecutionEnvironment environment, PeerSettings settings) {
    DataStream<Charge> charges =
        source(environment, settings)
            .keyBy(usage -> usage.id)
            .process(new FirstOfId(PeerSettings.REMEMBER))
            .uid("first-of-id");
    aggregate(charges, settings);
    return "datastream";
  }

  static DataStream<Usage> source(StreamExecutionEnvironment environment, PeerSettings settings) {
    KafkaSource<Usage> source =
        KafkaSource.<Usage>builder()
            .setBootstrapServers(settings.servers())
            .setTopics(settings.topics())
            .setGroupId("datastream")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new UsageSchema())
            .build();
    WatermarkStrategy<Usage> watermarks =
        WatermarkStrategy.<Usage>forGenerator(context -> new MarkerWatermarks())
            .withTimestampAssigner((usage, ignored) -> usage.millis());
    return environment
        .fromSource(source, watermarks, "usage")
        .uid("usage")
        .filter(usage -> !usage.isMarker())
        .uid("events");
  }

  static void aggregate(DataStream<Charge> charges, PeerSettings settings) {
    SingleOutputStreamOperator<Figure> figures =
        charges
            .keyBy(charge -> charge.account)
            .window(new CalendarMonths(PeerSettings.ZONE))
            .allowedLateness(Duration.ZERO)
            .sideOutputLateData(LATE)
            .aggregate(new SumAndCount(), new ToFigure(PeerSettings.ZONE))
            .uid("month");
    figures.sinkTo(sink(settings, settings.output(), "figures", Figure::toJson)).uid("figures");
    figures
        .getSideOutput(LATE)
        .sinkTo(sink(settings, settings.output() + ".late", "late", Charge::toJson))
        .uid("late");
  }

  private static <T> KafkaSink<T> sink(
      PeerSettings settings, String topic, String name, ToBytes<T> bytes) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(settings.servers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.output() + "-" + name)
        .setProperty("transaction.timeout.ms", "900000")
        .setProperty("linger.ms", "20")
        .setRecordSerializer(new ValueSchema<>(topic, bytes))
        .build();
  }
}
