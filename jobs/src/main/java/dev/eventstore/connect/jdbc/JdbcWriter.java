package dev.eventstore.connect.jdbc;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.state.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Gathers records in batches until the next checkpoint. A batch is keys and JSON of records, one
 * after the other, deflated: they are alike, and take a fifth of their size.
 */
final class JdbcWriter implements CommittingSinkWriter<OutputRecord, JdbcBatch> {
  private static final int BATCH = 500;

  private final List<JdbcBatch> batches = new ArrayList<>();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private ByteArrayOutputStream bytes;
  private DataOutputViewStreamWrapper records;
  private int count;

  @Override
  public void write(OutputRecord record, Context context) throws IOException {
    if (count == 0) {
      deflater.reset();
      bytes = new ByteArrayOutputStream();
      records = new DataOutputViewStreamWrapper(new DeflaterOutputStream(bytes, deflater));
    }
    Wire.bytes(record.key(), records);
    Wire.bytes(record.json(), records);
    count++;
    if (count == BATCH) {
      finishBatch();
    }
  }

  private void finishBatch() throws IOException {
    records.close();
    batches.add(new JdbcBatch(bytes.toByteArray()));
    count = 0;
  }

  @Override
  public Collection<JdbcBatch> prepareCommit() throws IOException {
    if (count > 0) {
      finishBatch();
    }
    List<JdbcBatch> prepared = List.copyOf(batches);
    batches.clear();
    return prepared;
  }

  /** Everything is written when its checkpoint is done. */
  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public void close() {
    deflater.end();
  }
}
