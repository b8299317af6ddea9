package dev.eventstore.bench.micro;

import dev.eventstore.state.EventBlock;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.state.UsageEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** There and back: of an event on its way between subtasks, and of a block as it is kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class SerializerBenchmark {
  /** As many events as a block of the store has at most. */
  private static final int BLOCK = 128;

  private final TypeSerializer<UsageEvent> eventSerializer = new UsageEvent.Serializer();
  private final TypeSerializer<EventBlock> blockSerializer = new EventBlock.Serializer();
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 16);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private UsageEvent[] events;
  private EventBlock[] blocks;
  private int next;

  @Setup
  public void prepare() throws Exception {
    Sample sample = new Sample(Sample.SIZE);
    events = Sample.fill(new UsageEvent[Sample.SIZE], sample::event);
    blocks = Sample.fill(new EventBlock[Sample.SIZE / BLOCK], n -> block(n * BLOCK));
  }

  private EventBlock block(int from) {
    List<StoredEvent> stored = new ArrayList<>();
    for (int n = from; n < from + BLOCK; n++) {
      UsageEvent event = events[n];
      stored.add(
          new StoredEvent(
              event.key(), event.id(), event.source(), null, event.received(), 0, event.content()));
    }
    return new EventBlock(stored);
  }

  @Benchmark
  public UsageEvent usageEvent() throws IOException {
    return thereAndBack(eventSerializer, events[next++ & events.length - 1]);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public EventBlock eventBlock() throws IOException {
    return thereAndBack(blockSerializer, blocks[next++ & blocks.length - 1]);
  }

  private <T> T thereAndBack(TypeSerializer<T> serializer, T value) throws IOException {
    out.clear();
    serializer.serialize(value, out);
    in.setBuffer(out.getSharedBuffer(), 0, out.length());
    return serializer.deserialize(in);
  }
}
