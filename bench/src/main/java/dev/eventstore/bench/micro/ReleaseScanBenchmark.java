package dev.eventstore.bench.micro;

import dev.eventstore.state.UsageEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One watermark over all that was put: each chunk is read, and goes through the meters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class ReleaseScanBenchmark {
  private static final int EVENTS = PutBenchmark.EVENTS;

  private Sample sample;
  private UsageEvent[] events;
  private StoreOperator store;

  @Setup
  public void makeEvents() throws Exception {
    sample = new Sample(EVENTS);
    events = Sample.fill(new UsageEvent[EVENTS], sample::event);
  }

  @Setup(Level.Iteration)
  public void put() throws Exception {
    store = new StoreOperator(sample.spec());
    store.put(events);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int release() throws Exception {
    return store.release(sample.end());
  }

  @TearDown(Level.Iteration)
  public void close() throws Exception {
    store.close();
  }
}
