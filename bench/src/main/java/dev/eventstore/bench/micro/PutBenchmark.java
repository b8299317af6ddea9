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

/** Events into an empty store: each iteration puts the same ones once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class PutBenchmark {
  static final int EVENTS = 100_000;

  private Sample sample;
  private UsageEvent[] events;
  private StoreOperator store;

  @Setup
  public void makeEvents() throws Exception {
    sample = new Sample(EVENTS);
    events = Sample.fill(new UsageEvent[EVENTS], sample::event);
  }

  @Setup(Level.Iteration)
  public void open() throws Exception {
    store = new StoreOperator(sample.spec());
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void put() throws Exception {
    store.put(events);
  }

  @TearDown(Level.Iteration)
  public void close() throws Exception {
    store.close();
  }
}
