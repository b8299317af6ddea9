package dev.eventstore.connect.files;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.PlainReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The rows of a Parquet file, of which one row group is held at a time. It does without Hadoop. */
final class ParquetRecords extends RowRecords {
  private final ParquetFileReader file;
  private final MessageType schema;
  private final MessageColumnIO columns;
  private RecordReader<Group> rows;
  private long left;

  ParquetRecords(Path path, String name, String folder) throws IOException {
    this.file =
        ParquetFileReader.open(
            new ParquetInput(path, name, folder), PlainReadOptions.with(new ParquetCodecs()));
    this.schema = file.getFileMetaData().getSchema();
    this.columns = new ColumnIOFactory().getColumnIO(schema);
  }

  @Override
  Row row() throws IOException {
    while (left == 0) {
      PageReadStore group = file.readNextRowGroup();
      if (group == null) {
        return null;
      }
      left = group.getRowCount();
      rows = columns.getRecordReader(group, new GroupRecordConverter(schema));
    }
    left--;
    Group row = rows.read();
    return () -> ParquetValues.record(row);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
