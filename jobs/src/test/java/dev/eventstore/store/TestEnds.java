package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.FileSources;
import dev.eventstore.connect.kafka.KafkaSources;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files and topics in, collections out. */
class TestEnds implements Ends {
  final Collected<Refusal> refusals = new Collected<>();
  final Collected<StatusRecord> status = new Collected<>();
  private final Map<String, Collected<OutputRecord>> targets = new HashMap<>();
  private final ControlFeed.Factory control;

  TestEnds() {
    this(() -> ControlFeed.NONE);
  }

  TestEnds(ControlFeed.Factory control) {
    this.control = control;
  }

  List<PeriodReport> reports() {
    return status.elements().stream()
        .filter(PeriodReport.class::isInstance)
        .map(PeriodReport.class::cast)
        .toList();
  }

  /** What a target was given, as JSON, in order of the text. */
  List<String> written(String target) {
    return targets.get(target).elements().stream()
        .map(record -> new String(record.json(), StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    boolean isKafka = source.input() instanceof KafkaInput;
    return environment
        .fromSource(
            isKafka
                ? KafkaSources.create(source, "test", WallClock.SYSTEM)
                : FileSources.create(source, WallClock.SYSTEM),
            WatermarkStrategy.noWatermarks(),
            source.name())
        .uid("source-" + source.name())
        .setParallelism(isKafka ? environment.getParallelism() : 1);
  }

  @Override
  public SilenceProbe.Factory silence(SourceSpec source) {
    return FileSources.NEVER_SILENT;
  }

  @Override
  public ControlFeed.Factory control() {
    return control;
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    return targets.computeIfAbsent(target.name(), name -> new Collected<>());
  }

  @Override
  public PartitionCount partitions(TargetSpec target) {
    return meter -> 1;
  }

  @Override
  public Sink<Refusal> quarantine() {
    return refusals;
  }

  @Override
  public Sink<StatusRecord> status() {
    return status;
  }
}
