package org.apache.parquet;

import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Options for reading without Hadoop. Their builder asks Hadoop for codecs and filters even where
 * it is given others, so that it would need both of Hadoop's jars; their constructor does not, but
 * is of this package.
 */
public final class PlainReadOptions {
  private static final int LARGEST_ALLOCATION = 8 << 20;

  private PlainReadOptions() {}

  /** All rows, without filters, pages checked where they carry checksums. */
  public static ParquetReadOptions with(CompressionCodecFactory codecs) {
    boolean on = true;
    boolean off = false;
    return new ParquetReadOptions(
        off, // signed statistics of text
        off, // statistics
        off, // dictionaries
        off, // records
        off, // column index
        on, // checksums
        off, // Bloom filters
        off, // off-heap decryption buffers
        off, // vectored reads of Hadoop
        FilterCompat.NOOP,
        ParquetMetadataConverter.NO_FILTER,
        codecs,
        new HeapByteBufferAllocator(),
        LARGEST_ALLOCATION,
        Map.of(),
        null,
        null,
        new PlainParquetConfiguration());
  }
}
