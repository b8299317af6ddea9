package dev.eventstore.store.events;

import dev.eventstore.value.ValueWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Goes through a piece of a page: runs of ids, each of one block. Part of every savepoint: this
 * layout is for ever.
 *
 * <p>A run is a number, twice that of the block, and one more where the start of its period
 * follows, which is that of the run before it otherwise; then the number of ids, and of each id 4
 * bytes.
 */
final class IdRuns {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int prints;
  private long period;
  private int block;
  private int count;

  IdRuns(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes through all runs of a piece. */
  static void ofAll(byte[] piece, Consumer<IdRuns> each) {
    IdRuns runs = new IdRuns(piece);
    while (runs.next()) {
      each.accept(runs);
    }
  }

  /** Goes to the next run, if there is one. */
  boolean next() {
    if (position == bytes.length) {
      return false;
    }
    long head = unsigned();
    block = (int) (head >>> 1);
    if ((head & 1) != 0) {
      long zigzag = unsigned();
      period = (zigzag >>> 1) ^ -(zigzag & 1);
    }
    count = (int) unsigned();
    prints = position;
    position += count * Integer.BYTES;
    return true;
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** The start of the run's period, epoch seconds. */
  long period() {
    return period;
  }

  int count() {
    return count;
  }

  private int print(int place) {
    return (int) INT.get(bytes, prints + place * Integer.BYTES);
  }

  void match(Prints wanted, IdPages.Found found) {
    int end = prints + count * Integer.BYTES;
    for (int place = prints; place < end; place += Integer.BYTES) {
      int print = (int) INT.get(bytes, place);
      if (wanted.has(print)) {
        found.at(print, period, block);
      }
    }
  }

  /** Writes a piece. */
  static final class Writer {
    private final ValueWriter out = new ValueWriter();
    private boolean isEmpty = true;
    private long period;

    boolean isEmpty() {
      return isEmpty;
    }

    void add(long ofPeriod, int block, int[] prints, int begin, int end) {
      head(ofPeriod, block, end - begin);
      for (int i = begin; i < end; i++) {
        out.fixed(prints[i]);
      }
    }

    /** Adds a run as it stands. */
    void add(IdRuns run) {
      add(run, print -> true);
    }

    /** Adds what is wanted of a run. */
    void add(IdRuns run, IntPredicate wanted) {
      int[] chosen = new int[run.count];
      int size = 0;
      for (int i = 0; i < run.count; i++) {
        int print = run.print(i);
        if (wanted.test(print)) {
          chosen[size++] = print;
        }
      }
      if (size > 0) {
        add(run.period, run.block, chosen, 0, size);
      }
    }

    private void head(long ofPeriod, int block, int count) {
      boolean isNew = isEmpty || ofPeriod != period;
      out.unsigned(block * 2L + (isNew ? 1 : 0));
      if (isNew) {
        out.signed(ofPeriod);
      }
      out.unsigned(count);
      isEmpty = false;
      period = ofPeriod;
    }

    byte[] toBytes() {
      return out.toBytes();
    }
  }
}
