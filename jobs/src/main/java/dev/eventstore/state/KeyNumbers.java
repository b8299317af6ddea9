package dev.eventstore.state;

import dev.eventstore.identity.IdHash;
import java.util.Arrays;

/** Numbers keys from 0, in the order in which they come first. */
final class KeyNumbers {
  /** What a key is called that has not come before. */
  static final int NEW = -1;

  private final byte[][] keys;
  private final int[] slots;
  private int count;

  /**
   * @param most keys that may come
   */
  KeyNumbers(int most) {
    keys = new byte[most][];
    slots = new int[Math.max(2, Integer.highestOneBit(most) << 2)];
  }

  /**
   * Numbers a key.
   *
   * @return the number it has already, or {@link #NEW}
   */
  int put(byte[] key) {
    int mask = slots.length - 1;
    int slot = (int) IdHash.of(key) & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (Arrays.equals(keys[number], key)) {
        return number;
      }
      slot = slot + 1 & mask;
    }
    keys[count++] = key;
    slots[slot] = count;
    return NEW;
  }
}
