package dev.eventstore.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into lines in bounded memory. A line ends with LF or CRLF; the last one needs no
 * end. Bytes pass as they are, whatever their encoding.
 *
 * <p>Where lines are rows of CSV, a line end within quotes does not end the row (RFC 4180). A row
 * whose quotes are broken ends at its first line end, so that it takes no other row with it.
 */
public final class LineReader implements Closeable {
  /** How much is kept of a line that is too long. */
  public static final int HEAD = 64 * 1024;

  /** What {@link #step} answers in the midst of a line that is too long. */
  public static final Line GOES_ON = new Line(new byte[0], true, 0);

  private static final int FIRST_BUFFER = 64 * 1024;

  /** How much of a line that is too long is skipped in one step. */
  private static final long STEP = 16L << 20;

  private final InputStream in;
  private final int longest;
  private final Quotes quotes;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int start;
  private int limit;
  private long consumed;

  /** The head of the line that is being skipped, or null. */
  private byte[] skipping;

  /**
   * @param longest the most bytes a line may have
   */
  public LineReader(InputStream in, int longest) {
    this(in, longest, null);
  }

  /** Of rows of CSV. */
  public LineReader(InputStream in, int longest, CsvDialect dialect) {
    this.in = in;
    this.longest = longest;
    this.quotes = dialect == null ? null : new Quotes(dialect);
  }

  /**
   * @param bytes the line without its end; only the first {@link #HEAD} where it is too long
   * @param lines how many line ends it took: more than one where some are within quotes
   */
  public record Line(byte[] bytes, boolean tooLong, int lines) {}

  /** The next line, or null at the end. */
  public Line next() throws IOException {
    Line line = step();
    while (line == GOES_ON) {
      line = step();
    }
    return line;
  }

  /** The same, in bounded time: {@link #GOES_ON} where a line that is too long is not yet over. */
  public Line step() throws IOException {
    if (skipping != null) {
      return skip();
    }
    int length = 0;
    int firstLine = -1;
    int lines = 1;
    if (quotes != null) {
      quotes.startRow();
    }
    while (true) {
      if (start + length == limit) {
        if (length > longest) {
          return firstLine >= 0 ? take(firstLine, 1) : startSkipping();
        }
        if (!fill()) {
          return atEnd(length, firstLine, lines);
        }
      }
      byte next = buffer[start + length];
      if (quotes != null) {
        quotes.pass(next);
        if (firstLine >= 0 && quotes.areBroken()) {
          return take(firstLine, 1);
        }
      }
      if (next == '\n') {
        if (quotes == null || !quotes.areOpen()) {
          return length > longest && lines > 1 ? take(firstLine, 1) : take(length, lines);
        }
        firstLine = firstLine < 0 ? length : firstLine;
        lines++;
      }
      length++;
    }
  }

  private Line atEnd(int length, int firstLine, int lines) {
    if (length == 0) {
      return null;
    }
    return firstLine >= 0 && quotes.areOpen() ? take(firstLine, 1) : take(length, lines);
  }

  /** How many bytes the lines so far had, with their ends. */
  public long consumed() {
    return consumed;
  }

  /** Reads more after what is there; false at the end. */
  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
      }
      if (limit > buffer.length / 2) {
        buffer =
            Arrays.copyOf(
                buffer, Math.max(buffer.length, (int) Math.min(2L * buffer.length, longest + 2L)));
      }
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  private Line take(int length, int lines) {
    if (length > longest) {
      Line head =
          new Line(Arrays.copyOfRange(buffer, start, start + Math.min(HEAD, length)), true, lines);
      advance(length);
      return head;
    }
    int end = start + length;
    boolean carriageReturn = length > 0 && buffer[end - 1] == '\r';
    byte[] bytes = Arrays.copyOfRange(buffer, start, carriageReturn ? end - 1 : end);
    advance(length);
    return new Line(bytes, false, lines);
  }

  /** Goes past a line and its end. */
  private void advance(int length) {
    boolean ended = start + length < limit;
    consumed += length + (ended ? 1 : 0);
    start += length + (ended ? 1 : 0);
    if (start == limit) {
      start = 0;
      limit = 0;
      if (buffer.length > FIRST_BUFFER) {
        buffer = new byte[FIRST_BUFFER];
      }
    }
  }

  /** The first bytes of what was read after the last line. */
  public byte[] head() {
    return Arrays.copyOfRange(buffer, start, Math.min(start + HEAD, limit));
  }

  private Line startSkipping() throws IOException {
    skipping = head();
    return skip();
  }

  private Line skip() throws IOException {
    for (long skipped = 0; skipped < STEP; ) {
      int length = 0;
      while (start + length < limit && buffer[start + length] != '\n') {
        length++;
      }
      boolean ended = start + length < limit;
      skipped += length;
      advance(length);
      if (ended || !fill()) {
        Line line = new Line(skipping, true, 1);
        skipping = null;
        return line;
      }
    }
    return GOES_ON;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
