package dev.eventstore.bench.micro;

import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.meter.MeterPass;
import dev.eventstore.meter.Meters;
import dev.eventstore.meter.ReleasedEvent;
import dev.eventstore.state.UsageEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A chunk's events through the meters, up to the bytes of what they contribute to each group. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class AggregateBenchmark {
  private ReleasedEvent[] events;
  private MeterPass pass;

  @Setup
  public void prepare() throws Exception {
    Sample sample = new Sample(Sample.SIZE);
    events = Sample.fill(new ReleasedEvent[Sample.SIZE], n -> released(sample, n));
    pass = new MeterPass(Meters.compile(sample.spec().event(), sample.spec().meters()));
  }

  private static ReleasedEvent released(Sample sample, int n) {
    Accepted accepted = sample.accepted(n);
    UsageEvent event = sample.event(n);
    return new ReleasedEvent(accepted.values(), accepted.time(), null, event.id(), event.source());
  }

  @Benchmark
  @OperationsPerInvocation(Sample.SIZE)
  public void aggregate(Blackhole hole) {
    for (ReleasedEvent event : events) {
      pass.add(event);
    }
    pass.finish((meter, group, contribution) -> hole.consume(contribution.toBytes()));
  }
}
