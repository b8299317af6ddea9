package dev.eventstore.store.events;

import dev.eventstore.event.ValueWriter;
import dev.eventstore.state.StoreKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which ids a bucket knows, and in which blocks: of each id 32 bits of its hash. Whether an id is
 * really there is for the block to say.
 *
 * <p>A page is a list of runs, one for each block: the ids of a block are added with one write that
 * reads nothing, and all ids of a batch are looked up with one read. A bucket begins with one page.
 * Where a page grows beyond {@link #PAGE_IDS}, the bucket goes on with twice as many new ones,
 * divided by the hash; a lookup reads those of all generations that its ids fall in. So a read is
 * bounded, however large a bucket is.
 */
final class IdPages {
  /** The ids of a page before the bucket goes on with more pages: 128 KiB of hashes. */
  static final int PAGE_IDS = 32_768;

  /** A page that is in more pieces is written anew as one, see {@link #isScattered}. */
  private static final int PIECES = 64;

  private static final int MOST_PIECES = 1_024;

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
  private final ValueWriter writer = new ValueWriter();

  IdPages(EventStates states, Consumer<StoreKey> setCurrentKey) {
    this.states = states;
    this.setCurrentKey = setCurrentKey;
  }

  /** The bits of a hash that pages hold. */
  static int print(long hash) {
    return (int) hash;
  }

  /** Looks ids up in a bucket. */
  void find(StoreKey root, long[] hashes, Found found) throws Exception {
    int last = generation(root);
    boolean isFull = false;
    for (int generation = 0; generation <= last; generation++) {
      for (PageIds ids : PageIds.divide(hashes, generation)) {
        int known = read(root.page(ids.page()), new Prints(ids.hashes()), found);
        isFull |= known > PAGE_IDS && generation == last;
      }
    }
    if (isFull) {
      setCurrentKey.accept(root);
      states.generation.update(last + 1);
    }
  }

  private int generation(StoreKey root) throws IOException {
    setCurrentKey.accept(root);
    Integer generation = states.generation.value();
    return generation == null ? 0 : generation;
  }

  /** Matches a page, and tidies it where it is scattered; the number of its ids. */
  private int read(StoreKey page, Prints wanted, Found found) throws Exception {
    setCurrentKey.accept(page);
    int ids = 0;
    int pieces = 0;
    int size = 0;
    int largest = 0;
    for (byte[] piece : states.identities.get()) {
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
      states.identities.update(List.of(asOne(states.identities.get(), size)));
    }
    return ids;
  }

  /** Where the small pieces make up a good part: so an id is rewritten a few times only. */
  private static boolean isScattered(int pieces, int size, int largest) {
    return pieces > MOST_PIECES || pieces > PIECES && (size - largest) * 4L > size;
  }

  private static byte[] asOne(Iterable<byte[]> pieces, int size) {
    byte[] one = new byte[size];
    int position = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, one, position, piece.length);
      position += piece.length;
    }
    return one;
  }

  /** Adds the ids of a block. */
  void add(StoreKey root, long period, int block, long[] hashes) throws Exception {
    if (hashes.length == 0) {
      return;
    }
    for (PageIds ids : PageIds.divide(hashes, generation(root))) {
      setCurrentKey.accept(root.page(ids.page()));
      states.identities.add(IdRuns.write(writer, period, block, ids.hashes()));
    }
  }

  /**
   * Forgets the ids of a period.
   *
   * @param period its start, epoch seconds
   */
  void forget(StoreKey root, long period) throws Exception {
    int last = generation(root);
    for (int page = 1; page < 2 << last; page++) {
      setCurrentKey.accept(root.page(page));
      List<byte[]> rest = new ArrayList<>();
      for (byte[] piece : states.identities.get()) {
        IdRuns runs = new IdRuns(piece);
        while (runs.next()) {
          if (runs.period() != period) {
            rest.add(runs.bytes());
          }
        }
      }
      states.identities.update(rest);
    }
  }

  /** The ids of a batch that fall in one page. */
  private record PageIds(int page, long[] hashes) {
    static List<PageIds> divide(long[] hashes, int generation) {
      if (generation == 0) {
        return List.of(new PageIds(1, hashes));
      }
      long[] sorted = hashes.clone();
      Arrays.sort(sorted);
      List<PageIds> pages = new ArrayList<>();
      int begin = 0;
      for (int end = 1; end <= sorted.length; end++) {
        if (end == sorted.length
            || part(sorted[end], generation) != part(sorted[begin], generation)) {
          int page = (1 << generation) + part(sorted[begin], generation);
          pages.add(new PageIds(page, Arrays.copyOfRange(sorted, begin, end)));
          begin = end;
        }
      }
      return pages;
    }

    /** Which of the pages of a generation a hash falls in. */
    private static int part(long hash, int generation) {
      return (int) (hash >>> (Long.SIZE - generation));
    }
  }
}
