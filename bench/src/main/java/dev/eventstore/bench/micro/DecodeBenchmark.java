package dev.eventstore.bench.micro;

import dev.eventstore.decode.Decoder;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.EventTuples;
import dev.eventstore.event.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of a record to an event's values, and from these to the tuples that are kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class DecodeBenchmark {
  private SourceRecord[] records;
  private Object[][] values;
  private Decoder decoder;
  private EventTuples tuples;
  private int next;

  @Setup
  public void prepare() throws Exception {
    Sample sample = new Sample(Sample.SIZE);
    records = Sample.fill(new SourceRecord[Sample.SIZE], sample::record);
    values = Sample.fill(new Object[Sample.SIZE][], n -> sample.accepted(n).values());
    decoder = sample.decoder();
    tuples = new EventTuples(sample.spec().event());
  }

  @Benchmark
  public Decoded decode() {
    return decoder.decode(records[next++ & Sample.SIZE - 1]);
  }

  @Benchmark
  public void tuples(Blackhole hole) {
    Object[] event = values[next++ & Sample.SIZE - 1];
    hole.consume(tuples.key(event));
    hole.consume(tuples.id(event));
    hole.consume(tuples.content(event));
  }
}
