package dev.eventstore.bench.peers.datastream;

import dev.eventstore.bench.peers.Usage;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first event of each id pass, where it is billed. Of an id no more is kept than that it
 * was there; RocksDB drops it in a compaction when its time to live, of the processor's clock, is
 * over.
 */
final class FirstOfId extends KeyedProcessFunction<String, Usage, Charge> {
  private static final long serialVersionUID = 1L;

  private final Duration remember;
  private transient ValueState<Boolean> seen;

  FirstOfId(Duration remember) {
    this.remember = remember;
  }

  @Override
  public void open(OpenContext context) {
    var descriptor = new ValueStateDescriptor<>("seen", Boolean.class);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(remember).cleanupInRocksdbCompactFilter(1_000).build());
    seen = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(Usage usage, Context context, Collector<Charge> out) throws Exception {
    if (seen.value() != null) {
      return;
    }
    seen.update(true);
    if (usage.isBilled()) {
      out.collect(new Charge(usage));
    }
  }
}
