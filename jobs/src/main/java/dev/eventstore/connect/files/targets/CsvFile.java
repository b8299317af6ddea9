package dev.eventstore.connect.files.targets;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.output.CsvText;
import dev.eventstore.output.MeterTable;
import dev.eventstore.output.RowReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** One CSV file of one meter's records, with a header. */
final class CsvFile implements BulkWriter<OutputRecord> {
  private static final int BUFFER = 1 << 16;

  private final Map<String, MeterTable> tables;
  private final OutputStream out;
  private RowReader rows;

  private CsvFile(Map<String, MeterTable> tables, OutputStream out) {
    this.tables = tables;
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public void addElement(OutputRecord record) throws IOException {
    if (rows == null) {
      MeterTable table = tables.get(record.meter());
      rows = new RowReader(table);
      out.write(CsvText.header(table));
    }
    out.write(CsvText.line(rows.read(record.json())));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  /** A file has one meter's records only, since each meter has folders of its own. */
  record Factory(Map<String, MeterTable> tables) implements BulkWriter.Factory<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public BulkWriter<OutputRecord> create(FSDataOutputStream out) {
      return new CsvFile(tables, out);
    }
  }
}
