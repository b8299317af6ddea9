package dev.eventstore.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesReaderTest {
  @TempDir Path folder;
  private final SimpleCounter recordsIn = new SimpleCounter();

  @Test
  void readsFilesInTheOrderOfNamesAndLinesWithTheirNumbers() throws IOException {
    write("b.jsonl", "b1\n\n  \r\nb4");
    write("a/2026-10-05T13:00 100%.jsonl", "a1\r\n");
    write("_done", "no");
    write(".hidden/c.jsonl", "no");
    write("a/.b.jsonl.inprogress", "no");

    assertThat(readAll(LinesSplit.BEGINNING))
        .containsExactly("a/2026-10-05T13:00 100%.jsonl:1 a1", "b.jsonl:1 b1", "b.jsonl:4 b4");
    assertThat(recordsIn.getCount()).isEqualTo(3);
  }

  @Test
  void resumesAfterTheLastLineOfASnapshot() throws IOException {
    write("a", "1\n2\n");
    write("b", "\uFEFF3\r\n\n4\n5");
    List<String> all = readAll(LinesSplit.BEGINNING);
    assertThat(all).containsExactly("a:1 1", "a:2 2", "b:1 3", "b:3 4", "b:4 5");

    for (int polls = 0; polls < 12; polls++) {
      LinesReader reader = reader();
      CollectedItems output = new CollectedItems();
      reader.addSplits(List.of(LinesSplit.BEGINNING));
      for (int i = 0; i < polls; i++) {
        reader.pollNext(output);
      }
      List<LinesSplit> state = reader.snapshotState(1);
      reader.close();

      List<String> rest = state.isEmpty() ? List.of() : readAll(restored(state.get(0)));
      assertThat(rest).isEqualTo(all.subList(output.items.size(), all.size()));
    }
  }

  @Test
  void unpacksGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("a.gz"), packed.toByteArray());

    assertThat(readAll(LinesSplit.BEGINNING)).containsExactly("a.gz:1 one", "a.gz:2 two");
    assertThat(readAll(new LinesSplit("a.gz", 4, 1))).containsExactly("a.gz:2 two");
  }

  @Test
  void readsOneFileByItsName() throws IOException {
    write("only.jsonl", "x");
    InputFolder file = new InputFolder(folder.resolve("only.jsonl").toString());

    assertThat(file.names()).containsExactly("only.jsonl");
    assertThat(readAll(new LinesReader(file, () -> 5, recordsIn), LinesSplit.BEGINNING))
        .containsExactly("only.jsonl:1 x");
  }

  @Test
  void handsOverTheHeadOfALineThatIsTooLong() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("a"))) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 65; i++) {
        out.write(block);
      }
      out.write("\nnext".getBytes(StandardCharsets.UTF_8));
    }
    LinesReader reader = reader();
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(LinesSplit.BEGINNING));
    reader.pollNext(output);
    reader.pollNext(output);

    UnreadableRecord first = (UnreadableRecord) output.items.get(0);
    assertThat(first.message()).isEqualTo("the line is longer than 64 MB; split it");
    assertThat(first.position()).isEqualTo(new FilePosition("a", 1));
    assertThat(((SourceRecord) output.items.get(1)).position()).isEqualTo(new FilePosition("a", 2));
  }

  @Test
  void namesAFileThatIsGoneOrShorterAfterARestore() throws IOException {
    write("a", "1\n2\n");

    assertThatThrownBy(() -> readAll(new LinesSplit("a", 100, 7)))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "file a in %s is gone or shorter than the 7 lines already read of it; put it back as"
                    .formatted(folder)
                + " it was");
    assertThatThrownBy(() -> readAll(new LinesSplit("0", 1, 1)))
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

  private LinesSplit restored(LinesSplit split) throws IOException {
    LinesSplitSerializer serializer = new LinesSplitSerializer();
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private LinesReader reader() {
    return new LinesReader(new InputFolder(folder.toString()), () -> 5, recordsIn);
  }

  private List<String> readAll(LinesSplit from) throws IOException {
    return readAll(reader(), from);
  }

  private static List<String> readAll(LinesReader reader, LinesSplit from) throws IOException {
    CollectedItems output = new CollectedItems();
    reader.addSplits(List.of(from));
    while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
      assertThat(reader.isAvailable()).isDone();
    }
    assertThat(reader.snapshotState(1)).isEmpty();
    return output.items.stream().map(SourceRecord.class::cast).map(LinesReaderTest::text).toList();
  }

  private static String text(SourceRecord read) {
    FilePosition at = (FilePosition) read.position();
    return at.file() + ":" + at.line() + " " + new String(read.bytes(), StandardCharsets.UTF_8);
  }
}
