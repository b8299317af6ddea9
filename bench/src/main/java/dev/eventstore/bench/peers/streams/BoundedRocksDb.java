package dev.eventstore.bench.peers.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * All stores share 1 GiB, of which a quarter may be buffered writes, as Flink's managed memory
 * would be. Bloom filters answer for ids that are new.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long TOTAL = 1L << 30;
  private static final double BITS_PER_KEY = 10;

  static {
    org.rocksdb.RocksDB.loadLibrary();
  }

  private static final Cache CACHE = new LRUCache(TOTAL, -1, false, 0.1);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(TOTAL / 4, CACHE);
  private static final BloomFilter FILTER = new BloomFilter(BITS_PER_KEY, false);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(FILTER);
    options.setWriteBufferManager(BUFFERS);
    options.setTableFormatConfig(table);
  }

  /** What is shared lives as long as the process. */
  @Override
  public void close(String store, Options options) {}
}
