package dev.eventstore.value;

import java.io.Serializable;

/**
 * One field of an event definition.
 *
 * @param required an event without it is refused as {@code missing-field}
 * @param format how timestamps are written; {@link TimestampFormat#ISO} for every other type
 */
public record Field(String name, FieldType type, boolean required, TimestampFormat format)
    implements Serializable {}
