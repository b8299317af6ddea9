package dev.eventstore.connect.files;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Unpacks the pages of Parquet files without Hadoop: Snappy, GZIP and Zstandard. */
final class ParquetCodecs implements CompressionCodecFactory {
  /** Bytes; far beyond what writers put into a page. */
  private static final int LARGEST_PAGE = 256 << 20;

  /** Gives the unpacked bytes of a page, whose number is known. */
  @FunctionalInterface
  private interface Unpack {
    byte[] unpack(byte[] packed, int size) throws IOException;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new Pages((packed, size) -> packed);
      case SNAPPY -> new Pages((packed, size) -> snappy(packed, size));
      case GZIP ->
          new Pages(
              (packed, size) ->
                  new GZIPInputStream(new ByteArrayInputStream(packed)).readNBytes(size));
      case ZSTD -> new Pages(ParquetCodecs::zstandard);
      default ->
          throw new UnsupportedOperationException(
              "its compression " + codec + " is not read; use Snappy, GZIP or Zstandard");
    };
  }

  private static byte[] snappy(byte[] packed, int size) throws IOException {
    if (Snappy.uncompressedLength(packed) != size) {
      throw new IOException("a page has not the size it says");
    }
    return Snappy.uncompress(packed);
  }

  private static byte[] zstandard(byte[] packed, int size) throws IOException {
    try {
      return Zstd.decompress(packed, size);
    } catch (ZstdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("this only reads");
  }

  @Override
  public void release() {}

  private record Pages(Unpack unpack) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      return BytesInput.from(unpacked(packed.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size)
        throws IOException {
      byte[] bytes = new byte[packedSize];
      packed.get(bytes);
      page.put(unpacked(bytes, size));
    }

    private byte[] unpacked(byte[] packed, int size) throws IOException {
      if (size < 0 || size > LARGEST_PAGE) {
        throw new IOException("a page is larger than " + (LARGEST_PAGE >> 20) + " MB");
      }
      byte[] page = unpack.unpack(packed, size);
      if (page.length != size) {
        throw new IOException("a page has not the size it says");
      }
      return page;
    }

    @Override
    public void release() {}
  }
}
