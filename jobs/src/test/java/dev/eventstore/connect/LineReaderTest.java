package dev.eventstore.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

  private static List<String> lines(String text) throws IOException {
    LineReader reader = reader(text.getBytes(StandardCharsets.UTF_8), 100);
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
