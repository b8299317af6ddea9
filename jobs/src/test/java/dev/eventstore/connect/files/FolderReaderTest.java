package dev.eventstore.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.CollectedItems;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.text.CsvDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
  private static final Format CSV = new Csv(new CsvDialect(',', '"', ""), List.of());

  @TempDir Path folder;
  private final SimpleCounter recordsIn = new SimpleCounter();

  @Test
  void readsFilesInTheOrderOfNamesAndLinesWithTheirNumbers() throws IOException {
    write("b.jsonl", "b1\n\n  \r\nb4");
    write("a/2026-10-05T13:00 100%.jsonl", "a1\r\n");
    write("_done", "no");
    write(".hidden/c.jsonl", "no");
    write("a/.b.jsonl.inprogress", "no");

    assertThat(readAll(FolderSplit.BEGINNING))
        .containsExactly("a/2026-10-05T13:00 100%.jsonl:1 a1", "b.jsonl:1 b1", "b.jsonl:4 b4");
    assertThat(recordsIn.getCount()).isEqualTo(3);
  }

  @Test
  void resumesAfterTheLastLineOfASnapshot() throws IOException {
    write("a", "1\n2\n");
    write("b", "\uFEFF3\r\n\n4\n5");
    List<String> all = readAll(FolderSplit.BEGINNING);
    assertThat(all).containsExactly("a:1 1", "a:2 2", "b:1 3", "b:3 4", "b:4 5");

    for (int polls = 0; polls < 12; polls++) {
      FolderReader reader = reader();
      CollectedItems output = new CollectedItems();
      reader.addSplits(List.of(FolderSplit.BEGINNING));
      for (int i = 0; i < polls; i++) {
        reader.pollNext(output);
      }
      List<FolderSplit> state = reader.snapshotState(1);
      reader.close();

      List<String> rest = state.isEmpty() ? List.of() : readAll(restored(state.get(0)));
      assertThat(rest).isEqualTo(all.subList(output.items.size(), all.size()));
    }
  }

  @Test
  void endsWhenItIsToldThatThatWasAll() throws IOException {
    write("a", "1");
    FolderReader reader = reader();
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(FolderSplit.BEGINNING));
    while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {
      assertThat(reader.isAvailable()).isDone();
    }

    assertThat(output.items).hasSize(1);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();
    reader.notifyNoMoreSplits();
    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
  }

  @Test
  void unpacksGzip() throws IOException {
    Files.write(folder.resolve("a.gz"), packed("one\ntwo\n"));

    assertThat(readAll(FolderSplit.BEGINNING)).containsExactly("a.gz:1 one", "a.gz:2 two");
    assertThat(readAll(new FolderSplit("a.gz", 4, 1, false, Map.of())))
        .containsExactly("a.gz:2 two");
  }

  @Test
  void readsRowsOfCsvWithTheHeaderOfTheirFile() throws IOException {
    write("a.csv", "\uFEFFx,y\n1,\"a\nb\"\n2,c\n");
    write("b.csv", "y\n3");
    InputFolder files = new InputFolder(folder.toString());
    CollectedItems all = new CollectedItems();
    pollAll(reader(files, CSV), FolderSplit.BEGINNING, all);

    assertThat(all.items.stream().map(item -> shown((SourceRecord) item)))
        .containsExactly("a.csv:2 x,y|1,\"a\nb\"", "a.csv:4 x,y|2,c", "b.csv:2 y|3");
    for (int polls = 1; polls < 6; polls++) {
      FolderReader reader = reader(files, CSV);
      CollectedItems output = new CollectedItems();
      reader.addSplits(List.of(FolderSplit.BEGINNING));
      for (int i = 0; i < polls; i++) {
        reader.pollNext(output);
      }
      FolderSplit state = restored(reader.snapshotState(1).get(0));
      pollAll(reader(files, CSV), state, output);
      assertThat(output.items.stream().map(item -> shown((SourceRecord) item)))
          .isEqualTo(all.items.stream().map(item -> shown((SourceRecord) item)).toList());
    }
  }

  @Test
  void aBrokenFileIsRefusedOnceAndTheOthersAreRead() throws IOException {
    byte[] packed = packed("one\ntwo\n" + "x".repeat(100_000));
    Files.write(folder.resolve("a.gz"), java.util.Arrays.copyOf(packed, packed.length - 12));
    write("b.gz", "no gzip");
    write("c.gz", "");
    write("d", "last");
    FolderReader reader = reader();
    CollectedItems output = new CollectedItems();
    pollAll(reader, FolderSplit.BEGINNING, output);

    assertThat(output.items.stream().map(FolderReaderTest::told))
        .containsExactly(
            "a.gz:1 one",
            "a.gz:2 two",
            "a.gz:3 the file cannot be read from here on: it breaks off; put it in again whole",
            "b.gz:1 the file cannot be read from here on: Not in GZIP format; put it in again whole",
            "c.gz:1 the file cannot be read from here on: it breaks off; put it in again whole",
            "d:1 last");
  }

  @Test
  void refusesAFileWhoseHeaderCannotBeRead() throws IOException {
    write("a.csv", "x,x\n1,2\n3,4");
    CollectedItems output = new CollectedItems();
    pollAll(reader(new InputFolder(folder.toString()), CSV), FolderSplit.BEGINNING, output);

    assertThat(output.items.stream().map(FolderReaderTest::told))
        .containsExactly(
            "a.csv:1 the file cannot be read from here on: its header cannot be read: the header"
                + " names the column 'x' twice; put it in again whole");
  }

  @Test
  void filesOfMarkersComeLastWhateverTheFormat() throws IOException {
    write("1.complete", "{}");
    write("2.csv", "x\n1");
    CollectedItems output = new CollectedItems();
    pollAll(reader(new InputFolder(folder.toString()), CSV), FolderSplit.BEGINNING, output);

    assertThat(output.items.stream().map(item -> ((SourceRecord) item).completeHeader()))
        .containsExactly(false, true);
    assertThat(told(output.items.get(1))).isEqualTo("1.complete:1 {}");
  }

  @Test
  void leavesOutWhatIsNotFinished() throws IOException {
    write("a.csv.tmp", "1");
    write("b.part", "1");
    write("c~", "1");
    write("d.tmp/e", "in a folder");

    assertThat(new InputFolder(folder.toString()).names()).containsExactly("d.tmp/e");
  }

  @Test
  void readsOneFileByItsName() throws IOException {
    write("only.jsonl", "x");
    InputFolder file = new InputFolder(folder.resolve("only.jsonl").toString());

    assertThat(file.names()).containsExactly("only.jsonl");
    assertThat(readAll(reader(file, Format.JSON), FolderSplit.BEGINNING))
        .containsExactly("only.jsonl:1 x");
  }

  @Test
  void handsOverTheHeadOfALineThatIsTooLong() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("a"))) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 17; i++) {
        out.write(block);
      }
      out.write("\nnext".getBytes(StandardCharsets.UTF_8));
    }
    FolderReader reader = reader();
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(FolderSplit.BEGINNING));
    while (output.items.size() < 2) {
      reader.pollNext(output);
    }

    UnreadableRecord first = (UnreadableRecord) output.items.get(0);
    assertThat(first.message()).isEqualTo("the line is longer than 16 MB; split it");
    assertThat(first.position()).isEqualTo(new FilePosition("a", 1));
    assertThat(((SourceRecord) output.items.get(1)).position()).isEqualTo(new FilePosition("a", 2));
  }

  /** A line of more than 2 GB, in a file of some 2 MB. */
  @Test
  void aBombIsRefusedByItsHeadAndWhatIsAroundItIsRead() throws IOException {
    byte[] part = packed("a".repeat(64 << 20));
    try (OutputStream out = Files.newOutputStream(folder.resolve("bomb.jsonl.gz"))) {
      out.write(packed("first\n{\"id\":\""));
      for (int i = 0; i < 34; i++) {
        out.write(part);
      }
      out.write(packed("\"}\nlast\n"));
    }
    CollectedItems output = new CollectedItems();
    pollAll(reader(), FolderSplit.BEGINNING, output);

    assertThat(output.items).hasSize(3);
    assertThat(text((SourceRecord) output.items.get(0))).isEqualTo("bomb.jsonl.gz:1 first");
    UnreadableRecord bomb = (UnreadableRecord) output.items.get(1);
    assertThat(bomb.position()).isEqualTo(new FilePosition("bomb.jsonl.gz", 2));
    assertThat(bomb.head()).hasSize(64 << 10).startsWith("{\"id\":\"aaa".getBytes());
    assertThat(text((SourceRecord) output.items.get(2))).isEqualTo("bomb.jsonl.gz:3 last");
  }

  @Test
  void namesAFileThatIsGoneOrShorterAfterARestore() throws IOException {
    write("a", "1\n2\n");

    assertThatThrownBy(() -> readAll(new FolderSplit("a", 100, 7, false, Map.of())))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "file a in %s is gone or shorter than the 7 lines already read of it; put it back as"
                    .formatted(folder)
                + " it was");
    assertThatThrownBy(() -> readAll(new FolderSplit("0", 1, 1, false, Map.of())))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("file 0 in");
  }

  @Test
  void namesAPathThatDoesNotExist() {
    InputFolder missing = new InputFolder("/nowhere/in");

    assertThatThrownBy(missing::names)
        .isInstanceOf(ConnectException.class)
        .hasMessage("/nowhere/in does not exist; create it or correct the source's files.path");
  }

  private FolderSplit restored(FolderSplit split) throws IOException {
    FolderSplitSerializer serializer = new FolderSplitSerializer();
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private FolderReader reader() {
    return reader(new InputFolder(folder.toString()), Format.JSON);
  }

  private FolderReader reader(InputFolder files, Format format) {
    return new FolderReader(files, format, AllFiles::new, () -> 5, recordsIn);
  }

  private List<String> readAll(FolderSplit from) throws IOException {
    return readAll(reader(), from);
  }

  private static List<String> readAll(FolderReader reader, FolderSplit from) throws IOException {
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(from));
    reader.notifyNoMoreSplits();
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
    assertThat(reader.snapshotState(1)).isEmpty();
    return output.items.stream().map(SourceRecord.class::cast).map(FolderReaderTest::text).toList();
  }

  private static void pollAll(FolderReader reader, FolderSplit from, CollectedItems output)
      throws IOException {
    reader.addSplits(List.of(from));
    reader.notifyNoMoreSplits();
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static String shown(SourceRecord read) {
    FilePosition at = (FilePosition) read.position();
    return at.file()
        + ":"
        + at.line()
        + " "
        + read.schema()
        + "|"
        + new String(read.bytes(), StandardCharsets.UTF_8);
  }

  private static String told(SourceItem item) {
    if (item instanceof UnreadableRecord unreadable) {
      FilePosition at = (FilePosition) unreadable.position();
      return at.file() + ":" + at.line() + " " + unreadable.message();
    }
    return text((SourceRecord) item);
  }

  private static String text(SourceRecord read) {
    FilePosition at = (FilePosition) read.position();
    return at.file() + ":" + at.line() + " " + new String(read.bytes(), StandardCharsets.UTF_8);
  }
}
