package dev.eventstore.cli;

import dev.eventstore.decode.Decoder;
import dev.eventstore.decode.Decoders;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.EventTuples;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.time.Instant;

/** Looks at records before they are sent to a source, so that those of one key stay in order. */
final class RecordKeys {
  private static final FilePosition NOWHERE = new FilePosition("-", 0);

  private final Decoder decoder;
  private final EventTuples tuples;

  RecordKeys(StoreSpec spec, SourceSpec source) {
    this.decoder = Decoders.of(spec, source);
    this.tuples = new EventTuples(spec.event());
  }

  /** What the store will make of a record; of several events in one, the first. */
  Decoded decode(byte[] value) {
    long now = System.currentTimeMillis();
    SourceRecord record =
        new SourceRecord(NOWHERE, 0, false, Instant.ofEpochMilli(now), now, value);
    return decoder.decode(decoder.split(record).get(0));
  }

  /** The key to send a record under; null, for any partition, where the store will refuse it. */
  byte[] keyOf(Decoded decoded) {
    return decoded instanceof Accepted accepted ? tuples.key(accepted.values()) : null;
  }
}
