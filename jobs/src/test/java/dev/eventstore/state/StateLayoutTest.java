package dev.eventstore.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.clock.SourceClock.PartitionPromise;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The bytes that savepoints hold. Where one of these fails, old savepoints cannot be read. */
class StateLayoutTest {
  private static final String COMPRESSED =
      "028b079c0128b52ffd608b02950400e287181bb0256d0cc330acc8e5d66c5343fa965cd94b878667"
          + "22211666b7ed45151561eae671e78de2559b556f6f73ff45b5375ef797fd1b46546e66bd3e93fda2"
          + "371215551438189032b34b2e11c31c56784f17a3852c67fc05b123fb2448380401100c0213000144"
          + "0068041001a01140238008008d002200340268041001a01140048046008d0022003442556a9b8e82"
          + "02";

  private static final byte[] KEY = {1, 1, 'a'};
  private static final byte[] ID = {2, 8};

  @Test
  void keys() throws Exception {
    StoreKey root = StoreKey.root(StoreKey.bucket(KEY, 3));
    assertThat(root.bucket()).isEqualTo(1549);
    holds(new StoreKey.Serializer(), root, "060d" + "8000000000000000" + "00");
    holds(
        new StoreKey.Serializer(),
        root.chunk(1_788_220_800L, 200),
        "060d" + "000000006a961580" + "c801");
    holds(
        new FigureKey.Serializer(),
        new FigureKey("m", 1_788_220_800L, KEY),
        "016d" + "000000006a961580" + "03010161");
  }

  @Test
  void events() throws Exception {
    StoredEvent timed = new StoredEvent(KEY, ID, "eu", Instant.ofEpochSecond(5, 7), 300, 2, ID);
    StoredEvent later = new StoredEvent(KEY, KEY, "eu", null, 299, 0, ID);
    holds(
        new EventBlock.Serializer(),
        new EventBlock(List.of(timed, later, timed.gone())),
        ("01" + "03")
            + ("0e" + "03010161" + "020208" + "026575" + "0000000000000005" + "07")
            + ("d804" + "02" + "020208")
            + ("00" + "00" + "03010161" + "00" + "01" + "00" + "020208")
            + ("01" + "00" + "020208"));
    holds(new PeriodFill.Serializer(), new PeriodFill(1_025, true), "01" + "8108" + "01");
    holds(new Published.Serializer(), new Published(2, ID), "01" + "02" + "020208");
    holds(new Said.Serializer(), new Said(1, ID), "01" + "01" + "020208");
    holds(
        new RoundEnds.Serializer(),
        new RoundEnds(1, 2, Set.of(3, 0)),
        "01" + "01" + "02" + "02" + "00" + "03");
    holds(new Bytes.Serializer(), new Bytes(ID), "020208");
  }

  @Test
  void compressedBlocks() throws Exception {
    List<StoredEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] id = ("3fa94c0e-77b1-4d52-9a68-0c2be41f" + (1_000 + i * 397)).getBytes(UTF_8);
      events.add(new StoredEvent(KEY, id, "eu", null, 300 + i, 0, ID));
    }
    EventBlock block = new EventBlock(events);
    EventBlock.Serializer serializer = new EventBlock.Serializer();
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(block, out);
    assertThat(out.length()).isLessThan(200);
    for (byte[] bytes : List.of(out.getCopyOfBuffer(), HexFormat.of().parseHex(COMPRESSED))) {
      EventBlock read = serializer.duplicate().deserialize(new DataInputDeserializer(bytes));
      assertThat(read).usingRecursiveComparison().isEqualTo(block);
    }
  }

  @Test
  void promises() throws Exception {
    holds(
        new SourceClockSerializer(),
        new SourceClock.Snapshot(9, List.of(new PartitionPromise(1, 9, 42))),
        "01" + "0000000000000009" + "01" + "01" + "0000000000000009" + "000000000000002a");
  }

  /** Only unaligned checkpoints hold it, and no savepoint. */
  @Test
  void whatIsInFlight() throws Exception {
    UsageEvent.Serializer events = new UsageEvent.Serializer();
    holds(
        events,
        UsageEvent.of(
            KEY,
            0,
            ID,
            9,
            ID,
            Instant.ofEpochSecond(5),
            "eu",
            new KafkaPosition("t", 1, 2),
            3,
            true,
            false,
            ID),
        ("01" + "00000049")
            + ("00000000" + "01" + "0000000000000009")
            + ("0000000000000005" + "00000000" + "0000000000000003")
            + ("00000003" + "00000002" + "00000002" + "00000002" + "00000005" + "00000002")
            + ("010161" + "0208" + "0208" + "6575" + "0001740102" + "0208"));
    holds(
        new RefusalSerializer(),
        new Refusal(
            "eu", "r", RefusalCode.LATE, "m", null, "p", null, new FilePosition("f", 4), 5, ID),
        "026575" + "0172" + "07" + "016d" + "00" + "010170" + "00" + "01016604" + "05" + "020208");
    holds(
        new RefusalSerializer(),
        new Refusal(
            "eu",
            "r",
            RefusalCode.LATE,
            "m",
            null,
            "p",
            null,
            new KafkaPosition("t", 1, 2, 3),
            5,
            ID),
        ("026575" + "0172" + "07" + "016d" + "00" + "010170" + "00")
            + ("030174010203" + "05" + "020208"));
  }

  @Test
  void aNewerLayoutIsRefused() {
    byte[] newer = {2, 0, 0};

    assertThatThrownBy(
            () -> new PeriodFill.Serializer().deserialize(new DataInputDeserializer(newer)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore it with the version that wrote it");
  }

  private static <T> void holds(TypeSerializer<T> serializer, T value, String hex)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    DataOutputSerializer again = new DataOutputSerializer(64);
    serializer.serialize(read, again);
    assertThat(again.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
  }
}
