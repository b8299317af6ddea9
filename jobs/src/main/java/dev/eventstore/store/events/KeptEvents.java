package dev.eventstore.store.events;

import dev.eventstore.identity.IdHash;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.Location;
import dev.eventstore.state.Location.Candidates;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import java.util.ArrayList;
import java.util.List;
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
   * @param traces released periods it has left
   */
  record Lookup(
      StoreKey root,
      Bytes id,
      long hash,
      Candidates candidates,
      Kept kept,
      List<Location> traces) {}

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
    Kept kept = null;
    List<Location> traces = List.of();
    if (candidates != null) {
      for (Location location : candidates.locations()) {
        StoreKey chunk = root.chunk(location.period(), location.chunk());
        setCurrentKey.accept(chunk);
        StoredEvent event = states.events.get(id);
        if (event != null && event.isGone()) {
          traces = traces.isEmpty() ? new ArrayList<>() : traces;
          traces.add(location);
        } else if (event != null) {
          kept = new Kept(chunk, id, event);
        }
      }
    }
    return new Lookup(root, id, hash, candidates, kept, traces);
  }

  /**
   * Keeps an event that was not found.
   *
   * @param period the start of its period, epoch seconds
   */
  Inserted insert(Lookup lookup, StoredEvent event, long period) throws Exception {
    for (Location trace : lookup.traces()) {
      if (trace.period() == period) {
        return new Inserted(put(lookup, event, trace), false);
      }
    }
    StoreKey root = lookup.root();
    long before = keyPeriods.get(root.chunk(period, 0)).next();
    Location location = new Location(period, (int) (before / KeyPeriods.CHUNK));
    Candidates others = lookup.candidates();
    setCurrentKey.accept(root);
    states.identities.put(
        lookup.hash(), others == null ? Candidates.of(location) : others.with(location));
    return new Inserted(put(lookup, event, location), before % KeyPeriods.CHUNK == 0);
  }

  private Kept put(Lookup lookup, StoredEvent event, Location location) throws Exception {
    StoreKey chunk = lookup.root().chunk(location.period(), location.chunk());
    setCurrentKey.accept(chunk);
    states.events.put(lookup.id(), event);
    return new Kept(chunk, lookup.id(), event);
  }

  /** Puts another event in the place of one, in the same period. */
  Kept replace(Kept known, StoredEvent event) throws Exception {
    setCurrentKey.accept(known.chunk());
    states.events.put(known.id(), event);
    return new Kept(known.chunk(), known.id(), event);
  }

  /** Takes an event out of a period that was not released. */
  void remove(Kept known) throws Exception {
    setCurrentKey.accept(known.chunk());
    states.events.remove(known.id());
    forgetIdentity(known.chunk(), known.id());
    setCurrentKey.accept(known.chunk());
  }

  /** Takes an event out of a released period; a trace of it stays until the period expires. */
  void leaveTrace(Kept known) throws Exception {
    setCurrentKey.accept(known.chunk());
    states.events.put(known.id(), StoredEvent.GONE);
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
