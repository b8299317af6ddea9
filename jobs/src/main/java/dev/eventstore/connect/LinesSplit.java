package dev.eventstore.connect;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a folder has been read: everything in files of lesser name, and the beginning of this
 * one.
 *
 * @param file the name relative to the folder; empty before the first file
 * @param offset how many bytes of its (unpacked) content were read
 * @param line how many lines those are
 */
record LinesSplit(String file, long offset, long line) implements SourceSplit {
  static final LinesSplit BEGINNING = new LinesSplit("", 0, 0);

  @Override
  public String splitId() {
    return "files";
  }
}
