package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Collects events, so that those of a bucket go to the state together, in the order in which they
 * came. While one pile of them grows, the one before it is given bucket by bucket, a few events for
 * each that comes: if it were given at once, all sources would stand still meanwhile.
 *
 * <p>It is emptied before everything that counts on their being there: the release or expiry of a
 * period, each barrier, each command; and a moment after the first has come.
 */
final class Inbox {
  /**
   * What waits has no more bytes: three quarters are for the pile that grows, of events of some 400
   * bytes each with the original record, and the rest for what comes while it is given.
   */
  private static final int MOST_BYTES = 112 << 20;

  /** All inboxes of a process together take a quarter of its heap at most. */
  private static final int PART_OF_HEAP = 4;

  /** So many events are given for each that comes: a pile is gone before the next has grown. */
  private static final int PACE = 3;

  /** For so many ticks an event waits at most until its pile begins to be given. */
  private static final int MOST_TICKS = 4;

  /**
   * The events that came for a bucket.
   *
   * @param hashes of their identities
   */
  record Batch(StoreKey root, UsageEvent[] events, long[] hashes) {}

  /** Takes a batch. */
  interface Taker {
    void take(Batch batch) throws Exception;
  }

  private final Taker taker;
  private final int mostBytes;
  private Pile growing;
  private Pile given;

  /** How many events are to be given for those that have come. */
  private int due;

  /** How often the clock has ticked since a pile began to be given. */
  private int ticks;

  /**
   * @param heap of the process, bytes
   * @param inboxes that it may have
   */
  Inbox(long heap, int inboxes, Taker taker) {
    this.taker = taker;
    mostBytes = (int) Math.min(MOST_BYTES, heap / PART_OF_HEAP / inboxes);
    Deque<byte[]> freePages = new ArrayDeque<>();
    growing = new Pile(freePages);
    given = new Pile(freePages);
  }

  void add(UsageEvent event) throws Exception {
    growing.add(event);
    if (given.count() > 0) {
      due += PACE;
      while (due > 0 && given.count() > 0) {
        due -= given.give(taker);
      }
    }
    if (isFull()) {
      giveNext();
    }
  }

  /** Half a second is over. */
  void tick() throws Exception {
    ticks++;
    if (ticks == MOST_TICKS) {
      empty();
    }
  }

  /** Leaves room for what comes while the pile is given. */
  private boolean isFull() {
    int share = mostBytes / (PACE + 1) * PACE;
    return growing.count() == Pile.MOST_EVENTS
        || growing.bytes() >= share
        || growing.bytes() + given.bytes() >= mostBytes;
  }

  /** The pile that has grown is the next to be given. */
  private void giveNext() throws Exception {
    giveAll();
    Pile empty = given;
    given = growing;
    growing = empty;
    given.sort();
    due = 0;
    ticks = 0;
  }

  private void giveAll() throws Exception {
    while (given.count() > 0) {
      given.give(taker);
    }
  }

  /** Gives all that wait. */
  void empty() throws Exception {
    giveNext();
    giveAll();
  }

  boolean isEmpty() {
    return growing.count() == 0 && given.count() == 0;
  }

  /** No event that waits is earlier. */
  Instant earliest() {
    return Instant.ofEpochSecond(Math.min(growing.earliest(), given.earliest()));
  }
}
