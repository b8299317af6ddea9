package dev.eventstore.spec.read;

import dev.eventstore.event.EventSchema;
import dev.eventstore.event.MappingCheck;
import dev.eventstore.meter.MeterCheck;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;

/** Passes on what the type checks say, at the lines of the expressions they speak of. */
final class ExpressionChecks {
  private ExpressionChecks() {}

  static void source(EventSchema schema, Mapping source, SourceSpec spec, Problems problems) {
    if (clean(problems, source, "filter", "fields", "format")) {
      Places places = new Places(source, "filter", "fields");
      MappingCheck.check(schema, spec, (place, message) -> places.report(place, message, problems));
    }
  }

  static void meter(EventSchema schema, Mapping meter, MeterSpec spec, Problems problems) {
    if (clean(problems, meter, "operators")) {
      Places places = new Places(meter, "operators");
      MeterCheck.check(schema, spec, (place, message) -> places.report(place, message, problems));
    }
  }

  /** Whether nothing is wrong that the check would only tell again, as something else. */
  private static boolean clean(Problems problems, Mapping map, String... keys) {
    for (String key : keys) {
      if (problems.hasWithin(map.at(key))) {
        return false;
      }
    }
    return !problems.has(map);
  }
}
