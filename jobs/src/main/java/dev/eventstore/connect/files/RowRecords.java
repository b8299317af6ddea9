package dev.eventstore.connect.files;

import dev.eventstore.decode.RecordJson;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** The rows of a file that is no text, each as the JSON that says the same. */
abstract class RowRecords implements FileRecords {
  private static final int HEAD = 64 * 1024;

  private long rows;

  /** The next row, or null at the end. */
  abstract Row row() throws IOException;

  /** A row as the library of its format read it. */
  @FunctionalInterface
  interface Row {
    /**
     * @throws CharacterCodingException where text is not in UTF-8
     */
    LooseMap values() throws CharacterCodingException;
  }

  /** Goes past the rows that were read before. */
  final RowRecords skip(long count) throws IOException {
    try {
      for (; rows < count; rows++) {
        if (row() == null) {
          throw new EOFException();
        }
      }
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public final Item next() throws IOException {
    Row row = row();
    if (row == null) {
      return null;
    }
    rows++;
    try {
      byte[] json = RecordJson.of(row.values());
      return json.length <= SourceRecord.LONGEST
          ? item(json, null)
          : item(
              Arrays.copyOf(json, HEAD),
              "the row is longer than " + (SourceRecord.LONGEST >> 20) + " MB; split it");
    } catch (CharacterCodingException e) {
      return item(new byte[0], "the row holds text that is not in UTF-8");
    } catch (RuntimeException e) {
      return item(new byte[0], "the row holds a value that cannot be read: " + e.getMessage());
    }
  }

  private Item item(byte[] json, String problem) {
    return new Item(json, null, rows, rows, rows, problem);
  }
}
