package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.CollectedItems;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.Parquet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowRecordsTest {
  private static final Format AVRO = new Avro(null, null);
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Usage", "fields": [
                {"name": "id", "type": "string"},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "x", "type": ["null", "double"]}]}
              """);
  private static final MessageType TYPE =
      MessageTypeParser.parseMessageType(
          """
          message usage {
            required binary id (STRING);
            optional int64 at (TIMESTAMP(MICROS,true));
            optional int96 old;
            optional int32 day (DATE);
            optional fixed_len_byte_array(16) x (DECIMAL(38,4));
            optional int64 cents (DECIMAL(18,2));
            optional double share;
            optional int64 big (INTEGER(64,false));
            optional boolean flag;
            optional binary raw;
            optional group customer { optional binary id (STRING); }
            optional group items (LIST) { repeated group list { optional int32 element; } }
            optional group tags (MAP) {
              repeated group key_value { required binary key (STRING); optional binary value (STRING); }
            }
          }
          """);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
  void readsAvroOfEveryCodec(String codec) throws IOException {
    avro("a.avro", CodecFactory.fromString(codec), 3);

    assertThat(readAll(AVRO, FolderSplit.BEGINNING))
        .containsExactly(
            "a.avro:1 {\"id\":\"e1\",\"at\":\"1970-01-01T00:00:00.001Z\",\"x\":0.1}",
            "a.avro:2 {\"id\":\"e2\",\"at\":\"1970-01-01T00:00:00.002Z\"}",
            "a.avro:3 {\"id\":\"e3\",\"at\":\"1970-01-01T00:00:00.003Z\",\"x\":0.1}");
  }

  @Test
  void readsEveryTypeOfParquet() throws IOException {
    Group row = new SimpleGroup(TYPE);
    row.add("id", "e1");
    row.add("at", 1_000_001L);
    row.add("old", new NanoTime(2_440_589, 5_000_000_000L));
    row.add("day", 1);
    byte[] unscaled = new byte[16];
    Arrays.fill(unscaled, (byte) -1);
    row.add("x", Binary.fromConstantByteArray(unscaled));
    row.add("cents", 1234L);
    row.add("share", 0.1);
    row.add("big", -1L);
    row.add("flag", true);
    row.add("raw", Binary.fromConstantByteArray(new byte[] {1, 2}));
    row.addGroup("customer").add("id", "c");
    Group items = row.addGroup("items");
    items.addGroup("list").add("element", 7);
    items.addGroup("list");
    Group tags = row.addGroup("tags").addGroup("key_value");
    tags.add("key", "tier");
    tags.add("value", "gold");
    ParquetFiles.write(folder.resolve("a.parquet"), TYPE, List.of(row));

    assertThat(readAll(new Parquet(), FolderSplit.BEGINNING))
        .containsExactly(
            "a.parquet:1 {\"id\":\"e1\",\"at\":\"1970-01-01T00:00:01.000001Z\","
                + "\"old\":\"1970-01-02T00:00:05Z\",\"day\":\"1970-01-02\",\"x\":-0.0001,"
                + "\"cents\":12.34,\"share\":0.1,\"big\":18446744073709551615,\"flag\":true,"
                + "\"raw\":\"AQI=\",\"customer\":{\"id\":\"c\"},\"items\":[7,null],"
                + "\"tags\":{\"tier\":\"gold\"}}");
  }

  @Test
  void resumesAfterTheLastRowOfASnapshot() throws IOException {
    avro("a.avro", CodecFactory.nullCodec(), 3);
    avro("b.avro", CodecFactory.nullCodec(), 2);
    List<String> all = readAll(AVRO, FolderSplit.BEGINNING);
    assertThat(all).hasSize(5);
    for (int polls = 1; polls < 6; polls++) {
      FolderReader reader = reader(AVRO);
      CollectedItems output = new CollectedItems();
      reader.addSplits(List.of(FolderSplit.BEGINNING));
      for (int i = 0; i < polls; i++) {
        reader.pollNext(output);
      }
      List<String> rest = readAll(AVRO, reader.snapshotState(1).get(0));
      assertThat(rest).isEqualTo(all.subList(output.items.size(), all.size()));
    }
  }

  @Test
  void whatIsBrokenTakesNoOtherRowOrFileWithIt() throws IOException {
    Files.writeString(folder.resolve("a.avro"), "garbage, and enough of it for a header");
    avro("b.avro", CodecFactory.nullCodec(), 3);
    byte[] whole = Files.readAllBytes(folder.resolve("b.avro"));
    Files.write(folder.resolve("b.avro"), Arrays.copyOf(whole, whole.length - 20));
    avro("c.avro", CodecFactory.nullCodec(), 1);

    assertThat(readAll(AVRO, FolderSplit.BEGINNING))
        .satisfiesExactly(
            a -> assertThat(a).startsWith("a.avro:1 ! the file cannot be read from here on: "),
            b -> assertThat(b).startsWith("b.avro:1 ! the file cannot be read from here on: "),
            c -> assertThat(c).startsWith("c.avro:1 {"));
  }

  /** Wherever it breaks off. */
  @Test
  void anAvroFileThatBreaksOffIsNeverTakenForAWholeOne() throws IOException {
    avro("whole", CodecFactory.nullCodec(), 3);
    byte[] whole = Files.readAllBytes(folder.resolve("whole"));
    Files.delete(folder.resolve("whole"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("a.avro"), Arrays.copyOf(whole, length));
      boolean isHeader = readAll(AVRO, FolderSplit.BEGINNING).isEmpty();
      // What ends with the header is a file of no records.
      assertThat(isHeader).isEqualTo(length == headerLength(whole));
    }
  }

  private static int headerLength(byte[] whole) {
    byte[] sync = Arrays.copyOfRange(whole, whole.length - 16, whole.length);
    for (int end = 16; ; end++) {
      if (Arrays.equals(Arrays.copyOfRange(whole, end - 16, end), sync)) {
        return end;
      }
    }
  }

  @Test
  void aRowOfBadTextIsRefusedAlone() throws IOException {
    Group bad = new SimpleGroup(TYPE);
    bad.add("id", Binary.fromConstantByteArray(new byte[] {(byte) 0xFF}));
    Group good = new SimpleGroup(TYPE);
    good.add("id", "e2");
    ParquetFiles.write(folder.resolve("a.parquet"), TYPE, List.of(bad, good));
    Files.writeString(folder.resolve("b.parquet"), "PAR1 this is none PAR1");

    assertThat(readAll(new Parquet(), FolderSplit.BEGINNING))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo("a.parquet:1 ! the row holds text that is not in UTF-8"),
            second -> assertThat(second).isEqualTo("a.parquet:2 {\"id\":\"e2\"}"),
            third -> assertThat(third).startsWith("b.parquet:1 ! the file cannot be read"));
  }

  private void avro(String name, CodecFactory codec, int rows) throws IOException {
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
      writer.setCodec(codec).create(SCHEMA, folder.resolve(name).toFile());
      for (int i = 1; i <= rows; i++) {
        GenericRecord row = new GenericData.Record(SCHEMA);
        row.put("id", "e" + i);
        row.put("at", (long) i);
        row.put("x", i % 2 == 0 ? null : 0.1);
        writer.append(row);
      }
    }
  }

  private FolderReader reader(Format format) {
    return new FolderReader(
        new InputFolder(folder.toString()), format, AllFiles::new, () -> 5, new SimpleCounter());
  }

  private List<String> readAll(Format format, FolderSplit from) throws IOException {
    FolderReader reader = reader(format);
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(from));
    reader.notifyNoMoreSplits();
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
    return output.items.stream().map(RowRecordsTest::told).toList();
  }

  private static String told(SourceItem item) {
    if (item instanceof UnreadableRecord bad) {
      FilePosition at = (FilePosition) bad.position();
      return at.file() + ":" + at.line() + " ! " + bad.message();
    }
    SourceRecord read = (SourceRecord) item;
    FilePosition at = (FilePosition) read.position();
    return at.file() + ":" + at.line() + " " + new String(read.bytes(), StandardCharsets.UTF_8);
  }
}
