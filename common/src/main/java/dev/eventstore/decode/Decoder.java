package dev.eventstore.decode;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.SourceRecord;
import java.util.List;

/** Turns the bytes of one source's records into events. Never throws, never drops. */
public interface Decoder {
  /** What a record is that {@link #split} gave. */
  Decoded decode(SourceRecord record);

  /** The records that a record of several holds, each to be decoded on its own; mostly itself. */
  default List<SourceRecord> split(SourceRecord record) {
    return List.of(record);
  }
}
