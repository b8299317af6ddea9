package dev.eventstore.decode;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.SourceRecord;
import java.util.List;

/** Decodes what is marked as a completeness marker whatever the format, and refuses the empty. */
final class MarkedDecoder implements Decoder {
  private final Markers markers;
  private final Decoder decoder;

  MarkedDecoder(Markers markers, Decoder decoder) {
    this.markers = markers;
    this.decoder = decoder;
  }

  @Override
  public List<SourceRecord> split(SourceRecord record) {
    return record.completeHeader() || record.bytes().length == 0
        ? List.of(record)
        : decoder.split(record);
  }

  @Override
  public Decoded decode(SourceRecord record) {
    if (record.completeHeader()) {
      return markers.decode(record.bytes());
    }
    return record.bytes().length == 0
        ? Refused.malformed("the record has no value")
        : decoder.decode(record);
  }
}
