package dev.eventstore.connect.files;

import dev.eventstore.connect.files.InputFolder.Version;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a folder has been read.
 *
 * @param file the last file that was opened, by its name relative to the folder; empty before the
 *     first
 * @param offset how far it was read: bytes of its unpacked content, or rows
 * @param lines how many lines or rows those are
 * @param ended whether there is nothing more to be read of it
 * @param read of a monitored folder: the files that were read, this one included, as long as they
 *     are there; known in snapshots only. Of other folders everything before the file was read
 */
record FolderSplit(String file, long offset, long lines, boolean ended, Map<String, Version> read)
    implements SourceSplit {
  static final FolderSplit BEGINNING = new FolderSplit("", 0, 0, true, Map.of());

  /** The same file, read up to another place. */
  FolderSplit at(long newOffset, long newLines, boolean nowEnded) {
    return new FolderSplit(file, newOffset, newLines, nowEnded, read);
  }

  FolderSplit withRead(Map<String, Version> files) {
    return new FolderSplit(file, offset, lines, ended, files);
  }

  @Override
  public String splitId() {
    return "files";
  }
}
