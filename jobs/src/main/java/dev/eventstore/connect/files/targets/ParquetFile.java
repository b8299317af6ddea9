package dev.eventstore.connect.files.targets;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.output.MeterTable;
import dev.eventstore.output.RowReader;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.ParquetWriter;

/** One Parquet file of one meter's records. It does without Hadoop. */
final class ParquetFile implements BulkWriter<OutputRecord> {
  /** Of many files that are open at the same time, one for each period, each holds this much. */
  private static final long ROW_GROUP_BYTES = 16 << 20;

  private final Map<String, MeterTable> tables;
  private final FSDataOutputStream out;
  private RowReader rows;
  private ParquetWriter<String[]> writer;

  private ParquetFile(Map<String, MeterTable> tables, FSDataOutputStream out) {
    this.tables = tables;
    this.out = out;
  }

  @Override
  public void addElement(OutputRecord record) throws IOException {
    if (writer == null) {
      MeterTable table = tables.get(record.meter());
      rows = new RowReader(table);
      writer = ParquetWriters.open(new ParquetStream(out), new ParquetRows(table), ROW_GROUP_BYTES);
    }
    writer.write(rows.read(record.json()));
  }

  /** Rows are written a group at a time; a file that is not finished is no file yet. */
  @Override
  public void flush() {}

  @Override
  public void finish() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }

  /** A file has one meter's records only, since each meter has folders of its own. */
  record Factory(Map<String, MeterTable> tables) implements BulkWriter.Factory<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public BulkWriter<OutputRecord> create(FSDataOutputStream out) {
      return new ParquetFile(tables, out);
    }
  }
}
