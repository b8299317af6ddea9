package dev.eventstore.connect.files;

import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Format;
import dev.eventstore.spec.SourceSpec.Parquet;
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
    if (InputFolder.holdsMarkers(name)) {
      return LineRecords.lines(folder, name, offset, lines);
    }
    if (format instanceof Csv csv) {
      return LineRecords.csv(folder, name, offset, lines, csv);
    }
    if (format instanceof Avro) {
      return new AvroRecords(folder, name).skip(offset);
    }
    if (format instanceof Parquet) {
      return new ParquetRecords(folder.file(name), name, folder.path()).skip(offset);
    }
    return LineRecords.lines(folder, name, offset, lines);
  }
}
