package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which ids a bucket knows, and in which blocks: of each id 32 bits of its hash. Whether an id is
 * really there is for the block to say.
 *
 * <p>A page holds runs of ids, each of one block: the ids of a block are added with a write that
 * reads nothing, and all ids of a batch are looked up with one read of a page. A bucket begins with
 * one page, and doubles its pages where one of them has grown too large; an id's page is told by
 * the first bits of what is kept of it. So a read is bounded, however large a bucket is, and each
 * id is moved a few times only.
 */
final class IdPages {
  /** So many ids a page may have, and up to twice as many, see {@link #limit}. */
  private static final int PAGE_IDS = 4_096;

  /** A page that is in more pieces is written anew as one, see {@link #isScattered}. */
  private static final int PIECES = 64;

  private static final int MOST_PIECES = 1_024;

  private static final byte NOT_READ = -1;

  /** Takes what a lookup finds. */
  interface Found {
    /**
     * @param print of an id that was asked for
     * @param period the start of the period of the block that may hold it, epoch seconds
     */
    void at(int print, long period, int block);
  }

  private final EventStates states;
  private final Consumer<StoreKey> setCurrentKey;

  /** Of each bucket how often its pages were doubled, as it is in the state. */
  private final byte[] depths = new byte[StoreKey.BUCKETS];

  IdPages(EventStates states, Consumer<StoreKey> setCurrentKey) {
    this.states = states;
    this.setCurrentKey = setCurrentKey;
    Arrays.fill(depths, NOT_READ);
  }

  /** The bits of a hash that pages hold. */
  static int print(long hash) {
    return (int) hash;
  }

  /**
   * Looks ids up in a bucket.
   *
   * @param prints in the order of {@link Integer#compareUnsigned}
   */
  void find(StoreKey root, int[] prints, Found found) throws Exception {
    int depth = depth(root);
    boolean isFull = false;
    for (int begin = 0; begin < prints.length; ) {
      int end = endOfPage(prints, begin, depth);
      StoreKey page = page(root, depth, part(prints[begin], depth));
      isFull |= read(page, new Prints(prints, begin, end), found) > limit(root);
      begin = end;
    }
    if (isFull) {
      divide(root, depth);
    }
  }

  /** Buckets fill alike, and differ in this, so that they are not all divided at one moment. */
  private static int limit(StoreKey root) {
    return PAGE_IDS + (root.bucket() * 0x9E37 & PAGE_IDS - 1);
  }

  private int depth(StoreKey root) throws IOException {
    if (depths[root.bucket()] == NOT_READ) {
      setCurrentKey.accept(root);
      Integer depth = states.depth.value();
      depths[root.bucket()] = depth == null ? 0 : depth.byteValue();
    }
    return depths[root.bucket()];
  }

  private static StoreKey page(StoreKey root, int depth, int part) {
    return root.page((1 << depth) + part);
  }

  /** Which of the pages of a bucket an id falls in. */
  private static int part(int print, int depth) {
    return depth == 0 ? 0 : print >>> (Integer.SIZE - depth);
  }

  /** Where those of one page end that begin at a place, of prints that are sorted. */
  private static int endOfPage(int[] prints, int begin, int depth) {
    int part = part(prints[begin], depth);
    int end = begin + 1;
    while (end < prints.length && part(prints[end], depth) == part) {
      end++;
    }
    return end;
  }

  /** Matches a page, and tidies it where it is scattered; the number of its ids. */
  private int read(StoreKey page, Prints wanted, Found found) throws Exception {
    setCurrentKey.accept(page);
    Iterable<byte[]> all = states.identities.get();
    int ids = 0;
    int pieces = 0;
    int size = 0;
    int largest = 0;
    for (byte[] piece : all) {
      IdRuns runs = new IdRuns(piece);
      while (runs.next()) {
        ids += runs.count();
        runs.match(wanted, found);
      }
      pieces++;
      size += piece.length;
      largest = Math.max(largest, piece.length);
    }
    if (isScattered(pieces, size, largest)) {
      IdRuns.Writer one = new IdRuns.Writer();
      for (byte[] piece : all) {
        IdRuns.ofAll(piece, one::add);
      }
      states.identities.update(List.of(one.toBytes()));
    }
    return ids;
  }

  /** Where the small pieces make up a good part: so an id is rewritten a few times only. */
  private static boolean isScattered(int pieces, int size, int largest) {
    return pieces > MOST_PIECES || pieces > PIECES && (size - largest) * 4L > size;
  }

  /** Doubles the pages of a bucket. */
  private void divide(StoreKey root, int depth) throws Exception {
    for (int part = 0; part < 1 << depth; part++) {
      StoreKey page = page(root, depth, part);
      setCurrentKey.accept(page);
      IdRuns.Writer lower = new IdRuns.Writer();
      IdRuns.Writer upper = new IdRuns.Writer();
      int bit = 1 << (Integer.SIZE - 1 - depth);
      for (byte[] piece : states.identities.get()) {
        IdRuns.ofAll(
            piece,
            runs -> {
              lower.add(runs, print -> (print & bit) == 0);
              upper.add(runs, print -> (print & bit) != 0);
            });
      }
      states.identities.clear();
      write(page(root, depth + 1, 2 * part), lower);
      write(page(root, depth + 1, 2 * part + 1), upper);
    }
    setCurrentKey.accept(root);
    states.depth.update(depth + 1);
    depths[root.bucket()] = (byte) (depth + 1);
  }

  private void write(StoreKey page, IdRuns.Writer runs) throws Exception {
    setCurrentKey.accept(page);
    states.identities.update(runs.isEmpty() ? List.of() : List.of(runs.toBytes()));
  }

  /**
   * Adds the ids of a block.
   *
   * @param prints in any order
   */
  void add(StoreKey root, long period, int block, int[] prints) throws Exception {
    int depth = depth(root);
    if (depth > 0) {
      Prints.sort(prints);
    }
    for (int begin = 0; begin < prints.length; ) {
      int end = endOfPage(prints, begin, depth);
      IdRuns.Writer run = new IdRuns.Writer();
      run.add(period, block, prints, begin, end);
      setCurrentKey.accept(page(root, depth, part(prints[begin], depth)));
      states.identities.add(run.toBytes());
      begin = end;
    }
  }

  /**
   * Forgets the ids of a period.
   *
   * @param period its start, epoch seconds
   */
  void forget(StoreKey root, long period) throws Exception {
    int depth = depth(root);
    for (int part = 0; part < 1 << depth; part++) {
      StoreKey page = page(root, depth, part);
      setCurrentKey.accept(page);
      IdRuns.Writer rest = new IdRuns.Writer();
      for (byte[] piece : states.identities.get()) {
        IdRuns.ofAll(
            piece,
            runs -> {
              if (runs.period() != period) {
                rest.add(runs);
              }
            });
      }
      write(page, rest);
    }
  }
}
