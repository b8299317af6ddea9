package dev.eventstore.decode;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.Feed;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;

/** The decoder of each format. */
public final class Decoders {
  private Decoders() {}

  public static Decoder of(StoreSpec spec, SourceSpec source) {
    Markers markers = new Markers(spec.calendar());
    return new MarkedDecoder(markers, plain(spec, source, markers));
  }

  private static Decoder plain(StoreSpec spec, SourceSpec source, Markers markers) {
    EventMapper mapper = new EventMapper(spec, source);
    if (source.format() instanceof Csv csv) {
      return new CsvDecoder(csv, spec.event(), mapper, markers);
    }
    if (source.format() instanceof CloudEvents) {
      return new CloudEventDecoder(spec.event(), mapper, markers);
    }
    if (source.format() instanceof Avro avro && source.input() instanceof KafkaInput) {
      return new AvroDecoder(avro, spec.event(), mapper);
    }
    if (source.format() instanceof Feed) {
      return new StoreDecoder(new JsonDecoder(spec.event(), mapper, markers));
    }
    // Readers of Avro and Parquet files hand out JSON.
    return new JsonDecoder(spec.event(), mapper, markers);
  }
}
