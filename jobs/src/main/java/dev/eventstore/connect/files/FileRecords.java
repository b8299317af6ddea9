package dev.eventstore.connect.files;

import dev.eventstore.connect.ConnectException;
import java.io.Closeable;
import java.io.IOException;

/**
 * The records of one file, one after the other. What any of its methods throws, a {@link
 * ConnectException} apart, says that the file is broken.
 */
interface FileRecords extends Closeable {
  /** What {@link #next} answers where a record needs more time. */
  Item GOES_ON = new Item(new byte[0], null, 0, 0, 0, null);

  /**
   * A record.
   *
   * @param schema what stands once for all records of the file, or null
   * @param line where it begins, from 1: a line, or in files without lines a row
   * @param lines how many of them there are up to its end
   * @param offset the place in the file after it: bytes of the unpacked content, or rows
   * @param problem why it cannot be read, or null
   */
  record Item(byte[] bytes, String schema, long line, long lines, long offset, String problem) {}

  /** The next record, or null at the end. */
  Item next() throws IOException;

  /** The first bytes of what could not be read; none where that is not known. */
  default byte[] rest() {
    return new byte[0];
  }
}
