package dev.eventstore.bench;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.KafkaSilence;
import dev.eventstore.connect.KafkaSources;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.store.Ends;
import dev.eventstore.usage.PeriodReport;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Kafka in, and sinks that only count. The counters are those of the run that is on. */
final class BenchEnds implements Ends {
  static final LongAdder READ = new LongAdder();
  static final LongAdder PUBLISHED = new LongAdder();
  private static final LongAdder IGNORED = new LongAdder();

  static void reset() {
    READ.reset();
    PUBLISHED.reset();
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    int parallelism = environment.getParallelism();
    DataStream<SourceItem> items =
        environment
            .fromSource(
                KafkaSources.create((KafkaInput) source.input(), "bench", WallClock.SYSTEM),
                WatermarkStrategy.noWatermarks(),
                source.name())
            .uid("source-" + source.name())
            .setParallelism(parallelism);
    return items
        .map(new Counting())
        .returns(items.getType())
        .uid("counting-" + source.name())
        .setParallelism(parallelism);
  }

  private record Counting() implements MapFunction<SourceItem, SourceItem> {
    private static final long serialVersionUID = 1L;

    @Override
    public SourceItem map(SourceItem item) {
      READ.increment();
      return item;
    }
  }

  @Override
  public SilenceProbe.Factory silence(SourceSpec source) {
    return new KafkaSilence((KafkaInput) source.input());
  }

  @Override
  public ControlFeed.Factory control() {
    return NoControl::new;
  }

  /** Of its own: an anonymous class would take these ends along, which Flink cannot send. */
  private static final class NoControl implements ControlFeed {
    @Override
    public List<byte[]> poll() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    return new CountingSink<>(true);
  }

  @Override
  public Sink<Refusal> quarantine() {
    return new CountingSink<>(false);
  }

  @Override
  public Sink<PeriodReport> status() {
    return new CountingSink<>(false);
  }

  private record CountingSink<T>(boolean published) implements Sink<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      LongAdder counter = published ? PUBLISHED : IGNORED;
      return new SinkWriter<>() {
        @Override
        public void write(T element, Context ignored) {
          counter.increment();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
