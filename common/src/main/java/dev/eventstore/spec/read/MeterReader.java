package dev.eventstore.spec.read;

import dev.eventstore.event.EventSchema;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code meters}. */
final class MeterReader {
  private MeterReader() {}

  /**
   * @param schema null where the event definition is wrong
   */
  static List<MeterSpec> read(Mapping root, EventSchema schema, Problems problems) {
    List<MeterSpec> meters = new ArrayList<>();
    MeterRules rules = new MeterRules(root, problems);
    for (Mapping meter : root.mappings("meters")) {
      rules.check(meter);
      MeterSpec spec = meter(meter);
      meters.add(spec);
      if (schema != null) {
        ExpressionChecks.meter(schema, meter, spec, problems);
      }
    }
    Uniques.check(root.mappings("meters"), "meters", problems);
    return meters;
  }

  private static MeterSpec meter(Mapping meter) {
    return new MeterSpec(
        Values.text(meter, "name", ""),
        meter.mappings("operators").stream()
            .map(MeterReader::operator)
            .flatMap(Optional::stream)
            .toList(),
        meter.scalars("targets").stream().map(Scalar::text).toList());
  }

  /** Empty for an operator that the grammar, or a rule, has refused. */
  private static Optional<OperatorSpec> operator(Mapping operator) {
    if (operator.scalar("filter").isPresent()) {
      return operator.scalar("filter").map(filter -> new MeterSpec.Filter(filter.text()));
    }
    if (operator.has("derive")) {
      return Optional.of(new MeterSpec.Derive(columns(operator.mapping("derive"))));
    }
    if (operator.has("aggregate")) {
      Mapping aggregate = operator.mapping("aggregate");
      return Optional.of(
          new MeterSpec.Aggregate(
              aggregate.scalars("by").stream().map(Scalar::text).toList(),
              columns(aggregate.mapping("values"))));
    }
    return Optional.empty();
  }

  private static Map<String, String> columns(Mapping map) {
    return Collections.unmodifiableMap(Values.texts(map));
  }
}
