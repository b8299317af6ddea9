package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.usage.StatusRecord;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Real Kafka sources and targets, between which a test can make the job fail: at the next record
 * read, or at the next record published (the target named {@code chaos}).
 */
final class KafkaEnds implements Ends {
  static final AtomicBoolean FAIL_READING = new AtomicBoolean();
  static final AtomicBoolean FAIL_PUBLISHING = new AtomicBoolean();

  /** How long a record published to {@code chaos} takes, and how many were. */
  static final AtomicInteger PUBLISH_MILLIS = new AtomicInteger();

  static final AtomicInteger PUBLISHED = new AtomicInteger();

  final Collected<Refusal> refusals = new Collected<>();
  final Collected<StatusRecord> status = new Collected<>();

  private final ConnectorEnds real;

  KafkaEnds(StoreSpec spec) {
    this.real = new ConnectorEnds(spec, null);
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    DataStream<SourceItem> items = real.source(environment, source);
    return items
        .map(new FailingMap<>())
        .returns(items.getType())
        .uid("failing-" + source.name())
        .setParallelism(items.getParallelism());
  }

  @Override
  public SilenceProbe.Factory silence(SourceSpec source) {
    return real.silence(source);
  }

  @Override
  public ControlFeed.Factory control() {
    return SentCommands::new;
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    return target.name().equals("chaos") ? new FailingSink() : real.target(target);
  }

  @Override
  public PartitionCount partitions(TargetSpec target) {
    return real.partitions(target);
  }

  @Override
  public Sink<Refusal> quarantine() {
    return refusals;
  }

  @Override
  public Sink<StatusRecord> status() {
    return status;
  }

  private static void failIf(AtomicBoolean armed) {
    if (armed.compareAndSet(true, false)) {
      throw new IllegalStateException("injected by a test");
    }
  }

  private record FailingMap<T>() implements MapFunction<T, T> {
    private static final long serialVersionUID = 1L;

    @Override
    public T map(T value) {
      failIf(FAIL_READING);
      return value;
    }
  }

  private static final class FailingSink implements Sink<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<OutputRecord> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(OutputRecord element, Context ignored) throws InterruptedException {
          failIf(FAIL_PUBLISHING);
          Thread.sleep(PUBLISH_MILLIS.get());
          PUBLISHED.incrementAndGet();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
