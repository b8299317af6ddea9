package dev.eventstore.connect.files.targets;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;

/** How rows are written as Parquet records, without Hadoop. */
public abstract class ParquetSupport<T> extends WriteSupport<T> {
  /** Takes the fields of each row. */
  protected RecordConsumer record;

  @Override
  @SuppressWarnings("deprecation")
  public final WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("this writes without Hadoop");
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    record = consumer;
  }
}
