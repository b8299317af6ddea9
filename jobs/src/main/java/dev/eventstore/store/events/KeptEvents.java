package dev.eventstore.store.events;

import dev.eventstore.state.EventBlock;
import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.store.events.Inbox.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events of the store: found by their identity over all retained periods, kept in the chunks of
 * their period.
 *
 * <p>What changes events is done on one bucket at a time, between {@link #open} and {@link #close}:
 * the state is read once for all events of a batch and written once. Each method sets the current
 * key as it needs.
 */
final class KeptEvents {
  /** The events of a chunk; at some microseconds each, a release of one takes some 50 ms. */
  static final int CHUNK = 16_384;

  /** The events of a block: what is read to find one of them. */
  private static final int BLOCK = 128;

  /**
   * An event in the store, or its trace.
   *
   * @param chunk where it is kept
   * @param block in which block of it
   */
  record Kept(StoreKey chunk, int block, StoredEvent event) {}

  /**
   * What is known of an id.
   *
   * @param kept the event, or null
   * @param traces released periods it has left
   */
  record Lookup(Kept kept, List<Kept> traces) {
    private static final Lookup UNKNOWN = new Lookup(null, List.of());
  }

  /**
   * @param opensChunk whether the event is the first of its chunk
   */
  record Inserted(Kept kept, boolean opensChunk) {}

  /**
   * Which block of the bucket.
   *
   * @param period its start, epoch seconds
   */
  private record Place(long period, int block) {}

  /** What is known of a period of the bucket, and its block that new events go to. */
  private static final class OpenPeriod {
    private final long start;
    private long count;
    private final long before;
    private final boolean released;
    private OpenBlock block;

    private OpenPeriod(long start, PeriodFill fill) {
      this.start = start;
      count = fill == null ? 0 : fill.count();
      before = count;
      released = fill != null && fill.released();
    }
  }

  private final EventStates states;
  private final Consumer<StoreKey> setCurrentKey;
  private final IdPages ids;
  private final PeriodFills fills;

  /** Of the bucket that is open. */
  private StoreKey root;

  /** Where ids of the batch may be, by their print. */
  private final Map<Integer, List<Place>> known = new HashMap<>();

  /** The prints that come more than once in the batch, and in which new blocks they are. */
  private final Map<Integer, List<OpenBlock>> repeated = new HashMap<>();

  private final Map<Long, OpenPeriod> periods = new HashMap<>();

  /** Of {@code periods}, the one that was asked for last, or null. */
  private OpenPeriod last;

  private final Map<Place, OpenBlock> blocks = new LinkedHashMap<>();
  private final List<OpenBlock> added = new ArrayList<>();

  KeptEvents(EventStates states, Consumer<StoreKey> setCurrentKey) {
    this.states = states;
    this.setCurrentKey = setCurrentKey;
    this.ids = new IdPages(states, setCurrentKey);
    this.fills = new PeriodFills(states.fill, setCurrentKey);
  }

  /** In how many chunks so many events are kept. */
  static int chunks(long count) {
    return (int) ((count + CHUNK - 1) / CHUNK);
  }

  /** Begins to work on events of a bucket that are kept. */
  void open(StoreKey bucket) {
    root = bucket.root();
  }

  /** Begins to work on a bucket: on events that come, and on those of them that are kept. */
  void open(Batch coming) throws Exception {
    open(coming.root());
    int[] prints = new int[coming.hashes().length];
    for (int i = 0; i < prints.length; i++) {
      prints[i] = IdPages.print(coming.hashes()[i]);
    }
    Prints.sort(prints);
    for (int i = 1; i < prints.length; i++) {
      if (prints[i] == prints[i - 1]) {
        repeated.put(prints[i], new ArrayList<>());
      }
    }
    ids.find(
        root,
        prints,
        (print, period, block) ->
            known.computeIfAbsent(print, p -> new ArrayList<>()).add(new Place(period, block)));
  }

  /** Writes what has changed since the bucket was opened. */
  void close() throws Exception {
    for (OpenBlock block : blocks.values()) {
      write(block);
    }
    for (OpenBlock block : added) {
      write(block);
      if (block.size() > 0) {
        ids.add(root, block.chunk().period(), block.number(), block.prints());
      }
    }
    for (Map.Entry<Long, OpenPeriod> entry : periods.entrySet()) {
      OpenPeriod period = entry.getValue();
      if (period.count > period.before) {
        StoreKey first = root.chunk(entry.getKey(), 0);
        fills.update(first, new PeriodFill(period.count, period.released));
      }
    }
    root = null;
    known.clear();
    repeated.clear();
    periods.clear();
    last = null;
    blocks.clear();
    added.clear();
  }

  private void write(OpenBlock block) throws Exception {
    if (block.isChanged()) {
      setCurrentKey.accept(block.chunk());
      if (block.size() == 0) {
        states.events.remove(block.number());
      } else {
        states.events.put(block.number(), block.toBlock());
      }
    }
  }

  /**
   * Looks up an event that comes, in all retained periods of its bucket.
   *
   * @param hash of its identity
   */
  Lookup find(StoredEvent event, long hash) throws Exception {
    int print = IdPages.print(hash);
    if (!known.containsKey(print) && !repeated.containsKey(print)) {
      return Lookup.UNKNOWN;
    }
    List<OpenBlock> searched = new ArrayList<>(repeated.getOrDefault(print, List.of()));
    for (Place place : Set.copyOf(known.getOrDefault(print, List.of()))) {
      searched.add(block(place));
    }
    Kept kept = null;
    List<Kept> traces = new ArrayList<>();
    for (OpenBlock block : searched) {
      Kept found = block.find(event.key(), event.id());
      if (found != null && found.event().isGone()) {
        traces.add(found);
      } else if (found != null) {
        kept = found;
      }
    }
    return kept == null && traces.isEmpty() ? Lookup.UNKNOWN : new Lookup(kept, traces);
  }

  /** A block of the bucket; without events where there is none any more. */
  private OpenBlock block(Place place) throws Exception {
    OpenBlock open = blocks.get(place);
    if (open == null) {
      StoreKey chunk = root.chunk(place.period(), place.block() / CHUNK);
      setCurrentKey.accept(chunk);
      EventBlock block = states.events.get(place.block());
      open = new OpenBlock(chunk, place.block(), block == null ? List.of() : block.events());
      blocks.put(place, open);
    }
    return open;
  }

  private OpenBlock blockOf(Kept kept) throws Exception {
    for (OpenBlock block : added) {
      if (block.number() == kept.block() && block.chunk().equals(kept.chunk())) {
        return block;
      }
    }
    return block(new Place(kept.chunk().period(), kept.block()));
  }

  /**
   * Keeps an event that was not found.
   *
   * @param hash of its identity
   * @param start of its period, epoch seconds
   */
  Inserted insert(Lookup lookup, StoredEvent event, long hash, long start) throws Exception {
    for (Kept trace : lookup.traces()) {
      if (trace.chunk().period() == start) {
        return new Inserted(replace(trace, event), false);
      }
    }
    OpenPeriod period = period(root, start);
    if (period.block == null || period.block.size() == BLOCK || period.count % CHUNK == 0) {
      StoreKey chunk = root.chunk(start, (int) (period.count / CHUNK));
      period.block = new OpenBlock(chunk, (int) period.count, List.of());
      added.add(period.block);
    }
    int print = IdPages.print(hash);
    List<OpenBlock> again = repeated.get(print);
    if (again != null && !again.contains(period.block)) {
      again.add(period.block);
    }
    long before = period.count++;
    return new Inserted(period.block.add(event, print), before % CHUNK == 0);
  }

  /** Puts another event in the place of one, in the same period. */
  Kept replace(Kept known, StoredEvent event) throws Exception {
    return blockOf(known).replace(event);
  }

  /** Takes an event out of a period that was not released. */
  void remove(Kept known) throws Exception {
    blockOf(known).remove(known.event());
  }

  /** Takes an event out of a released period; a trace of it stays until the period expires. */
  void leaveTrace(Kept known) throws Exception {
    blockOf(known).replace(known.event().gone());
  }

  /**
   * Whether a bucket's events of a period went to the meters.
   *
   * @param start of the period, epoch seconds
   */
  boolean isReleased(StoreKey bucket, long start) throws IOException {
    return period(bucket, start).released;
  }

  private OpenPeriod period(StoreKey bucket, long start) throws IOException {
    if (last != null && last.start == start) {
      return last;
    }
    OpenPeriod open = periods.get(start);
    if (open == null) {
      open = new OpenPeriod(start, fills.of(bucket.chunk(start, 0)));
      if (root != null) {
        periods.put(start, open);
      }
    }
    last = root == null ? null : open;
    return open;
  }

  /** The chunk goes to the meters. */
  void released(StoreKey chunk) throws IOException {
    StoreKey first = chunk.chunk(chunk.period(), 0);
    PeriodFill fill = fills.of(first);
    if (!fill.released()) {
      fills.update(first, new PeriodFill(fill.count(), true));
    }
    setCurrentKey.accept(chunk);
  }

  /** What is done with each event. */
  interface Each {
    void event(Kept kept) throws Exception;
  }

  /**
   * Goes through the events of the current chunk, without traces, which must not change meanwhile.
   *
   * @return how many there are
   */
  static int each(EventStates states, StoreKey chunk, Each each) throws Exception {
    int events = 0;
    for (Map.Entry<Integer, EventBlock> entry : states.events.entries()) {
      for (StoredEvent event : entry.getValue().events()) {
        if (!event.isGone()) {
          each.event(new Kept(chunk, entry.getKey(), event));
          events++;
        }
      }
    }
    return events;
  }

  /** Clears a chunk whose period has expired; the first one, also what is known of the period. */
  void expire(StoreKey chunk) throws Exception {
    setCurrentKey.accept(chunk);
    states.events.clear();
    states.changed.clear();
    if (chunk.chunk() == 0) {
      fills.clear(chunk);
      ids.forget(chunk.root(), chunk.period());
    }
  }
}
