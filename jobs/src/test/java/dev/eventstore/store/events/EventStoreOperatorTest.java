package dev.eventstore.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.control.Command;
import dev.eventstore.event.ContentLayout;
import dev.eventstore.event.EventTuples;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import dev.eventstore.store.GivenCommands;
import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.store.gate.SideOutputs;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Reason;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator by itself, on events of one account, which are all in one bucket. */
@SuppressWarnings("try") // The harness may be interrupted while it closes.
class EventStoreOperatorTest {
  private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2026-09-02T00:00:00Z");

  /** Enough to double the pages of the bucket some times. */
  private static final int MANY = 60_000;

  @TempDir private Path folder;
  private StoreSpec spec;
  private EventTuples tuples;
  private final List<byte[]> sent = new ArrayList<>();

  @BeforeEach
  void readStoreFile() throws Exception {
    Path file = folder.resolve("store.yaml");
    Files.writeString(
        file,
        """
        apiVersion: eventstore/v1
        store: single
        event:
          id: id
          time: at
          key: account
          fields: {id: string, at: timestamp, account: string, bytes: decimal}
        retention: P1D
        sources:
          - {name: eu, files: {path: in}}
        meters:
          - name: volume
            operators:
              - aggregate: {by: [account], values: {quantity: sum(bytes)}}
            targets: [usage]
        targets:
          usage: {files: {path: out}}
        """);
    spec = StoreFiles.read(file);
    tuples = new EventTuples(spec.event());
  }

