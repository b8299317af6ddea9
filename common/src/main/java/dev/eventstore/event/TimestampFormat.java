package dev.eventstore.event;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * How a timestamp field is written.
 *
 * @param pattern {@code iso}, {@code epoch_millis}, {@code epoch_seconds} or a {@code java.time}
 *     pattern
 * @param zone the zone of patterns that name none
 */
public record TimestampFormat(String pattern, ZoneId zone) implements Serializable {
  public static final TimestampFormat ISO = new TimestampFormat("iso", ZoneId.of("UTC"));
}
