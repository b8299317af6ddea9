package dev.eventstore.connect;

import dev.eventstore.table.MeterTable;
import dev.eventstore.table.RowReader;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

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
      writer =
          new Builder(new ParquetStream(out), new ParquetRows(table))
              .withConf(new PlainParquetConfiguration())
              .withCodecFactory(new SnappyCodecs())
              .withCompressionCodec(CompressionCodecName.SNAPPY)
              .withRowGroupSize(ROW_GROUP_BYTES)
              .build();
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

  private static final class Builder extends ParquetWriter.Builder<String[], Builder> {
    private final WriteSupport<String[]> rows;

    Builder(OutputFile file, WriteSupport<String[]> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<String[]> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<String[]> getWriteSupport(Configuration configuration) {
      return rows;
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
