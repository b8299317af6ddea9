package dev.eventstore.store.events;

import dev.eventstore.state.EventBlock;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.store.events.KeptEvents.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A block that is being worked on. */
final class OpenBlock {
  private final StoreKey chunk;
  private final int number;
  private final List<StoredEvent> events;
  private int[] prints = new int[16];
  private int printed;
  private boolean changed;

  OpenBlock(StoreKey chunk, int number, List<StoredEvent> events) {
    this.chunk = chunk;
    this.number = number;
    this.events = new ArrayList<>(events);
  }

  StoreKey chunk() {
    return chunk;
  }

  int number() {
    return number;
  }

  int size() {
    return events.size();
  }

  boolean isChanged() {
    return changed;
  }

  /** An event or the trace of one, or null. */
  Kept find(byte[] key, byte[] id) {
    for (StoredEvent event : events) {
      if (event.is(key, id)) {
        return new Kept(chunk, number, event);
      }
    }
    return null;
  }

  /**
   * @param print of the event's id, see {@link IdPages}
   */
  Kept add(StoredEvent event, int print) {
    events.add(event);
    if (printed == prints.length) {
      prints = Arrays.copyOf(prints, 2 * printed);
    }
    prints[printed++] = print;
    changed = true;
    return new Kept(chunk, number, event);
  }

  /** Puts an event in the place of the one of the same identity. */
  Kept replace(StoredEvent event) {
    events.set(place(event), event);
    changed = true;
    return new Kept(chunk, number, event);
  }

  void remove(StoredEvent event) {
    events.remove(place(event));
    changed = true;
  }

  private int place(StoredEvent event) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).is(event.key(), event.id())) {
        return i;
      }
    }
    throw new IllegalStateException("the event is not in its block");
  }

  /** Of the ids that were added. */
  int[] prints() {
    return Arrays.copyOf(prints, printed);
  }

  EventBlock toBlock() {
    return new EventBlock(events);
  }
}
