package dev.eventstore.state;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.lang.ref.Cleaner;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Zstandard, with buffers, and working memory of its own outside the heap, which goes when the
 * compressor is no longer used. One thread at a time.
 */
final class Compressor {
  /** The fastest at which it codes single bytes by their frequency, as ids in hexadecimal need. */
  private static final int LEVEL = 1;

  private static final Cleaner CLEANER = Cleaner.create();

  /** What the garbage collector does not free. */
  private record Contexts(ZstdCompressCtx compress, ZstdDecompressCtx decompress)
      implements Runnable {
    @Override
    public void run() {
      compress.close();
      decompress.close();
    }
  }

  private final Contexts contexts =
      new Contexts(new ZstdCompressCtx().setLevel(LEVEL), new ZstdDecompressCtx());

  private final DataOutputSerializer plain = new DataOutputSerializer(1 << 14);
  private byte[] compressed = {};

  Compressor() {
    CLEANER.register(this, contexts);
  }

  /** Empty, for what is to be compressed. */
  DataOutputSerializer plain() {
    plain.clear();
    return plain;
  }

  /**
   * Compresses what {@link #plain()} was filled with into {@link #compressed()}.
   *
   * @return how many bytes it has there
   */
  int compress() {
    int length = plain.length();
    int most = (int) Zstd.compressBound(length);
    if (compressed.length < most) {
      compressed = new byte[most];
    }
    return contexts.compress.compressByteArray(
        compressed, 0, compressed.length, plain.getSharedBuffer(), 0, length);
  }

  byte[] compressed() {
    return compressed;
  }

  /**
   * @param length of what was compressed
   */
  byte[] decompress(byte[] bytes, int length) throws IOException {
    byte[] found = new byte[length];
    int size = contexts.decompress.decompressByteArray(found, 0, length, bytes, 0, bytes.length);
    if (size != length) {
      throw new IOException("decompressed to " + size + " bytes instead of " + length);
    }
    return found;
  }
}
