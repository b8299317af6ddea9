package dev.eventstore.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.event.CaughtUp;
import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SourceItemSerializerTest {
  private static final Instant TIME = Instant.parse("2026-10-05T13:00:00.123456789Z");

  @Test
  void keepsEveryKindOfItem() throws IOException {
    assertRoundTrip(
        new SourceRecord(
            new KafkaPosition("usage.eu", 3, 1L << 40), 3, true, TIME, 5, new byte[] {1, -1}));
    assertRoundTrip(
        new SourceRecord(new FilePosition("ä/b.jsonl", 7), 0, false, TIME, -5, new byte[0]));
    assertRoundTrip(
        new SourceRecord(
            new FilePosition("b.csv", 7), 0, false, TIME, -5, "a,b", false, new byte[] {1}));
    assertRoundTrip(new PartitionsAssigned(List.of(12, 300)));
    assertRoundTrip(new CaughtUp(0, 5));
    assertRoundTrip(
        new UnreadableRecord(new FilePosition("a", 1), 0, TIME, 9, new byte[] {9}, "too long"));
  }

  @Test
  void readsWhatTheFirstVersionWrote() throws IOException {
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "00"
                    + "00"
                    + "0161"
                    + "03"
                    + "09"
                    + "03"
                    + "01"
                    + "01"
                    + "0000000000000001"
                    + "02"
                    + "0000000000000007"
                    + "02"
                    + "7b7d");

    SourceRecord read =
        (SourceRecord) SourceItemSerializer.INSTANCE.deserialize(new DataInputDeserializer(golden));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            new SourceRecord(
                new KafkaPosition("a", 3, 9),
                3,
                true,
                Instant.ofEpochSecond(1, 2),
                7,
                new byte[] {'{', '}'}));
  }

  @Test
  void refusesWhatANewerVersionWrote() {
    assertThatThrownBy(
            () ->
                SourceItemSerializer.INSTANCE.deserialize(
                    new DataInputDeserializer(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown tag 9");
  }

  private static void assertRoundTrip(SourceItem item) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    SourceItemSerializer.INSTANCE.serialize(item, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(SourceItemSerializer.INSTANCE.deserialize(in))
        .usingRecursiveComparison()
        .isEqualTo(item);
    assertThat(in.available()).isZero();
  }
}
