package dev.eventstore.table;

import java.io.IOException;
import java.util.Map;

/** The rows of a table's file as they are written, one after the other. */
interface RawRows extends AutoCloseable {

  /**
   * @param line from 1
   * @param values column to value; what is not there is left out
   */
  record RawRow(long line, Map<String, Object> values) {}

  /** The next row, or null at the end. */
  RawRow next() throws IOException;

  @Override
  void close() throws IOException;
}
