package dev.eventstore.state;

import dev.eventstore.value.ValueWriter;
import java.time.Instant;
import java.util.Arrays;

/**
 * An event as it is kept.
 *
 * @param key canonical bytes of the key's values
 * @param id canonical bytes of the identity's values within the key
 * @param source the source it belongs to
 * @param time its arrival, where the store has no time field; else null, the content holds it
 * @param received when it was read, epoch milliseconds
 * @param layout the number of the content's layout
 * @param content the canonical bytes of its other fields
 */
public record StoredEvent(
    byte[] key, byte[] id, String source, Instant time, long received, int layout, byte[] content) {
  private static final String GONE = "";
  private static final byte[] NOTHING = {};

  /**
   * The trace of an event that left a released period. It keeps the event's place, so that what is
   * published of it there goes on counting revisions, should it come back.
   */
  public StoredEvent gone() {
    return gone(key, id);
  }

  static StoredEvent gone(byte[] key, byte[] id) {
    return new StoredEvent(key, id, GONE, null, 0, 0, NOTHING);
  }

  public boolean isGone() {
    return source.equals(GONE);
  }

  public boolean is(byte[] otherKey, byte[] otherId) {
    return Arrays.equals(id, otherId) && Arrays.equals(key, otherKey);
  }

  /** Its identity over all keys, as bytes. */
  public byte[] name() {
    return new ValueWriter().blob(key).blob(id).toBytes();
  }

  /** The same event, of another source. */
  public StoredEvent ofSource(String other) {
    return new StoredEvent(key, id, other, time, received, layout, content);
  }
}
