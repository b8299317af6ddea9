package dev.eventstore.connect.files.targets;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Opens Parquet files for writing, packed by Snappy, without Hadoop. */
public final class ParquetWriters {
  private ParquetWriters() {}

  /**
   * @param groupBytes how much of the file is held in memory
   */
  public static <T> ParquetWriter<T> open(OutputFile file, WriteSupport<T> rows, long groupBytes)
      throws IOException {
    return new Builder<>(file, rows)
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new SnappyCodecs())
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .withRowGroupSize(groupBytes)
        .build();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> rows;

    Builder(OutputFile file, WriteSupport<T> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }
}
