package dev.eventstore.bench;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.Ends;
import dev.eventstore.usage.StatusRecord;
import java.util.concurrent.atomic.LongAdder;
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

  private final ConnectorEnds real;

  BenchEnds(StoreSpec spec) {
    this.real = new ConnectorEnds(spec, null);
  }

  static void reset() {
    READ.reset();
    PUBLISHED.reset();
    BenchControl.reset();
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    DataStream<SourceItem> items = real.source(environment, source);
    return items
        .map(new Counting())
        .returns(items.getType())
        .uid("counting-" + source.name())
        .setParallelism(items.getParallelism());
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
    return real.silence(source);
  }

  @Override
  public ControlFeed.Factory control() {
    return BenchControl::new;
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    return new CountingSink<>(true);
  }

  @Override
  public PartitionCount partitions(TargetSpec target) {
    throw new UnsupportedOperationException("no store is fed here");
  }

  @Override
  public Sink<Refusal> quarantine() {
    return new CountingSink<>(false);
  }

  @Override
  public Sink<StatusRecord> status() {
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
