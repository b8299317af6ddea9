package dev.eventstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void endsLinesAtLfAndCrlfAndAtTheEnd() throws IOException {
    assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("a\rb\n")).containsExactly("a\rb");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void passesBytesThatAreNotUtf8() throws IOException {
    LineReader reader = reader(new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'}, 10);

    assertThat(reader.next().bytes()).containsExactly(0xFF, 0xFE);
  }

  @Test
  void keepsTheHeadOfALineThatIsTooLongAndGoesOnAfterIt() throws IOException {
    String longLine = "x".repeat(3 * LineReader.HEAD);
    LineReader reader =
        reader((longLine + "\nnext\n").getBytes(StandardCharsets.UTF_8), 2 * LineReader.HEAD);

    LineReader.Line cut = reader.next();
    assertThat(cut.tooLong()).isTrue();
    assertThat(cut.bytes()).hasSize(LineReader.HEAD);

    LineReader.Line next = reader.next();
    assertThat(next.tooLong()).isFalse();
    assertThat(next.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("next");
    assertThat(reader.consumed()).isEqualTo(longLine.length() + 6L);
  }

  @Test
  void takesALineOfExactlyTheLongestLength() throws IOException {
    assertThat(reader("abc\n".getBytes(StandardCharsets.UTF_8), 3).next().tooLong()).isFalse();
    assertThat(reader("abcd\n".getBytes(StandardCharsets.UTF_8), 3).next().tooLong()).isTrue();
  }

  /** Reading on from the place after any line gives the lines that were left. */
  @Property(tries = 200)
  void resumesAfterAnyLine(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 70_000) Integer> lengths,
      @ForAll @IntRange(min = 0, max = 20) int read)
      throws IOException {
    StringBuilder text = new StringBuilder();
    lengths.forEach(length -> text.append("y".repeat(length)).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    LineReader reader = reader(bytes, 1 << 20);
    int done = Math.min(read, lengths.size());
    for (int i = 0; i < done; i++) {
      assertThat(reader.next().bytes()).hasSize(lengths.get(i));
    }

    ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
    rest.skipNBytes(reader.consumed());
    LineReader resumed = new LineReader(rest, 1 << 20);

    for (int i = done; i < lengths.size(); i++) {
      assertThat(resumed.next().bytes()).hasSize(lengths.get(i));
    }
    assertThat(resumed.next()).isNull();
  }

  @Test
  void aLineEndWithinQuotesDoesNotEndARow() throws IOException {
    assertThat(rows("a,\"b\nc\r\n\"\n\"d\"\"\n\",e\r\nf"))
        .containsExactly("a,\"b\nc\r\n\"", "\"d\"\"\n\",e", "f");
    assertThat(rows("a,\"b\nc\"")).containsExactly("a,\"b\nc\"");
    assertThat(rows("5\" pipe,\nb")).containsExactly("5\" pipe,", "b");
  }

  @Test
  void aRowOfBrokenQuotesTakesNoOtherWithIt() throws IOException {
    assertThat(rows("a,\"b\nc,d\ne")).containsExactly("a,\"b", "c,d", "e");
    assertThat(rows("a,\"b\nc,\"d\"\ne")).containsExactly("a,\"b", "c,\"d\"", "e");
    assertThat(rows("\"" + "x".repeat(90) + "\ny,y,y,y,y,y,y,y\nz\n"))
        .containsExactly("\"" + "x".repeat(90), "y,y,y,y,y,y,y,y", "z");
  }

  @Test
  void countsTheLinesOfARow() throws IOException {
    LineReader reader = new LineReader(bytes("\"a\n\n\"\nb"), 100, CsvDialects.STANDARD);

    assertThat(reader.next().lines()).isEqualTo(3);
    assertThat(reader.next().lines()).isEqualTo(1);
  }

  /** However the stream hands out its bytes, rows are the same. */
  @Property(tries = 300)
  void rowsDoNotDependOnTheBuffer(
      @ForAll @Size(max = 12)
          List<@StringLength(max = 6) @Chars({'a', '"', '\n', ',', '\r'}) String> parts)
      throws IOException {
    String text = String.join("", parts);
    LineReader trickling =
        new LineReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
              @Override
              public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
              }
            },
            100,
            CsvDialects.STANDARD);
    List<String> rows = new ArrayList<>();
    for (LineReader.Line line = trickling.next(); line != null; line = trickling.next()) {
      rows.add(new String(line.bytes(), StandardCharsets.UTF_8));
    }
    assertThat(rows).isEqualTo(rows(text));
    assertThat(trickling.consumed()).isEqualTo(text.length());
  }

  private static List<String> rows(String text) throws IOException {
    return all(new LineReader(bytes(text), 100, CsvDialects.STANDARD));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(String text) throws IOException {
    return all(reader(text.getBytes(StandardCharsets.UTF_8), 100));
  }

  private static List<String> all(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line.bytes(), StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static LineReader reader(byte[] bytes, int longest) {
    return new LineReader(new ByteArrayInputStream(bytes), longest);
  }
}
