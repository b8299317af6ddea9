package dev.eventstore.usage;

import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.List;

/**
 * An event as a meter without aggregate says it.
 *
 * @param identity a digest of its identity and key
 * @param json its columns, as a JSON object
 */
public record EventRow(byte[] identity, byte[] json) {

  /**
   * The row of an event as bytes, see {@link #read}.
   *
   * @param identity where the values of identity and key are in the event
   * @param values the columns' values
   */
  public static byte[] write(
      Object[] event, int[] identity, List<String> columns, Object[] values) {
    byte[] digest = Digest.of(new ValueWriter().tuple(event, identity).toBytes()).toBytes();
    return new ValueWriter().blob(digest).blob(JsonText.object(columns, values)).toBytes();
  }

  public static EventRow read(byte[] bytes) {
    ValueReader reader = new ValueReader(bytes);
    byte[] identity = reader.blob();
    return new EventRow(identity, reader.blob());
  }
}
