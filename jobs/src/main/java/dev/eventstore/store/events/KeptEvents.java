package dev.eventstore.store.events;

import dev.eventstore.identity.IdHash;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.Location;
import dev.eventstore.state.Location.Candidates;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import java.util.function.Consumer;

/**
 * The events of the store: found by their identity over all retained periods, kept in the chunks of
 * their period. Each method sets the current key as it needs.
 */
final class KeptEvents {

  /**
   * An event in the store.
   *
   * @param chunk where it is kept
   */
  record Kept(StoreKey chunk, Bytes id, StoredEvent event) {}

  /**
   * What is known of an id.
   *
   * @param candidates the places its hash points to, or null
   * @param kept the event, or null
   */
  record Lookup(StoreKey root, Bytes id, long hash, Candidates candidates, Kept kept) {}

  /**
   * @param opensChunk whether the event is the first of its chunk
   */
  record Inserted(Kept kept, boolean opensChunk) {}

  private final EventStates states;
  private final KeyPeriods keyPeriods;
  private final Consumer<StoreKey> setCurrentKey;

  KeptEvents(EventStates states, Consumer<StoreKey> setCurrentKey) {
    this.states = states;
    this.setCurrentKey = setCurrentKey;
    this.keyPeriods = new KeyPeriods(states.fill, setCurrentKey);
  }

  /**
   * Whether the key's events of a period went to the meters.
   *
   * @param period the start of the period, epoch seconds
   */
  boolean isReleased(StoreKey key, long period) throws Exception {
    return keyPeriods.get(key.chunk(period, 0)).isReleased();
  }

  /** The chunk goes to the meters. */
  void released(StoreKey chunk) throws Exception {
    keyPeriods.get(chunk.chunk(chunk.period(), 0)).release();
    setCurrentKey.accept(chunk);
  }

  /** Looks an id up in all retained periods of its key. */
  Lookup find(StoreKey root, Bytes id) throws Exception {
    long hash = IdHash.of(id.array());
    setCurrentKey.accept(root);
    Candidates candidates = states.identities.get(hash);
    Kept kept = candidates == null ? null : among(candidates, root, id);
    return new Lookup(root, id, hash, candidates, kept);
  }

  private Kept among(Candidates candidates, StoreKey root, Bytes id) throws Exception {
    for (Location location : candidates.locations()) {
      StoreKey chunk = root.chunk(location.period(), location.chunk());
      setCurrentKey.accept(chunk);
      StoredEvent event = states.events.get(id);
      if (event != null) {
        return new Kept(chunk, id, event);
      }
    }
    return null;
  }

  /**
   * Keeps an event that was not found.
   *
   * @param period the start of its period, epoch seconds
   */
  Inserted insert(Lookup lookup, StoredEvent event, long period) throws Exception {
    StoreKey root = lookup.root();
    long before = keyPeriods.get(root.chunk(period, 0)).next();
    Location location = new Location(period, (int) (before / KeyPeriods.CHUNK));
    Candidates others = lookup.candidates();
    setCurrentKey.accept(root);
    states.identities.put(
        lookup.hash(), others == null ? Candidates.of(location) : others.with(location));
    StoreKey chunk = root.chunk(period, location.chunk());
    setCurrentKey.accept(chunk);
    states.events.put(lookup.id(), event);
    boolean opensChunk = before % KeyPeriods.CHUNK == 0;
    return new Inserted(new Kept(chunk, lookup.id(), event), opensChunk);
  }

  /** Puts another event in the place of one, in the same period. */
  Kept replace(Kept known, StoredEvent event) throws Exception {
    setCurrentKey.accept(known.chunk());
    states.events.put(known.id(), event);
    return new Kept(known.chunk(), known.id(), event);
  }

  void remove(Kept known) throws Exception {
    setCurrentKey.accept(known.chunk());
    states.events.remove(known.id());
    forgetIdentity(known.chunk(), known.id());
    setCurrentKey.accept(known.chunk());
  }

  /** Clears a chunk whose period has expired. */
  void expire(StoreKey chunk) throws Exception {
    setCurrentKey.accept(chunk);
    for (Bytes id : states.events.keys()) {
      forgetIdentity(chunk, id);
      setCurrentKey.accept(chunk);
    }
    states.events.clear();
    states.changed.clear();
    if (chunk.chunk() == 0) {
      keyPeriods.forget(chunk);
    }
  }

  private void forgetIdentity(StoreKey chunk, Bytes id) throws Exception {
    setCurrentKey.accept(chunk.root());
    long hash = IdHash.of(id.array());
    Candidates candidates = states.identities.get(hash);
    if (candidates == null) {
      return;
    }
    Candidates rest = candidates.without(new Location(chunk.period(), chunk.chunk()));
    if (rest.isEmpty()) {
      states.identities.remove(hash);
    } else {
      states.identities.put(hash, rest);
    }
  }
}
