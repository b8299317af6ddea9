package dev.eventstore.store.events;

import dev.eventstore.event.ValueWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Goes through a piece of a page: runs of ids, each of one block. A run is the period's start, the
 * block, the number of ids, and of each id 4 bytes. Part of every savepoint: this layout is for
 * ever.
 */
final class IdRuns {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int begin;
  private int prints;
  private int end;
  private long period;
  private int block;
  private int count;

  IdRuns(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] write(ValueWriter writer, long period, int block, long[] hashes) {
    byte[] head = writer.reset().signed(period).unsigned(block).unsigned(hashes.length).toBytes();
    byte[] run = Arrays.copyOf(head, head.length + hashes.length * Integer.BYTES);
    for (int i = 0; i < hashes.length; i++) {
      INT.set(run, head.length + i * Integer.BYTES, IdPages.print(hashes[i]));
    }
    return run;
  }

  /** Goes to the next run, if there is one. */
  boolean next() {
    if (end == bytes.length) {
      return false;
    }
    begin = end;
    prints = end;
    long zigzag = unsigned();
    period = (zigzag >>> 1) ^ -(zigzag & 1);
    block = (int) unsigned();
    count = (int) unsigned();
    end = prints + count * Integer.BYTES;
    return true;
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[prints++];
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

  /** The run as it stands. */
  byte[] bytes() {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  void match(Prints wanted, IdPages.Found found) {
    for (int i = prints; i < end; i += Integer.BYTES) {
      int print = (int) INT.get(bytes, i);
      if (wanted.has(print)) {
        found.at(print, period, block);
      }
    }
  }
}
