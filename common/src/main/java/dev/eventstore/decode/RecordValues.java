package dev.eventstore.decode;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.value.EventSchema;

/** Maps a record that has been read whole. */
final class RecordValues {
  private final EventSchema schema;
  private final EventMapper mapper;

  RecordValues(EventSchema schema, EventMapper mapper) {
    this.schema = schema;
    this.mapper = mapper;
  }

  Decoded map(LooseMap read, SourceRecord record) {
    Object[] byName = new Object[schema.size()];
    for (int i = 0; i < byName.length; i++) {
      Object value = read.get(schema.field(i).name());
      if (mapper.isByName(i) && value != LooseMap.NULL) {
        byName[i] = value;
      }
    }
    return mapper.map(byName, read, record);
  }
}
