package dev.eventstore.event;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;

/** The decoder of each format. */
public final class Decoders {
  private Decoders() {}

  /**
   * @throws UnsupportedOperationException where the format has none; store files that name such a
   *     format are refused before
   */
  public static Decoder of(StoreSpec spec, SourceSpec source) {
    return switch (source.format()) {
      case JSON -> new JsonDecoder(spec, source);
      case CLOUDEVENTS, CSV, AVRO ->
          throw new UnsupportedOperationException("not supported yet: format " + source.format());
    };
  }
}
