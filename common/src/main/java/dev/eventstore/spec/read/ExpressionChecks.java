package dev.eventstore.spec.read;

import dev.eventstore.decode.MappingCheck;
import dev.eventstore.meter.MeterCheck;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import dev.eventstore.value.KnownFields;

/** Passes on what the type checks say, at the lines of the expressions they speak of. */
final class ExpressionChecks {
  private ExpressionChecks() {}

  static void source(KnownFields fields, Mapping source, SourceSpec spec, Problems problems) {
    Places places = new Places(source, "filter", "fields");
    MappingCheck.check(fields, spec, (place, message) -> places.report(place, message, problems));
  }

  static void meter(KnownFields fields, Mapping meter, MeterSpec spec, Problems problems) {
    Places places = new Places(meter, "operators");
    MeterCheck.check(fields, spec, (place, message) -> places.report(place, message, problems));
  }
}
