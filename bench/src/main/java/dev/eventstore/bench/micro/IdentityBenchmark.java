package dev.eventstore.bench.micro;

import dev.eventstore.identity.Identity;
import dev.eventstore.identity.Identity.Verdict;
import dev.eventstore.state.UsageEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Where an id belongs, and what an event is whose id is known. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class IdentityBenchmark {
  private UsageEvent[] events;
  private byte[][] known;
  private Identity identity;
  private int next;

  @Setup
  public void prepare() throws Exception {
    Sample sample = new Sample(Sample.SIZE);
    events = Sample.fill(new UsageEvent[Sample.SIZE], sample::event);
    known = Sample.fill(new byte[Sample.SIZE][], n -> events[n].content().clone());
    identity = new Identity(sample.spec().event(), sample.spec().conflicts());
  }

  @Benchmark
  public long hash() {
    UsageEvent event = events[next++ & Sample.SIZE - 1];
    return event.hash();
  }

  @Benchmark
  public Verdict decideDuplicate() {
    int n = next++ & Sample.SIZE - 1;
    return identity.decide(known[n], 0, events[n].content(), 1);
  }

  @Benchmark
  public Verdict decideConflict() {
    int n = next++ & Sample.SIZE - 1;
    return identity.decide(known[n ^ 1], 0, events[n].content(), 1);
  }
}
