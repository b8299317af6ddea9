package dev.eventstore.meter;

import java.time.Instant;

/**
 * An event as meters see it.
 *
 * @param values in the schema's field order
 * @param version the version field's value, or null
 * @param id the identity's canonical bytes, within the key
 * @param source the source it belongs to
 */
public record ReleasedEvent(
    Object[] values, Instant time, Comparable<?> version, byte[] id, String source) {}
