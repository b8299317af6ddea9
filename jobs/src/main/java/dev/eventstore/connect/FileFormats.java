package dev.eventstore.connect;

import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import java.io.IOException;

/** How files of each format are read. */
final class FileFormats {
  private FileFormats() {}

  /**
   * Opens a file at a place in it.
   *
   * @param offset {@link FileRecords.Item#offset} of the record before; 0 at the beginning
   * @param lines {@link FileRecords.Item#lines} of the record before
   */
  static FileRecords open(InputFolder folder, String name, Format format, long offset, long lines)
      throws IOException {
    if (format instanceof Csv csv && !InputFolder.holdsMarkers(name)) {
      return LineRecords.csv(folder, name, offset, lines, csv);
    }
    return LineRecords.lines(folder, name, offset, lines);
  }
}
