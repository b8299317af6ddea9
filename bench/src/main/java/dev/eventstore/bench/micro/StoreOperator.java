package dev.eventstore.bench.micro;

import dev.eventstore.bench.process.Scratch;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.local.FlinkSettings;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.events.EventStoreOperator;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The event store's one operator on RocksDB as it is shipped, without a job around it. */
final class StoreOperator {
  private static final int MAX_PARALLELISM = 128;
  private static final Map<String, String> MEMORY =
      Map.of("state.backend.rocksdb.memory.fixed-per-slot", "512mb");

  private final Scratch scratch = new Scratch();
  private final KeyedOneInputStreamOperatorTestHarness<StoreKey, UsageEvent, MeterOutput> harness;

  StoreOperator(StoreSpec spec) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EventStoreOperator(spec, () -> ControlFeed.NONE),
            event -> StoreKey.root(event.bucket()),
            StoreKey.TYPE,
            MAX_PARALLELISM,
            1,
            0);
    Configuration settings = FlinkSettings.with(MEMORY);
    EmbeddedRocksDBStateBackend rocksDb =
        new EmbeddedRocksDBStateBackend(true)
            .configure(settings, StoreOperator.class.getClassLoader());
    rocksDb.setDbStoragePath(scratch.folder("state").toString());
    harness.setStateBackend(rocksDb);
    harness.setup(MeterOutput.TYPE.createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  /** Puts them, up to the last: none waits any more. */
  void put(UsageEvent[] events) throws Exception {
    for (UsageEvent event : events) {
      harness.processElement(new StreamRecord<>(event));
    }
    harness.getOperator().prepareSnapshotPreBarrier(1);
  }

  /**
   * Completes all periods up to a time.
   *
   * @return how many messages went to the totals
   */
  int release(long time) throws Exception {
    harness.processWatermark(new Watermark(time - 1));
    int messages = harness.extractOutputValues().size();
    if (messages == 0) {
      throw new IllegalStateException("nothing was released");
    }
    return messages;
  }

  void close() throws Exception {
    harness.close();
    scratch.close();
  }
}
