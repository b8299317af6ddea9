package dev.eventstore.connect;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream into lines in bounded memory. A line ends with LF or CRLF; the last one needs no
 * end. Bytes pass as they are, whatever their encoding.
 */
public final class LineReader implements Closeable {
  /** How much is kept of a line that is too long. */
  static final int HEAD = 64 * 1024;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long consumed;
  private ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;

  /**
   * @param longest the most bytes a line may have
   */
  public LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * @param bytes the line without its end; only the first {@link #HEAD} where it is too long
   */
  public record Line(byte[] bytes, boolean tooLong) {}

  /** The next line, or null at the end. */
  public Line next() throws IOException {
    boolean any = false;
    while (fill()) {
      any = true;
      int end = endOfLine();
      append(end);
      boolean ended = end < limit;
      consumed += end - position + (ended ? 1 : 0);
      position = ended ? end + 1 : limit;
      if (ended) {
        return take();
      }
    }
    return any ? take() : null;
  }

  /** How many bytes the lines so far had, with their ends. */
  long consumed() {
    return consumed;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return position < limit;
  }

  private int endOfLine() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private void append(int end) {
    int length = end - position;
    if (!tooLong && line.size() + (long) length > longest) {
      tooLong = true;
    }
    if (!tooLong) {
      line.write(buffer, position, length);
    } else if (line.size() < HEAD) {
      line.write(buffer, position, Math.min(length, HEAD - line.size()));
    }
  }

  private Line take() {
    byte[] bytes = line.toByteArray();
    int length = tooLong ? Math.min(HEAD, bytes.length) : bytes.length;
    if (!tooLong && length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    Line taken =
        new Line(length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length), tooLong);
    if (bytes.length > buffer.length) {
      line = new ByteArrayOutputStream();
    } else {
      line.reset();
    }
    tooLong = false;
    return taken;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