  @Test
  void knowsEveryIdOfAVeryLargeBucket() throws Exception {
    try (var store = open(null)) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++) {
          send(store, i, i);
          if (i % 1_000 == 0) {
            store.prepareSnapshotPreBarrier(i);
          }
        }
      }
      store.prepareSnapshotPreBarrier(MANY);

      Tally tally = tally(store);
      assertThat(tally.get(Counter.STORED)).isEqualTo(MANY);
      assertThat(tally.get(Counter.DUPLICATES)).isEqualTo(MANY);
      assertThat(tally.sums().get("bytes")).isEqualByComparingTo(sum(MANY));
    }
  }

  @Test
  void keepsWhatWaitsInACheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var store = open(null)) {
      send(store, 1, 1);
      send(store, 1, 1);
      store.prepareSnapshotPreBarrier(1);
      checkpoint = store.snapshot(1, 1);
    }
    try (var store = open(checkpoint)) {
      send(store, 1, 1);
      send(store, 1, 2);
      store.prepareSnapshotPreBarrier(2);

      assertThat(tally(store).get(Counter.DUPLICATES)).isEqualTo(1);
      assertThat(tally(store).get(Counter.REPLACED)).isEqualTo(1);
    }
  }

  @Test
  void releasesWhatWaitsWhenItsPeriodIsComplete() throws Exception {
    try (var store = open(null)) {
      send(store, 1, 1);
      store.processWatermark(before(SEPTEMBER));

      assertThat(store.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aPromiseWithinAPeriodTakesNothingOfIt() throws Exception {
    try (var store = open(null)) {
      send(store, 1, 1);
      store.processWatermark(before(AUGUST.plusSeconds(86_400)));
      send(store, 1, 1);
      store.processWatermark(before(SEPTEMBER));

      assertThat(tally(store).get(Counter.STORED)).isEqualTo(1);
      assertThat(tally(store).get(Counter.DUPLICATES)).isEqualTo(1);
    }
  }

  @Test
  void countsWhatWaitsAMomentLater() throws Exception {
    try (var store = open(null)) {
      send(store, 1, 1);
      for (int tick = 1; tick <= 4; tick++) {
        store.setProcessingTime(tick * 500L);
      }

      assertThat(tally(store).get(Counter.STORED)).isEqualTo(1);
    }
  }

  @Test
  void leavesNothingOfAPeriodThatHasExpired() throws Exception {
    try (var store = open(null)) {
      for (int i = 0; i < 10_000; i++) {
        send(store, i, i);
      }
      store.processWatermark(before(SEPTEMBER));
      store.processWatermark(before(EXPIRY));
      send(store, 1, 1);
      store.prepareSnapshotPreBarrier(1);

      assertThat(tally(store).get(Counter.QUARANTINED)).isEqualTo(1);
      // How often the bucket's pages were doubled is all that stays.
      assertThat(store.numKeyedStateEntries()).isLessThanOrEqualTo(1);
      assertThat(store.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void saysAllOfAPeriodAnewBeforeItExpires() throws Exception {
    try (var store = open(null)) {
      for (int i = 0; i < MANY; i++) {
        send(store, i, i);
        if (i % 1_000 == 0) {
          store.prepareSnapshotPreBarrier(i);
        }
      }
      store.processWatermark(before(SEPTEMBER));
      int released = store.extractOutputValues().size();
      assertThat(released).as("chunks").isGreaterThan(3);

      sent.add(reprocess("in time"));
      store.setProcessingTime(500);
      store.processWatermark(before(EXPIRY));
      List<MeterOutput> said = store.extractOutputValues();
      assertThat(said.subList(released, 2 * released))
          .allMatch(part -> part.reason() == Reason.REPROCESSED.ordinal() && part.round() == 1);
      assertThat(RoundEnd.is(said.get(2 * released).key())).as("the end").isTrue();
      assertThat(worked(store)).containsExactly("in time");
    }
  }

  /** Nothing would be there to be said, and what was published would be taken for gone. */
  @Test
  void saysNothingAnewOfAPeriodThatHasExpired() throws Exception {
    try (var store = open(null)) {
      send(store, 1, 1);
      store.processWatermark(before(SEPTEMBER));
      store.processWatermark(before(EXPIRY));
      int before = store.extractOutputValues().size();

      sent.add(reprocess("too late"));
      store.setProcessingTime(500);
      store.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(store.extractOutputValues()).hasSize(before);
      assertThat(worked(store)).isEmpty();
    }
  }

  private static byte[] reprocess(String id) {
    return Command.ofPeriod(id, Command.REPROCESS, "2026-08", null, "ann", "as asked", null)
        .toJson();
  }

  /** The commands that it has done. */
  private static List<String> worked(
      KeyedOneInputStreamOperatorTestHarness<StoreKey, UsageEvent, MeterOutput> store) {
    Queue<? extends StreamRecord<?>> said = store.getSideOutput(SideOutputs.GATE);
    return said.stream()
        .map(StreamRecord::getValue)
        .filter(Worked.class::isInstance)
        .map(Worked.class::cast)
        .filter(Worked::done)
        .map(Worked::command)
        .toList();
  }

  private KeyedOneInputStreamOperatorTestHarness<StoreKey, UsageEvent, MeterOutput> open(
      OperatorSubtaskState checkpoint) throws Exception {
    var store =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EventStoreOperator(spec, () -> GivenCommands.of(sent)),
            event -> StoreKey.root(event.bucket()),
            StoreKey.TYPE);
    store.setup(
        MeterOutput.TYPE.createSerializer(store.getExecutionConfig().getSerializerConfig()));
    if (checkpoint != null) {
      store.initializeState(checkpoint);
    }
    store.open();
    return store;
  }

  private void send(
      KeyedOneInputStreamOperatorTestHarness<StoreKey, UsageEvent, MeterOutput> store,
      int id,
      int bytes)
      throws Exception {
    Instant time = AUGUST.plusSeconds(id);
    Object[] values = {"e" + id, time, "acme", BigDecimal.valueOf(bytes)};
    byte[] key = tuples.key(values);
    store.processElement(
        new StreamRecord<>(
            UsageEvent.of(
                key,
                StoreKey.bucket(key, 0),
                tuples.id(values),
                ContentLayout.of(spec.event()).id(),
                tuples.content(values),
                time,
                "eu",
                new KafkaPosition("usage", 0, id),
                0,
                false,
                false,
                new byte[0])));
  }

  private static Watermark before(Instant end) {
    return new Watermark(end.toEpochMilli() - 1);
  }

  private static BigDecimal sum(long count) {
    return BigDecimal.valueOf(count * (count - 1) / 2);
  }

  /** All that was counted so far. */
  private static Tally tally(
      KeyedOneInputStreamOperatorTestHarness<StoreKey, UsageEvent, MeterOutput> store) {
    Tally all = new Tally();
    Queue<? extends StreamRecord<?>> said = store.getSideOutput(SideOutputs.GATE);
    for (StreamRecord<?> record : said) {
      if (record.getValue() instanceof Counted counted) {
        all.merge(counted.tally());
      }
    }
    return all;
  }
}
